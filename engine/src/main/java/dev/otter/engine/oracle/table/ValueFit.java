package dev.otter.engine.oracle.table;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.CharsetText;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/**
 * Which types of Oracle take the values of which types of MySQL; the table in {@code
 * docs/reference/types-oracle.md}. What Oracle would round or cut without an error is refused
 * before the first row; values out of range are refused one by one. Stateless.
 */
final class ValueFit {
    private ValueFit() {}

    /**
     * The form of values.
     *
     * @throws OtterException TABLE_MISMATCH when the target's column is none that can take them
     */
    static ValueForm of(LogColumn source, TableColumn target) {
        ColumnType type = source.type();
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR -> number(source, target, 0);
            case DECIMAL -> number(source, target, type.scale());
            case FLOAT, DOUBLE -> real(source, target);
            case BIT -> bits(source, target);
            case DATE -> only(source, target, "date", ValueForm.MOMENT);
            case TIME, OLD_TIME -> span(source, target);
            case DATETIME, OLD_DATETIME -> moment(source, target, false);
            case TIMESTAMP, OLD_TIMESTAMP -> moment(source, target, true);
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB -> string(source, target);
            case ENUM, SET -> members(source, target);
            case JSON -> json(source, target);
            case GEOMETRY -> bytes(source, target, ValueForm.SHAPE);
            case VECTOR -> bytes(source, target, ValueForm.BYTES);
            case ARRAY, NULL -> throw unfit(source, target, "values of this kind");
        };
    }

    /** NUMBER rounds what has more digits behind the point than it keeps. */
    private static ValueForm number(LogColumn source, TableColumn target, int scale) {
        if (!target.dataType().equals("number")) {
            throw unfit(source, target, "exact numbers");
        }
        OracleType type = OracleType.of(target);
        if (type.first() >= 0 && type.second() < scale) {
            throw unfit(source, target, scale + " digits behind the point");
        }
        return ValueForm.NUMBER;
    }

    private static ValueForm real(LogColumn source, TableColumn target) {
        boolean fits =
                target.dataType().equals("binary_double")
                        || target.dataType().equals("binary_float")
                                && source.type().kind() == Kind.FLOAT;
        if (!fits) {
            throw unfit(source, target, "floating-point numbers bit by bit");
        }
        return ValueForm.REAL;
    }

    private static ValueForm bits(LogColumn source, TableColumn target) {
        if (target.dataType().equals("number")) {
            return number(source, target, 0);
        }
        int bytes = (source.type().size() + 7) / 8;
        if (target.dataType().equals("raw") && OracleType.of(target).first() < bytes) {
            throw unfit(source, target, bytes + " bytes");
        }
        return bytes(source, target, ValueForm.BYTES);
    }

    private static ValueForm only(
            LogColumn source, TableColumn target, String dataType, ValueForm form) {
        if (!target.dataType().equals(dataType)) {
            throw unfit(source, target, "values other than those of type " + dataType);
        }
        return form;
    }

    private static ValueForm span(LogColumn source, TableColumn target) {
        only(source, target, "interval day to second", ValueForm.SPAN);
        fraction(source, target, OracleType.of(target).second());
        return ValueForm.SPAN;
    }

    private static ValueForm moment(LogColumn source, TableColumn target, boolean zoned) {
        switch (target.dataType()) {
            case "date" -> fraction(source, target, 0);
            case "timestamp" -> fraction(source, target, OracleType.of(target).second());
            case "timestamp with time zone", "timestamp with local time zone" -> {
                if (!zoned) {
                    throw unfit(source, target, "times without a zone");
                }
                fraction(source, target, OracleType.of(target).second());
            }
            default -> throw unfit(source, target, "dates with a time");
        }
        return ValueForm.MOMENT;
    }

    private static void fraction(LogColumn source, TableColumn target, int kept) {
        if (kept < source.type().scale()) {
            throw unfit(source, target, "all digits of a second");
        }
    }

    private static ValueForm string(LogColumn source, TableColumn target) {
        if (CharsetText.binary(source.charset())) {
            boolean padded = source.type().kind() == Kind.CHAR;
            return bytes(source, target, padded ? ValueForm.PADDED_BYTES : ValueForm.BYTES);
        }
        return text(source, target, ValueForm.TEXT);
    }

    private static ValueForm text(LogColumn source, TableColumn target, ValueForm form) {
        if (!TextCells.of(source, form).known()) {
            throw unfit(source, target, "text of character set '" + source.charset() + "'");
        }
        return switch (target.dataType()) {
            case "varchar2", "nvarchar2", "char", "nchar", "clob", "nclob" -> form;
            default -> throw unfit(source, target, "text");
        };
    }

    private static ValueForm bytes(LogColumn source, TableColumn target, ValueForm form) {
        return switch (target.dataType()) {
            case "raw", "blob" -> form;
            default -> throw unfit(source, target, "bytes");
        };
    }

    private static ValueForm members(LogColumn source, TableColumn target) {
        if (source.members().isEmpty()) {
            throw unfit(source, target, "members whose texts are not known");
        }
        boolean one = source.type().kind() == Kind.ENUM;
        return text(source, target, one ? ValueForm.MEMBER : ValueForm.MEMBERS);
    }

    private static ValueForm json(LogColumn source, TableColumn target) {
        return switch (target.dataType()) {
            case "clob", "nclob", "varchar2", "nvarchar2", "json" -> ValueForm.JSON;
            default -> throw unfit(source, target, "JSON");
        };
    }

    private static OtterException unfit(LogColumn source, TableColumn target, String what) {
        return new OtterException(
                ErrorCode.TABLE_MISMATCH,
                "the target's column "
                        + target.name()
                        + ", being "
                        + target.columnType()
                        + ", does not keep "
                        + what,
                "source column " + source.name() + " of type " + source.type(),
                "Give the target's column a type that takes the source's; see"
                        + " docs/reference/types-oracle.md.");
    }
}
