package dev.otter.engine.transform.cell;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.CharsetText;

/** As what the values of a column are understood. */
public enum Meaning {
    /** {@code Long}: whole numbers that fit, BIT to 63 bits, YEAR. */
    WHOLE,
    /** {@code BigInteger}: BIGINT UNSIGNED and BIT(64). */
    UNSIGNED,
    /** {@code BigDecimal}: DECIMAL. */
    DECIMAL,
    /** {@code Double}: FLOAT and DOUBLE. */
    REAL,
    /** {@code String}: text, ENUM, SET, JSON, and DATE and TIME as the server prints them. */
    TEXT,
    /** {@code byte[]}: binary strings, GEOMETRY, VECTOR. */
    BYTES,
    /** {@code Instant}: TIMESTAMP, and DATETIME read as UTC. */
    MOMENT,
    /** Values cannot be understood here; they can be passed on as they are. */
    OPAQUE;

    /** What the cells of a column mean. */
    public static Meaning of(LogColumn column) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT -> WHOLE;
            case BIGINT -> type.sign() == Sign.UNSIGNED ? UNSIGNED : WHOLE;
            case BIT -> type.size() < 64 ? WHOLE : UNSIGNED;
            case YEAR -> WHOLE;
            case DECIMAL -> DECIMAL;
            case FLOAT, DOUBLE -> REAL;
            case DATE, TIME, OLD_TIME, JSON -> TEXT;
            case DATETIME, TIMESTAMP, OLD_DATETIME, OLD_TIMESTAMP -> MOMENT;
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB ->
                    CharsetText.binary(column.charset())
                            ? BYTES
                            : when(CharsetText.known(column.charset()));
            case ENUM, SET ->
                    when(!column.members().isEmpty() && CharsetText.known(column.memberCharset()));
            case GEOMETRY, VECTOR -> BYTES;
            case ARRAY, NULL -> OPAQUE;
        };
    }

    private static Meaning when(boolean readable) {
        return readable ? TEXT : OPAQUE;
    }
}
