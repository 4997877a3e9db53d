package dev.otter.engine.postgresql.table;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.Charsets;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/**
 * Which types of PostgreSQL take the values of which types of MySQL; the table in {@code
 * docs/reference/types-postgresql.md}. Whatever PostgreSQL would change without an error (rounding,
 * cutting of spaces, another spelling) is refused before the first row; values out of range it
 * refuses by itself. Stateless.
 */
final class ValueFit {
    private static final int FLOAT_DIGITS = 6;
    private static final int DOUBLE_DIGITS = 15;
    private static final int FRACTION_DIGITS = 6;

    private ValueFit() {}

    /**
     * The form of values.
     *
     * @throws OtterException TABLE_MISMATCH when the target's column is none that can take them
     */
    static ValueForm of(LogColumn source, TableColumn target) {
        ColumnType type = source.type();
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> wholeNumber(source, target);
            case DECIMAL -> decimal(source, target);
            case FLOAT, DOUBLE -> real(source, target);
            case BIT -> bits(source, target);
            case YEAR -> number(source, target);
            case DATE -> only(source, target, "date", ValueForm.MOMENT);
            case TIME, OLD_TIME -> time(source, target);
            case DATETIME, OLD_DATETIME -> datetime(source, target);
            case TIMESTAMP, OLD_TIMESTAMP -> timestamp(source, target);
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB -> string(source, target);
            case ENUM, SET -> members(source, target);
            case JSON -> json(source, target);
            case GEOMETRY -> only(source, target, "bytea", ValueForm.SHAPE);
            case VECTOR -> only(source, target, "bytea", ValueForm.BYTES);
            case ARRAY, NULL -> throw unfit(source, target, "values of this kind");
        };
    }

    private static ValueForm wholeNumber(LogColumn source, TableColumn target) {
        return switch (target.dataType()) {
            case "bool" -> {
                if (source.type().kind() != Kind.TINYINT) {
                    throw unfit(source, target, "numbers other than TINYINT");
                }
                yield ValueForm.BOOLEAN;
            }
            case "float4", "float8" -> {
                int bits = target.dataType().equals("float4") ? 24 : 53;
                if (bits(source.type().kind()) > bits) {
                    throw unfit(source, target, "whole numbers of that size without rounding");
                }
                yield ValueForm.NUMBER;
            }
            default -> number(source, target);
        };
    }

    private static int bits(Kind kind) {
        return switch (kind) {
            case TINYINT -> 8;
            case SMALLINT -> 16;
            case MEDIUMINT -> 24;
            case INT -> 32;
            default -> 64;
        };
    }

    private static ValueForm number(LogColumn source, TableColumn target) {
        return switch (target.dataType()) {
            case "int2", "int4", "int8" -> ValueForm.NUMBER;
            case "numeric" -> {
                if (scale(target) < 0) {
                    throw unfit(source, target, "the last digits of whole numbers");
                }
                yield ValueForm.NUMBER;
            }
            default -> throw unfit(source, target, "numbers");
        };
    }

    /** Digits behind the point that the column keeps; many when nothing says how many. */
    private static int scale(TableColumn target) {
        String type = target.columnType();
        int comma = type.indexOf(',');
        int end = type.indexOf(')');
        if (comma > 0 && comma < end) {
            return Integer.parseInt(type.substring(comma + 1, end).strip());
        }
        return type.indexOf('(') < 0 ? Integer.MAX_VALUE : 0;
    }

    private static ValueForm decimal(LogColumn source, TableColumn target) {
        ColumnType type = source.type();
        boolean fits =
                switch (target.dataType()) {
                    case "numeric" -> scale(target) >= type.scale();
                    case "int2", "int4", "int8" -> type.scale() == 0;
                    case "float4" -> type.size() <= FLOAT_DIGITS;
                    case "float8" -> type.size() <= DOUBLE_DIGITS;
                    default -> false;
                };
        if (!fits) {
            throw unfit(source, target, "all digits of it");
        }
        return ValueForm.NUMBER;
    }

    private static ValueForm real(LogColumn source, TableColumn target) {
        boolean fits =
                target.dataType().equals("float8")
                        || (target.dataType().equals("float4")
                                && source.type().kind() == Kind.FLOAT);
        if (!fits) {
            throw unfit(source, target, "floating-point numbers without rounding");
        }
        return ValueForm.REAL;
    }

    private static ValueForm bits(LogColumn source, TableColumn target) {
        int bits = source.type().size();
        return switch (target.dataType()) {
            case "bit", "varbit" -> {
                int room = target.firstArgument();
                boolean fits =
                        target.dataType().equals("bit") ? room == bits : room < 0 || room >= bits;
                if (!fits) {
                    throw unfit(source, target, "just " + bits + " bits");
                }
                yield ValueForm.BITS;
            }
            case "bytea" -> ValueForm.BYTES;
            case "bool" -> {
                if (bits != 1) {
                    throw unfit(source, target, "more than one bit");
                }
                yield ValueForm.BOOLEAN;
            }
            default -> number(source, target);
        };
    }

    private static ValueForm only(
            LogColumn source, TableColumn target, String dataType, ValueForm form) {
        if (!target.dataType().equals(dataType)) {
            throw unfit(source, target, "values other than those of type " + dataType);
        }
        return form;
    }

    private static ValueForm time(LogColumn source, TableColumn target) {
        fraction(source, target);
        return switch (target.dataType()) {
            case "time" -> ValueForm.CLOCK;
            case "interval" -> ValueForm.SPAN;
            default -> throw unfit(source, target, "times of day or lengths of time");
        };
    }

    private static ValueForm datetime(LogColumn source, TableColumn target) {
        fraction(source, target);
        return only(source, target, "timestamp", ValueForm.MOMENT);
    }

    private static ValueForm timestamp(LogColumn source, TableColumn target) {
        fraction(source, target);
        return target.dataType().equals("timestamptz")
                ? ValueForm.ZONED_MOMENT
                : only(source, target, "timestamp", ValueForm.MOMENT);
    }

    private static void fraction(LogColumn source, TableColumn target) {
        int kept = target.firstArgument() < 0 ? FRACTION_DIGITS : target.firstArgument();
        if (kept < source.type().scale()) {
            throw unfit(source, target, "all digits of a second");
        }
        if (target.dataType().equals("interval") && target.columnType().matches(".*[a-z] .*")) {
            throw unfit(source, target, "all parts of a length of time");
        }
    }

    private static ValueForm string(LogColumn source, TableColumn target) {
        if (Charsets.binary(source.charset())) {
            boolean padded = source.type().kind() == Kind.CHAR;
            return only(source, target, "bytea", padded ? ValueForm.PADDED_BYTES : ValueForm.BYTES);
        }
        if (TextDecoder.of(source.charset()).isEmpty()) {
            throw unfit(source, target, "text of character set '" + source.charset() + "'");
        }
        return switch (target.dataType()) {
            case "text", "varchar", "bpchar", "json" -> ValueForm.TEXT;
            default -> throw unfit(source, target, "text");
        };
    }

    private static ValueForm members(LogColumn source, TableColumn target) {
        boolean enumerated = source.type().kind() == Kind.ENUM;
        if (source.members().isEmpty() || TextDecoder.ofMembers(source).isEmpty()) {
            throw unfit(source, target, "members whose texts are not known");
        }
        return switch (target.dataType()) {
            case "text", "varchar", "bpchar" -> enumerated ? ValueForm.MEMBER : ValueForm.MEMBERS;
            default -> {
                if (target.members().isEmpty() || !enumerated) {
                    throw unfit(source, target, "texts of members");
                }
                yield ValueForm.MEMBER;
            }
        };
    }

    private static ValueForm json(LogColumn source, TableColumn target) {
        return switch (target.dataType()) {
            case "json", "jsonb", "text", "varchar" -> ValueForm.JSON;
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
                        + " docs/reference/types-postgresql.md.");
    }
}
