package dev.otter.binlog.row;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.BinlogFormatException.Code;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;

/**
 * Reads the type codes and their metadata out of a table map. An unknown code is an error: without
 * it the borders of all later columns would be guesses.
 */
public final class ColumnTypes {
    private static final int ENUM = 247;
    private static final int SET = 248;
    private static final int STRING = 254;

    private ColumnTypes() {}

    /** The type with code {@code code}, whose metadata {@code metadata} stands at. */
    public static ColumnType read(int code, ByteReader metadata) {
        return switch (code) {
            case 1 -> plain(Kind.TINYINT);
            case 2 -> plain(Kind.SMALLINT);
            case 9 -> plain(Kind.MEDIUMINT);
            case 3 -> plain(Kind.INT);
            case 8 -> plain(Kind.BIGINT);
            case 4 -> fixedWidth(Kind.FLOAT, metadata.u8(), 4);
            case 5 -> fixedWidth(Kind.DOUBLE, metadata.u8(), 8);
            case 246 -> decimal(metadata.u8(), metadata.u8());
            case 16 -> bit(metadata.u8(), metadata.u8());
            case 13 -> plain(Kind.YEAR);
            case 10, 14 -> plain(Kind.DATE);
            case 11 -> plain(Kind.OLD_TIME);
            case 12 -> plain(Kind.OLD_DATETIME);
            case 7 -> plain(Kind.OLD_TIMESTAMP);
            case 19 -> fraction(Kind.TIME, metadata.u8());
            case 18 -> fraction(Kind.DATETIME, metadata.u8());
            case 17 -> fraction(Kind.TIMESTAMP, metadata.u8());
            case 15 -> new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, metadata.u16(), 0);
            case 253, STRING -> string(metadata.u8(), metadata.u8());
            case ENUM, SET -> string(metadata.u8(), metadata.u8());
            case 249, 250, 251, 252 -> prefixed(Kind.BLOB, metadata.u8());
            case 255 -> prefixed(Kind.GEOMETRY, metadata.u8());
            case 245 -> prefixed(Kind.JSON, metadata.u8());
            case 242 -> prefixed(Kind.VECTOR, metadata.u8());
            case 140 -> prefixed(Kind.COMPRESSED_BLOB, metadata.u8());
            case 141 -> new ColumnType(Kind.COMPRESSED_VARCHAR, Sign.UNKNOWN, metadata.u16(), 0);
            case 20 -> array(metadata);
            case 6 -> plain(Kind.NULL);
            default ->
                    throw new BinlogFormatException(
                            Code.UNKNOWN_TYPE, "column type code " + code + " is not known");
        };
    }

    private static ColumnType plain(Kind kind) {
        return new ColumnType(kind, Sign.UNKNOWN, 0, 0);
    }

    private static ColumnType fixedWidth(Kind kind, int width, int expected) {
        require(width == expected, kind, width);
        return plain(kind);
    }

    private static ColumnType decimal(int precision, int scale) {
        require(precision >= 1 && precision <= 65, Kind.DECIMAL, precision);
        require(scale <= precision && scale <= 38, Kind.DECIMAL, scale);
        return new ColumnType(Kind.DECIMAL, Sign.UNKNOWN, precision, scale);
    }

    private static ColumnType bit(int bits, int bytes) {
        require(bits <= 7 && bytes <= 8, Kind.BIT, bytes);
        int size = bytes * 8 + bits;
        require(size >= 1 && size <= 64, Kind.BIT, size);
        return new ColumnType(Kind.BIT, Sign.UNSIGNED, size, 0);
    }

    private static ColumnType fraction(Kind kind, int digits) {
        require(digits <= 6, kind, digits);
        return new ColumnType(kind, Sign.UNKNOWN, 0, digits);
    }

    private static ColumnType prefixed(Kind kind, int width) {
        require(width >= 1 && width <= 4, kind, width);
        return new ColumnType(kind, Sign.UNKNOWN, width, 0);
    }

    /** CHAR, ENUM and SET share a code; lengths over 255 hide two bits in the real type's byte. */
    private static ColumnType string(int first, int second) {
        int real = first;
        int length = second;
        if (first == 0) {
            real = STRING;
        } else if ((first & 0x30) != 0x30) {
            real = first | 0x30;
            length = second | ((first & 0x30) ^ 0x30) << 4;
        }
        return switch (real) {
            case ENUM -> packed(Kind.ENUM, length, 2);
            case SET -> packed(Kind.SET, length, 8);
            case STRING, 253 -> new ColumnType(Kind.CHAR, Sign.UNKNOWN, length, 0);
            default ->
                    throw new BinlogFormatException(
                            Code.UNKNOWN_TYPE, "string type code " + real + " is not known");
        };
    }

    private static ColumnType packed(Kind kind, int width, int most) {
        require(width >= 1 && width <= most, kind, width);
        return new ColumnType(kind, Sign.UNSIGNED, width, 0);
    }

    /** The element's type is read to get past it; cells stay unreadable. */
    private static ColumnType array(ByteReader metadata) {
        int element = metadata.u8();
        metadata.skip(
                switch (element) {
                    case 4, 5, 17, 18, 19, 242, 245, 249, 250, 251, 252, 255 -> 1;
                    case 15 -> 3;
                    case 16, 246, ENUM, SET, 253, STRING -> 2;
                    default -> 0;
                });
        return plain(Kind.ARRAY);
    }

    private static void require(boolean holds, Kind kind, int value) {
        if (!holds) {
            throw new BinlogFormatException(
                    Code.UNKNOWN_TYPE, kind + " column with metadata " + value);
        }
    }
}
