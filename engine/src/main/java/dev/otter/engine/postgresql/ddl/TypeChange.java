package dev.otter.engine.postgresql.ddl;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.dialect.HeldException;
import dev.otter.engine.dialect.MysqlColumn;
import dev.otter.engine.dialect.MysqlKind;
import dev.otter.engine.postgresql.session.PostgresSql;
import java.util.List;
import java.util.Optional;

/**
 * How a column of PostgreSQL gets another type so that its rows are what MySQL makes of its own. A
 * column that is wide enough stays as it is: a wider one is no error. Stateless.
 */
final class TypeChange {
    private static final List<String> WHOLE = List.of("int2", "int4", "int8");

    private TypeChange() {}

    /**
     * What stands behind TYPE.
     *
     * @param present as it is
     * @param wanted the source's column
     * @param type the type that goes with it
     * @return empty when the column stays as it is
     * @throws HeldException when rows would become something else than on the source, or it cannot
     *     be told
     */
    static Optional<String> of(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        if (wanted.type().kind() == MysqlKind.BINARY && present.dataType().equals("bytea")) {
            return Optional.of(filled(present, wanted));
        }
        if (rounded(wanted)) {
            throw held(present, wanted);
        }
        if (present.columnType().equals(type)) {
            return Optional.empty();
        }
        return switch (wanted.type().kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> whole(present, wanted, type);
            case DECIMAL -> decimal(present, wanted, type);
            case FLOAT, DOUBLE -> floating(present, wanted, type);
            case CHAR, VARCHAR, TEXT -> text(present, wanted, type);
            case DATETIME, TIMESTAMP, TIME -> moment(present, wanted, type);
            case BIT -> bits(present, wanted, type);
            case YEAR, DATE, BINARY, VARBINARY, BLOB, ENUM, SET, JSON, GEOMETRY, VECTOR ->
                    same(present, wanted);
        };
    }

    /** A FLOAT or DOUBLE whose values are rounded to some digits. */
    private static boolean rounded(MysqlColumn wanted) {
        MysqlKind kind = wanted.type().kind();
        return (kind == MysqlKind.FLOAT || kind == MysqlKind.DOUBLE) && wanted.type().first() > 0;
    }

    /** A BINARY is filled up with zeros. */
    private static String filled(TableColumn present, MysqlColumn wanted) {
        String name = PostgresSql.quote(present.name());
        return "bytea USING "
                + name
                + " || decode(repeat('00', greatest(0, "
                + wanted.type().first()
                + " - octet_length("
                + name
                + "))), 'hex')";
    }

    private static HeldException held(TableColumn present, MysqlColumn wanted) {
        return new HeldException(
                wanted.text(),
                "makes of the target's "
                        + present.columnType()
                        + " another type, and its rows might become others than on the source");
    }

    /** Types that the target's owner has chosen otherwise, and whose kind does not change. */
    private static Optional<String> same(TableColumn present, MysqlColumn wanted)
            throws HeldException {
        String name = present.dataType();
        boolean kept =
                switch (wanted.type().kind()) {
                    case JSON -> name.equals("json");
                    default -> false;
                };
        if (kept) {
            return Optional.empty();
        }
        throw held(present, wanted);
    }

    /** Out of range is refused by the server when it rewrites the rows. */
    private static Optional<String> whole(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        int has = WHOLE.indexOf(present.dataType());
        int needs =
                switch (type) {
                    case "smallint" -> 0;
                    case "integer" -> 1;
                    case "bigint" -> 2;
                    default -> 3;
                };
        if (has >= 0) {
            return has >= needs ? Optional.empty() : Optional.of(type);
        }
        if (present.dataType().equals("bool") && wanted.type().kind() == MysqlKind.TINYINT) {
            return Optional.empty();
        }
        if (present.dataType().equals("numeric")) {
            boolean whole = scale(present) == 0;
            return whole && precision(present) >= digits(wanted.type().kind())
                    ? Optional.empty()
                    : Optional.of(type);
        }
        throw held(present, wanted);
    }

    private static int digits(MysqlKind kind) {
        return switch (kind) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case MEDIUMINT -> 8;
            case INT -> 10;
            default -> 20;
        };
    }

    private static int scale(TableColumn column) {
        return column.firstArgument() < 0
                ? Integer.MAX_VALUE
                : Math.max(0, column.secondArgument());
    }

    private static int precision(TableColumn column) {
        return column.firstArgument() < 0 ? Integer.MAX_VALUE : column.firstArgument();
    }

    /** Both servers round a half away from zero. */
    private static Optional<String> decimal(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        boolean exact = WHOLE.contains(present.dataType()) || present.dataType().equals("numeric");
        if (!exact) {
            throw held(present, wanted);
        }
        return Optional.of(type);
    }

    private static Optional<String> floating(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        return switch (present.dataType()) {
            case "float8" -> {
                if (wanted.type().kind() == MysqlKind.FLOAT) {
                    throw held(present, wanted);
                }
                yield Optional.empty();
            }
            case "float4", "int2", "int4" -> Optional.of(type);
            default -> throw held(present, wanted);
        };
    }

    /** What is longer than the new length is refused by the source, which is strict. */
    private static Optional<String> text(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        if (present.dataType().equals("text")) {
            return Optional.empty();
        }
        if (!present.dataType().equals("varchar")) {
            throw held(present, wanted);
        }
        boolean wide =
                present.firstArgument() < 0
                        || !type.equals("text") && present.firstArgument() >= wanted.type().first();
        return wide ? Optional.empty() : Optional.of(type);
    }

    /** Fewer digits would be rounded, which the servers do not do alike. */
    private static Optional<String> moment(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        String needed =
                switch (wanted.type().kind()) {
                    case TIME -> "interval";
                    case DATETIME -> "timestamp";
                    default -> "timestamptz";
                };
        if (wanted.type().kind() == MysqlKind.DATETIME && present.dataType().equals("date")) {
            return Optional.of(type);
        }
        int has = present.firstArgument() < 0 ? 6 : present.firstArgument();
        if (!present.dataType().equals(needed) || has > wanted.type().first()) {
            throw held(present, wanted);
        }
        return has == wanted.type().first() ? Optional.empty() : Optional.of(type);
    }

    /** More bits stand in front, as a number has them. */
    private static Optional<String> bits(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        int bits = wanted.type().first();
        if (!present.dataType().equals("bit") || present.firstArgument() > bits) {
            throw held(present, wanted);
        }
        String name = PostgresSql.quote(present.name());
        return Optional.of(
                type + " USING lpad(" + name + "::text, " + bits + ", '0')::bit(" + bits + ")");
    }
}
