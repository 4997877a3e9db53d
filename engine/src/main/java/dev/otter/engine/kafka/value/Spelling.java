package dev.otter.engine.kafka.value;

import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.CharsetText;

/** As what the values of a column are spelled in JSON; its name stands in schemas. */
public enum Spelling {
    /** Whole numbers, FLOAT and DOUBLE. */
    NUMBER,
    /** A string of digits with a point: DECIMAL. */
    DECIMAL,
    /** A string of 0 and 1, one per bit. */
    BITS,
    /** A string {@code 2026-11-26}. */
    DATE,
    /**
     * A string {@code 22:30:00.123}, with a sign and more than 24 hours where the value has them.
     */
    TIME,
    /** A string {@code 2026-11-26T22:30:00.123}, of no time zone. */
    DATETIME,
    /** The same in UTC, with a {@code Z}. */
    TIMESTAMP,
    TEXT,
    /** A string of base64. */
    BASE64,
    /** The text of an ENUM's member; empty for the invalid one. */
    MEMBER,
    /** An array of the texts of a SET's members. */
    MEMBERS,
    /** The document itself. */
    JSON,
    /** {@code {"srid":4326,"wkb":"…"}} with well-known binary in base64. */
    SHAPE;

    /** How values of this column are spelled. */
    public static Spelling of(LogColumn column) {
        return switch (column.type().kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE, YEAR -> NUMBER;
            case DECIMAL -> DECIMAL;
            case BIT -> BITS;
            case DATE -> DATE;
            case TIME, OLD_TIME -> TIME;
            case DATETIME, OLD_DATETIME -> DATETIME;
            case TIMESTAMP, OLD_TIMESTAMP -> TIMESTAMP;
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB ->
                    CharsetText.binary(column.charset()) ? BASE64 : TEXT;
            case ENUM -> MEMBER;
            case SET -> MEMBERS;
            case JSON -> JSON;
            case GEOMETRY -> SHAPE;
            case VECTOR, ARRAY, NULL -> BASE64;
        };
    }

    /** Whether cells have to be expanded first. */
    static boolean compressed(LogColumn column) {
        Kind kind = column.type().kind();
        return kind == Kind.COMPRESSED_VARCHAR || kind == Kind.COMPRESSED_BLOB;
    }
}
