package dev.otter.engine.transform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions give for values, NULL included, and where they end. */
class ExpressionTest {
    private static SampleRow sample() {
        return new SampleRow()
                .number("amount", 250L)
                .number("gone", null)
                .text("country", "CN")
                .text("phone", "13912345678")
                .text("nothing", null)
                .with(
                        LogColumn.plain("price", new ColumnType(Kind.DECIMAL, Sign.SIGNED, 10, 2)),
                        new BigDecimal("100.50"))
                .with(
                        LogColumn.plain("free", new ColumnType(Kind.DECIMAL, Sign.SIGNED, 10, 2)),
                        null)
                .with(
                        LogColumn.plain("big", new ColumnType(Kind.BIGINT, Sign.UNSIGNED, 0, 0)),
                        new BigInteger("18446744073709551615"))
                .with(LogColumn.plain("rate", new ColumnType(Kind.DOUBLE, Sign.SIGNED, 0, 0)), 0.25)
                .with(
                        LogColumn.plain("made", new ColumnType(Kind.DATETIME, Sign.UNKNOWN, 0, 3)),
                        Instant.parse("2026-11-26T19:20:21.5Z"))
                .with(
                        LogColumn.text(
                                "raw", new ColumnType(Kind.BLOB, Sign.UNKNOWN, 4, 0), "binary"),
                        new byte[] {1, 2, 3})
                .with(LogColumn.plain("odd-name", new ColumnType(Kind.INT, Sign.SIGNED, 0, 0)), 7L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "row.country == 'CN' && row.amount > 100; true",
                "row.country == 'CN' && row.amount > 250; false",
                "row.country in ['US', 'CN']; true",
                "row.amount + 1; 251",
                "row.price > 100; true",
                "row.price <= decimal('100.5'); true",
                "row.price == decimal('100.500'); true",
                "row.price - 1; 99.5",
                "100 < row.price; true",
                "double(row.price); 100.5",
                "string(row.price) + ' CNY'; 100.5 CNY",
                "row.big > 5u; true",
                "row.rate < 1.0; true",
                "row.rate < 1; true",
                "row.made > timestamp('2026-01-01T00:00:00Z'); true",
                "row.made.getFullYear(); 2026",
                "mask(row.phone, 3, 4); 139****5678",
                "mask(row.phone); ***********",
                "mask(row.phone, 3, 20); ***********",
                "mask('中文字符', 1, 1); 中**符",
                "lower(row.country) + upper('x'); cnX",
                "substring(row.phone, 3, 7); 1234",
                "substring(row.phone, 9); 78",
                "substring(row.phone, 20); ''",
                "substring('a😀b', 1, 2); 😀",
                "hash(''); e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "hash(row.raw); 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
                "source.database + '/' + source.table; shop/orders_07",
                "row.phone.matches('^139'); true",
                "size(row.phone); 11",
                "row.amount > 100 ? 'much' : 'little'; much",
                "row.`odd-name` + 1; 8"
            })
    void values(String text, String result) {
        assertThat(sample().value(text)).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "row.gone > 5; NULL",
                "row.gone + 1; NULL",
                "upper(row.nothing); NULL",
                "row.free > 5; NULL",
                "row.gone == null; true",
                "row.gone != null; false",
                "row.gone == 5; false",
                "row.gone != 5; true",
                "row.gone > 5 || row.country == 'CN'; true",
                "row.gone > 5 && row.country == 'US'; false",
                "row.gone > 5 && row.country == 'CN'; NULL",
                "coalesce(row.gone, 7) + 1; 8",
                "coalesce(row.nothing, row.country); CN",
                "coalesce(row.nothing, row.nothing, row.nothing, 'x'); x",
                "coalesce(row.nothing, row.nothing); NULL",
                "row.nothing; NULL",
                "null; NULL",
                "row.amount > 5 ? row.nothing : row.country; NULL"
            })
    void null_goes_through_operators_as_in_sql(String text, String result) {
        assertThat(sample().value(text)).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "row.amount / (row.amount - 250); DIVIDE_BY_ZERO",
                "9223372036854775807 + row.amount; NUMERIC_OVERFLOW",
                "int(row.country); BAD_FORMAT",
                "row.amount / 0 > 1 && row.gone > 1; DIVIDE_BY_ZERO"
            })
    void a_failure_is_told_without_values(String text, String reason) {
        assertThatThrownBy(() -> sample().value(text))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPRESSION_FAILED))
                .hasMessageContaining(reason)
                .hasMessageContaining(text)
                .hasMessageContaining("shop.orders_07")
                .hasMessageNotContaining("CN ")
                .hasMessageNotContaining("250)\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "row.missing > 1; row.missing",
                "row.country > 1; no matching overload",
                "row.country; neither true nor false",
                "row.amount >; mismatched input",
                "1 +; mismatched input",
                "row; undeclared"
            })
    void mistakes_are_found_when_it_is_compiled(String text, String told) {
        assertThatThrownBy(() -> new Expressions(sample().table()).condition(text))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPRESSION_INVALID))
                .hasMessageContaining(told)
                .hasMessageContaining(text);
    }

    @Test
    void a_result_that_no_column_holds_is_refused() {
        assertThatThrownBy(() -> new Expressions(sample().table()).value("x", "[1, 2]"))
                .hasMessageContaining("no column can hold");
        assertThatThrownBy(() -> new Expressions(sample().table()).value("x", "duration('1s')"))
                .hasMessageContaining("no column can hold");
    }

    @Test
    void a_large_value_is_not_read() {
        SampleRow row = sample().text("large", "x".repeat(9 << 20));
        assertThat(row.value("size(row.large)")).isEqualTo(9L << 20);
        assertThatThrownBy(() -> row.value("row.large + row.large"))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPRESSION_TOO_DEAR));
    }

    @Test
    void only_what_is_read_is_decoded() {
        SampleRow row =
                sample().with(
                                LogColumn.text(
                                        "strange",
                                        new ColumnType(Kind.BLOB, Sign.UNKNOWN, 4, 0),
                                        "binary"),
                                new byte[] {(byte) 0xFF});
        assertThat(row.value("row.amount")).isEqualTo(250L);
    }

    @Test
    void results_know_their_column() {
        Expressions expressions = new Expressions(sample().table());
        assertThat(type(expressions, "row.amount > 1").kind()).isEqualTo(Kind.TINYINT);
        assertThat(type(expressions, "row.big").sign()).isEqualTo(Sign.UNSIGNED);
        assertThat(type(expressions, "row.price + 1").scale()).isEqualTo(2);
        assertThat(type(expressions, "decimal('1.2345')").scale()).isEqualTo(4);
        assertThat(type(expressions, "row.made").scale()).isEqualTo(3);
        assertThat(expressions.value("x", "row.made").plainColumn()).hasValue(9);
        assertThat(expressions.value("x", "row.amount + 1").plainColumn()).isEmpty();
        assertThat(expressions.value("x", "'sh'").readsRow()).isFalse();
    }

    private static ColumnType type(Expressions expressions, String text) {
        return expressions.value("x", text).column("x").orElseThrow().type();
    }
}
