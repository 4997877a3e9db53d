package dev.otter.engine.verify;

import dev.otter.model.table.TableName;

/**
 * The form in which a column is compared between MySQL and PostgreSQL: each side reads it as text
 * or bytes, and {@link CanonicalRows} brings both to the same spelling exactly when the values are
 * the same.
 */
enum CrossForm {
    /** Whole numbers, decimals, booleans: digits without needless zeros. */
    NUMBER,
    /** Floating point: the shortest digits of the double of equal value. */
    REAL,
    /** A string of 0 and 1. */
    BITS,
    BYTES,
    /** UTF-8. */
    TEXT,
    /** The text of an ENUM's member; the invalid one is no text of PostgreSQL. */
    MEMBER,
    /** Dates and times in UTC, without needless zeros. */
    MOMENT,
    /** Members by name, numbers without needless zeros, no spaces. */
    JSON,
    /** Well-known binary, extended by the reference system where there is one. */
    SHAPE;

    static CrossForm of(ColumnShape source, ColumnShape target) {
        boolean json = source.dataType().equals("json");
        return switch (target.dataType()) {
            case "int2", "int4", "int8", "numeric", "bool" -> NUMBER;
            case "float4", "float8" -> REAL;
            case "bit", "varbit" -> BITS;
            case "bytea" -> shape(source.dataType()) ? SHAPE : BYTES;
            case "date", "time", "interval", "timestamp", "timestamptz" -> MOMENT;
            case "json", "jsonb" -> JSON;
            default -> json ? JSON : source.dataType().equals("enum") ? MEMBER : TEXT;
        };
    }

    private static boolean shape(String dataType) {
        return switch (dataType) {
            case "geometry", "point", "linestring", "polygon", "multipoint" -> true;
            case "multilinestring", "multipolygon", "geometrycollection", "geomcollection" -> true;
            default -> false;
        };
    }

    /** How MySQL reads the column. */
    String mysql(ColumnShape column) {
        String name = TableName.quote(column.name());
        return switch (this) {
            case NUMBER -> column.dataType().equals("bit") ? name + " + 0" : name;
            case REAL -> "(" + name + " * 1e0)";
            case BITS ->
                    "LPAD(BIN(" + name + " + 0), " + column.type().replaceAll("\\D", "") + ", '0')";
            case BYTES, SHAPE, MOMENT -> name;
            case MEMBER -> "IF(" + name + " = 0, 0x00, CONVERT(" + name + " USING utf8mb4))";
            case TEXT, JSON -> "CONVERT(" + name + " USING utf8mb4)";
        };
    }

    /** How PostgreSQL reads the column, whose name is given as it is quoted. */
    String postgres(ColumnShape column, String quoted) {
        return switch (this) {
            case NUMBER -> column.dataType().equals("bool") ? quoted + "::int" : quoted;
            case REAL -> quoted + "::float8";
            case MOMENT ->
                    column.dataType().equals("timestamptz")
                            ? "(" + quoted + " AT TIME ZONE 'UTC')"
                            : quoted;
            // The spaces that fill CHAR up are none of its value.
            case TEXT, MEMBER -> column.dataType().equals("bpchar") ? quoted + "::text" : quoted;
            case BITS, BYTES, SHAPE, JSON -> quoted;
        };
    }

    /** Whether PostgreSQL gives bytes, not text. */
    boolean binary() {
        return this == BYTES || this == SHAPE;
    }
}
