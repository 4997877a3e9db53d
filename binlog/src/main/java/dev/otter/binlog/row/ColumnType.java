package dev.otter.binlog.row;

/**
 * What a column of a table map is: enough to find its cells' borders and to read them.
 *
 * @param kind the type proper
 * @param sign whether numbers are signed; {@code UNKNOWN} where the server does not write it
 * @param size DECIMAL: digits in all; BIT: bits; character and fixed binary types: most bytes; ENUM
 *     and SET: bytes of a cell; BLOB, JSON, GEOMETRY, VECTOR: bytes of the length in front; else 0
 * @param scale DECIMAL: digits behind the point; temporal types: digits of the fraction; else 0
 */
public record ColumnType(Kind kind, Sign sign, int size, int scale) {
    /** The types that a log can hold. */
    public enum Kind {
        TINYINT,
        SMALLINT,
        MEDIUMINT,
        INT,
        BIGINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        BIT,
        YEAR,
        DATE,
        TIME,
        DATETIME,
        TIMESTAMP,
        /** TIME as written before MySQL 5.6, three bytes. */
        OLD_TIME,
        /** DATETIME as written before MySQL 5.6, eight bytes. */
        OLD_DATETIME,
        /** TIMESTAMP as written before MySQL 5.6, four bytes. */
        OLD_TIMESTAMP,
        /** VARCHAR and VARBINARY. */
        VARCHAR,
        /** CHAR, BINARY and MariaDB's UUID and INET types. */
        CHAR,
        ENUM,
        SET,
        /** All BLOB and TEXT types. */
        BLOB,
        GEOMETRY,
        JSON,
        VECTOR,
        /** MariaDB's VARCHAR … COMPRESSED. */
        COMPRESSED_VARCHAR,
        /** MariaDB's BLOB and TEXT … COMPRESSED. */
        COMPRESSED_BLOB,
        /** Multi-valued index over JSON; never a visible column. */
        ARRAY,
        NULL;

        /** Whether it is a whole number of 1 to 8 bytes. */
        public boolean integer() {
            return this == TINYINT
                    || this == SMALLINT
                    || this == MEDIUMINT
                    || this == INT
                    || this == BIGINT;
        }
    }

    /** Whether a number can be negative. */
    public enum Sign {
        SIGNED,
        UNSIGNED,
        UNKNOWN
    }

    /** The layout value of types whose cells cannot be found. */
    static final int UNREADABLE = Integer.MIN_VALUE;

    /** Cells of an integer, FLOAT, DOUBLE, DECIMAL: may the server tell their sign? */
    public boolean numeric() {
        return switch (kind) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            case BIT, YEAR, DATE, TIME, DATETIME, TIMESTAMP -> false;
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP, VARCHAR, CHAR, ENUM, SET, BLOB -> false;
            case GEOMETRY, JSON, VECTOR, COMPRESSED_VARCHAR, COMPRESSED_BLOB, ARRAY, NULL -> false;
        };
    }

    /** Types that have a character set, the binary one included; ENUM and SET are apart. */
    public boolean character() {
        return switch (kind) {
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB -> true;
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> false;
            case BIT, YEAR, DATE, TIME, DATETIME, TIMESTAMP, OLD_TIME, OLD_DATETIME -> false;
            case OLD_TIMESTAMP, ENUM, SET, GEOMETRY, JSON, VECTOR, ARRAY, NULL -> false;
        };
    }

    /** The same type with a known sign. */
    public ColumnType with(Sign known) {
        return known == sign ? this : new ColumnType(kind, known, size, scale);
    }

    /**
     * How a cell lies in a row: a number ≥ 0 is its width in bytes, -1 to -4 the width of the
     * length in front of it, {@link Integer#MIN_VALUE} a type whose cells this reader cannot find.
     */
    public int layout() {
        return switch (kind) {
            case TINYINT, YEAR -> 1;
            case SMALLINT -> 2;
            case MEDIUMINT, DATE, OLD_TIME -> 3;
            case INT, FLOAT, OLD_TIMESTAMP -> 4;
            case BIGINT, DOUBLE, OLD_DATETIME -> 8;
            case DECIMAL -> DecimalText.width(size, scale);
            case BIT -> (size + 7) / 8;
            case TIME -> 3 + (scale + 1) / 2;
            case DATETIME -> 5 + (scale + 1) / 2;
            case TIMESTAMP -> 4 + (scale + 1) / 2;
            case VARCHAR, CHAR, COMPRESSED_VARCHAR -> size < 256 ? -1 : -2;
            case ENUM, SET -> size;
            case BLOB, GEOMETRY, JSON, VECTOR, COMPRESSED_BLOB -> -size;
            case ARRAY -> UNREADABLE;
            case NULL -> 0;
        };
    }

    @Override
    public String toString() {
        return kind
                + (size > 0 ? "(" + size + (scale > 0 ? "," + scale : "") + ")" : "")
                + (sign == Sign.UNSIGNED ? " UNSIGNED" : "");
    }
}
