package dev.otter.binlog.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class CellFormatTest {
    private static ColumnType type(int code, int... metadata) {
        byte[] bytes = new byte[metadata.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) metadata[i];
        }
        return ColumnTypes.read(code, new ByteReader(bytes, 0, bytes.length));
    }

    private static ColumnType number(Kind kind, Sign sign) {
        return new ColumnType(kind, sign, 0, 0);
    }

    private static String text(ColumnType type, int... cell) {
        byte[] bytes = new byte[cell.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) cell[i];
        }
        return text(type, bytes);
    }

    private static String text(ColumnType type, byte[] bytes) {
        ByteWriter out = new ByteWriter(1);
        CellFormat.append(type, bytes, 0, bytes.length, out);
        return out.toString();
    }

    @Test
    void integers_of_both_signs_at_their_edges() {
        assertThat(text(number(Kind.TINYINT, Sign.SIGNED), 0x80)).isEqualTo("-128");
        assertThat(text(number(Kind.TINYINT, Sign.UNSIGNED), 0xFF)).isEqualTo("255");
        assertThat(text(number(Kind.SMALLINT, Sign.SIGNED), 0, 0x80)).isEqualTo("-32768");
        assertThat(text(number(Kind.SMALLINT, Sign.UNSIGNED), 0xFF, 0xFF)).isEqualTo("65535");
        assertThat(text(number(Kind.MEDIUMINT, Sign.SIGNED), 0, 0, 0x80)).isEqualTo("-8388608");
        assertThat(text(number(Kind.MEDIUMINT, Sign.UNSIGNED), 0xFF, 0xFF, 0xFF))
                .isEqualTo("16777215");
        assertThat(text(number(Kind.INT, Sign.SIGNED), 0, 0, 0, 0x80)).isEqualTo("-2147483648");
        assertThat(text(number(Kind.INT, Sign.UNSIGNED), 0xFF, 0xFF, 0xFF, 0xFF))
                .isEqualTo("4294967295");
        byte[] ones = {-1, -1, -1, -1, -1, -1, -1, -1};
        byte[] least = {0, 0, 0, 0, 0, 0, 0, (byte) 0x80};
        assertThat(text(number(Kind.BIGINT, Sign.UNSIGNED), ones))
                .isEqualTo("18446744073709551615");
        assertThat(text(number(Kind.BIGINT, Sign.SIGNED), ones)).isEqualTo("-1");
        assertThat(text(number(Kind.BIGINT, Sign.SIGNED), least)).isEqualTo("-9223372036854775808");
    }

    @Test
    void integer_of_unknown_sign_is_not_guessed() {
        assertThatThrownBy(() -> text(number(Kind.INT, Sign.UNKNOWN), 1, 0, 0, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void decimals_of_many_shapes() {
        assertThat(text(type(246, 14, 4), 0x81, 0x0D, 0xFB, 0x38, 0xD2, 0x04, 0xD2))
                .isEqualTo("1234567890.1234");
        assertThat(text(type(246, 14, 4), 0x7E, 0xF2, 0x04, 0xC7, 0x2D, 0xFB, 0x2D))
                .isEqualTo("-1234567890.1234");
        assertThat(text(type(246, 5, 5), 0x80, 0x00, 0x01)).isEqualTo("0.00001");
        assertThat(text(type(246, 1, 0), 0x80)).isEqualTo("0");
        assertThat(text(type(246, 10, 0), 0x80, 0, 0, 0, 5)).isEqualTo("5");
        assertThat(text(type(246, 10, 0), 0x81, 0, 0, 0, 5)).isEqualTo("1000000005");
        assertThat(text(type(246, 9, 0), 0x80, 0, 0, 7)).isEqualTo("7");
        assertThat(text(type(246, 9, 0), 0x7F, 0xFF, 0xFF, 0xF8)).isEqualTo("-7");
        assertThat(text(type(246, 2, 1), 0x80, 0x05)).isEqualTo("0.5");
    }

    @Test
    void reals_are_exact_and_always_doubles() {
        assertThat(text(number(Kind.DOUBLE, Sign.SIGNED), real(0.1))).isEqualTo("0.1E0");
        assertThat(text(number(Kind.DOUBLE, Sign.SIGNED), real(-0.0))).isEqualTo("-0.0E0");
        assertThat(text(number(Kind.DOUBLE, Sign.SIGNED), real(Double.MIN_VALUE)))
                .isEqualTo("4.9E-324");
        byte[] single =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.1f).array();
        assertThat(text(number(Kind.FLOAT, Sign.SIGNED), single))
                .isEqualTo("0.10000000149011612E0");
        assertThatThrownBy(() -> text(number(Kind.DOUBLE, Sign.SIGNED), real(Double.NaN)))
                .isInstanceOf(BinlogFormatException.class);
    }

    private static byte[] real(double value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
    }

    @Test
    void times_negative_long_and_with_fractions() {
        assertThat(text(type(19, 0), 0x80, 0, 0)).isEqualTo("00:00:00");
        assertThat(text(type(19, 0), 0xB4, 0x6E, 0xFB)).isEqualTo("838:59:59");
        assertThat(text(type(19, 0), 0x4B, 0x91, 0x05)).isEqualTo("-838:59:59");
        assertThat(text(type(19, 2), 0x7F, 0xFF, 0xFF, 0xFF)).isEqualTo("-00:00:00.01");
        assertThat(text(type(19, 1), 0x7F, 0xFF, 0xFF, 0xF6)).isEqualTo("-00:00:00.1");
        assertThat(text(type(19, 6), 0x7F, 0xFF, 0xFF, 0, 0, 0)).isEqualTo("-00:00:01.000000");
        assertThat(text(type(19, 6), 0x80, 0x00, 0x01, 0, 0, 1)).isEqualTo("00:00:01.000001");
        assertThat(text(type(19, 3), 0x80, 0x00, 0x01, 0x04, 0xCE)).isEqualTo("00:00:01.123");
    }

    @Test
    void dates_with_zero_parts() {
        assertThat(text(type(10), 0, 0, 0)).isEqualTo("0000-00-00");
        assertThat(text(type(10), 0x1F, 0x9F, 0x0F)).isEqualTo("1999-08-31");
        assertThat(text(type(18, 0), 0x80, 0, 0, 0, 0)).isEqualTo("0000-00-00 00:00:00");
        assertThat(text(type(18, 6), 0xFE, 0xF3, 0xFF, 0x7E, 0xFB, 0x0F, 0x42, 0x3F))
                .isEqualTo("9999-12-31 23:59:59.999999");
    }

    @Test
    void timestamps_in_utc_and_zero() {
        assertThat(text(type(17, 0), 0, 0, 0, 0)).isEqualTo("0000-00-00 00:00:00");
        assertThat(text(type(17, 3), 0, 0, 0, 0, 0, 0)).isEqualTo("0000-00-00 00:00:00.000");
        assertThat(text(type(17, 0), 0, 0, 0, 1)).isEqualTo("1970-01-01 00:00:01");
        assertThat(text(type(17, 0), 0x7F, 0xFF, 0xFF, 0xFF)).isEqualTo("2038-01-19 03:14:07");
        long leapDay = 1_709_215_791L;
        byte[] cell = ByteBuffer.allocate(4).putInt((int) leapDay).array();
        assertThat(text(type(17, 0), cell)).isEqualTo("2024-02-29 14:09:51");
    }

    @Test
    void year_bit_enum_set() {
        assertThat(text(type(13), 0)).isEqualTo("0000");
        assertThat(text(type(13), 255)).isEqualTo("2155");
        assertThat(text(type(16, 0, 8), 255, 255, 255, 255, 255, 255, 255, 255))
                .isEqualTo("18446744073709551615");
        assertThat(text(type(16, 1, 1), 1, 2)).isEqualTo("258");
        assertThat(text(type(254, 247, 2), 1, 2)).isEqualTo("513");
        assertThat(text(type(254, 248, 8), 0, 0, 0, 0, 0, 0, 0, 0x80))
                .isEqualTo("9223372036854775808");
    }

    @Test
    void long_char_columns_hide_bits_of_their_length() {
        // CHAR(255) of four bytes a character: 1020 = 0x3FC
        assertThat(type(254, 0xCE, 0xFC))
                .isEqualTo(new ColumnType(Kind.CHAR, Sign.UNKNOWN, 1020, 0));
        assertThat(type(254, 0xCE, 0xFC).layout()).isEqualTo(-2);
        assertThat(type(254, 0xFE, 40).layout()).isEqualTo(-1);
    }

    @Test
    void cell_of_the_wrong_width_is_refused() {
        assertThatThrownBy(() -> text(number(Kind.INT, Sign.SIGNED), 1, 2))
                .isInstanceOf(BinlogFormatException.class);
    }
}
