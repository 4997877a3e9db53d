package dev.otter.engine.transform.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again as it was; what does not fit is refused. */
class CellRoundTripTest {
    private static LogColumn number(Kind kind, Sign sign) {
        return LogColumn.plain("c", new ColumnType(kind, sign, 0, 0));
    }

    private static LogColumn sized(Kind kind, int size, int scale) {
        return LogColumn.plain("c", new ColumnType(kind, Sign.SIGNED, size, scale));
    }

    private static LogColumn text(String charset) {
        return LogColumn.text("c", new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 20, 0), charset);
    }

    private static Object again(LogColumn column, Object value) {
        ByteWriter out = new ByteWriter(8);
        out.put('x');
        new CellWriter(column).write(value, out);
        return new CellReader(column).read(out.array(), 1, out.length() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT,-128,127,255",
        "SMALLINT,-32768,32767,65535",
        "MEDIUMINT,-8388608,8388607,16777215",
        "INT,-2147483648,2147483647,4294967295",
    })
    void whole_numbers_keep_their_ends(Kind kind, long least, long most, long unsigned) {
        LogColumn signed = number(kind, Sign.SIGNED);
        assertThat(again(signed, least)).isEqualTo(least);
        assertThat(again(signed, most)).isEqualTo(most);
        assertThat(again(number(kind, Sign.UNSIGNED), unsigned)).isEqualTo(unsigned);
        assertThatThrownBy(() -> again(signed, most + 1)).isInstanceOf(CellFaultException.class);
        assertThatThrownBy(() -> again(number(kind, Sign.UNSIGNED), -1L))
                .isInstanceOf(CellFaultException.class);
    }

    @Test
    void big_numbers_keep_their_ends() {
        BigInteger most = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        assertThat(again(number(Kind.BIGINT, Sign.UNSIGNED), most)).isEqualTo(most);
        assertThat(again(number(Kind.BIGINT, Sign.SIGNED), Long.MIN_VALUE))
                .isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> again(number(Kind.BIGINT, Sign.SIGNED), most))
                .isInstanceOf(CellFaultException.class);
        assertThat(again(sized(Kind.BIT, 10, 0), 1023L)).isEqualTo(1023L);
        assertThatThrownBy(() -> again(sized(Kind.BIT, 10, 0), 1024L))
                .isInstanceOf(CellFaultException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "14,4,-1234567890.1234",
        "14,4,1234567890.1234",
        "10,2,0.00",
        "10,2,-0.01",
        "9,9,0.123456789",
        "9,0,-999999999",
        "65,30,-12345678901234567890123456789012345.123456789012345678901234567890",
        "65,0,99999999999999999999999999999999999999999999999999999999999999999",
        "1,0,7",
        "19,10,123456789.0000000001",
    })
    void decimals_come_back_digit_by_digit(int precision, int scale, BigDecimal number) {
        assertThat(again(sized(Kind.DECIMAL, precision, scale), number)).isEqualTo(number);
    }

    @Test
    void decimals_are_never_rounded() {
        assertThatThrownBy(() -> again(sized(Kind.DECIMAL, 10, 2), new BigDecimal("1.005")))
                .isInstanceOf(CellFaultException.class)
                .hasMessageContaining("2 digits");
        assertThatThrownBy(() -> again(sized(Kind.DECIMAL, 4, 2), new BigDecimal("100")))
                .isInstanceOf(CellFaultException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "DATETIME,0,2026-11-26T19:20:59Z",
        "DATETIME,3,0001-01-01T00:00:00.001Z",
        "DATETIME,6,9999-12-31T23:59:59.999999Z",
        "TIMESTAMP,0,1970-01-01T00:00:01Z",
        "TIMESTAMP,2,2038-01-19T03:14:07.990Z",
        "TIMESTAMP,5,2026-02-28T01:02:03.123450Z",
    })
    void moments_come_back(Kind kind, int digits, Instant moment) {
        assertThat(again(sized(kind, 0, digits), moment)).isEqualTo(moment);
    }

    @Test
    void moments_are_never_cut() {
        Instant fine = Instant.parse("2026-11-26T19:20:59.5Z");
        assertThatThrownBy(() -> again(sized(Kind.DATETIME, 0, 0), fine))
                .isInstanceOf(CellFaultException.class);
        assertThatThrownBy(() -> again(sized(Kind.TIMESTAMP, 0, 0), Instant.EPOCH))
                .isInstanceOf(CellFaultException.class);
    }

    @Test
    void a_zero_date_is_no_moment() {
        LogColumn column = sized(Kind.TIMESTAMP, 0, 0);
        assertThatThrownBy(() -> new CellReader(column).read(new byte[4], 0, 4))
                .isInstanceOf(CellFaultException.class)
                .hasMessageContaining("0000-00-00");
    }

    @Test
    void a_size_that_is_not_told_limits_nothing() {
        ColumnType unsized = new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 0, 0);
        LogColumn read = LogColumn.text("c", unsized, "utf8mb4");
        assertThat(again(read, "123456789012345678901")).isEqualTo("123456789012345678901");
    }

    @Test
    void text_keeps_its_characters_or_is_refused() {
        assertThat(again(text("utf8mb4"), "Grüße 中文 😀")).isEqualTo("Grüße 中文 😀");
        assertThat(again(text("gbk"), "中文")).isEqualTo("中文");
        assertThatThrownBy(() -> again(text("latin1"), "中文"))
                .isInstanceOf(CellFaultException.class)
                .hasMessageContaining("latin1");
        assertThatThrownBy(() -> again(text("utf8mb4"), "123456789012345678901"))
                .isInstanceOf(CellFaultException.class);
        assertThatThrownBy(
                        () -> new CellReader(text("utf8mb4")).read(new byte[] {(byte) 0xFF}, 0, 1))
                .isInstanceOf(CellFaultException.class);
    }

    @Test
    void a_fault_never_shows_the_value() {
        assertThatThrownBy(() -> again(text("latin1"), "geheim中"))
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> again(number(Kind.INT, Sign.SIGNED), "geheim"))
                .hasMessageNotContaining("geheim")
                .hasMessageContaining("String");
    }

    @Test
    void floats_are_exact_or_refused() {
        assertThat(again(sized(Kind.FLOAT, 0, 0), 0.5)).isEqualTo(0.5);
        assertThat(again(sized(Kind.DOUBLE, 0, 0), 0.1)).isEqualTo(0.1);
        assertThatThrownBy(() -> again(sized(Kind.FLOAT, 0, 0), 0.1))
                .isInstanceOf(CellFaultException.class);
        assertThatThrownBy(() -> again(sized(Kind.DOUBLE, 0, 0), Double.NaN))
                .isInstanceOf(CellFaultException.class);
    }
}
