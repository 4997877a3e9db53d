package dev.otter.engine.load.table;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.util.Optional;

/**
 * Whether a target column can hold every value of a source column. Only such losses are told that a
 * server makes without an error even in strict mode: rounding, cutting of fractions, padding.
 * Values out of range or too long it refuses by itself.
 */
final class ColumnFit {
    private static final int FLOAT_DIGITS = 6;
    private static final int DOUBLE_DIGITS = 15;

    private ColumnFit() {}

    /** What would be lost, in words that follow the column's name; empty when nothing is. */
    static Optional<String> loss(LogColumn source, TableColumn target) {
        ColumnType type = source.type();
        return switch (type.kind()) {
            case TINYINT, SMALLINT -> Optional.empty();
            case MEDIUMINT, INT, BIGINT -> wholeNumber(type, target);
            case DECIMAL -> decimal(type, target);
            case FLOAT, DOUBLE -> floating(type, target);
            case TIME, DATETIME, TIMESTAMP -> temporal(type, target);
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP -> temporal(type, target);
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB -> padded(source, target);
            case BIT, YEAR, DATE, ENUM, SET, GEOMETRY, JSON, VECTOR, ARRAY, NULL ->
                    Optional.empty();
        };
    }

    private static Optional<String> wholeNumber(ColumnType type, TableColumn target) {
        int bits =
                switch (type.kind()) {
                    case BIGINT -> 64;
                    case INT -> 32;
                    default -> type.sign() == Sign.SIGNED ? 23 : 24;
                };
        int kept =
                switch (target.dataType()) {
                    case "float" -> 24;
                    case "double" -> 53;
                    default -> 64;
                };
        return bits > kept ? tell(target, "rounds whole numbers of " + bits + " bits") : none();
    }

    private static Optional<String> decimal(ColumnType type, TableColumn target) {
        if (integer(target)) {
            return type.scale() > 0 ? tell(target, "keeps no digits behind the point") : none();
        }
        return switch (target.dataType()) {
            case "decimal" ->
                    type.scale() > Math.max(0, target.secondArgument())
                            ? tell(
                                    target,
                                    "keeps fewer than "
                                            + type.scale()
                                            + " digits behind the"
                                            + " point")
                            : none();
            case "float" -> type.size() > FLOAT_DIGITS ? inexact(type, target) : none();
            case "double" -> type.size() > DOUBLE_DIGITS ? inexact(type, target) : none();
            default -> none();
        };
    }

    private static Optional<String> inexact(ColumnType type, TableColumn target) {
        return tell(target, "rounds numbers of " + type.size() + " digits");
    }

    private static Optional<String> floating(ColumnType type, TableColumn target) {
        if (integer(target) || target.dataType().equals("decimal")) {
            return tell(target, "rounds floating-point numbers");
        }
        boolean narrower = type.kind() == Kind.DOUBLE && target.dataType().equals("float");
        return narrower ? tell(target, "rounds numbers of type DOUBLE") : none();
    }

    private static Optional<String> temporal(ColumnType type, TableColumn target) {
        boolean time = type.kind() == Kind.TIME || type.kind() == Kind.OLD_TIME;
        return switch (target.dataType()) {
            case "time", "datetime", "timestamp" -> {
                if (!time && target.dataType().equals("time")) {
                    yield tell(target, "keeps no date");
                }
                yield type.scale() > Math.max(0, target.firstArgument())
                        ? tell(target, "keeps fewer than " + type.scale() + " digits of a second")
                        : none();
            }
            case "date" -> time ? none() : tell(target, "keeps no time of day");
            default -> none();
        };
    }

    /** BINARY fills up with zero bytes; only what had that length before stays the same. */
    private static Optional<String> padded(LogColumn source, TableColumn target) {
        boolean fixed =
                source.type().kind() == Kind.CHAR && source.type().size() == target.firstArgument();
        return target.dataType().equals("binary") && !fixed
                ? tell(target, "fills values up with zero bytes")
                : none();
    }

    private static boolean integer(TableColumn target) {
        return switch (target.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "bit", "year" -> true;
            default -> false;
        };
    }

    private static Optional<String> tell(TableColumn target, String what) {
        return Optional.of("being " + target.columnType() + ", " + what);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
