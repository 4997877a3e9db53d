package dev.otter.engine.oracle.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.oracle.LoggedCells;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of value, at its edges: kept as it is, or refused. */
class ValueBinderTest {
    private static TableColumn oracle(String type, boolean nullable) {
        return new TableColumn(
                "C",
                0,
                OracleType.plain(type),
                type,
                "",
                "",
                List.of(),
                nullable,
                false,
                false,
                false,
                nullable,
                false);
    }

    private static LogColumn plain(Kind kind, int size, int scale) {
        return LogColumn.plain("c", new ColumnType(kind, Sign.SIGNED, size, scale));
    }

    private static LogColumn varchar(String charset) {
        return LogColumn.text("c", new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 400, 0), charset);
    }

    private static Object bind(LogColumn source, String type, byte[] cell) {
        return bind(source, type, true, cell);
    }

    private static Object bind(LogColumn source, String type, boolean nullable, byte[] cell) {
        return new ValueBinder(source, oracle(type, nullable)).value(cell, 0, cell.length);
    }

    private static void refused(LogColumn source, String type, byte[] cell) {
        assertThatThrownBy(() -> bind(source, type, cell))
                .isInstanceOfSatisfying(
                        UnheldValueException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_NOT_HELD));
    }

    private static void misfit(LogColumn source, String type) {
        assertThatThrownBy(() -> new ValueBinder(source, oracle(type, true)))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT, 1, -128, 'NUMBER(3,0)'",
        "SMALLINT, 2, 32767, 'NUMBER(5,0)'",
        "MEDIUMINT, 3, -8388608, 'NUMBER(7,0)'",
        "INT, 4, -2147483648, 'NUMBER(10,0)'",
        "BIGINT, 8, -9223372036854775808, 'NUMBER(19,0)'",
        "BIGINT, 8, 9223372036854775807, NUMBER"
    })
    void whole_numbers_are_exact(Kind kind, int bytes, long value, String type) {
        assertThat(bind(plain(kind, 0, 0), type, LoggedCells.integer(value, bytes)))
                .isEqualTo(BigDecimal.valueOf(value));
    }

    @Test
    void the_largest_unsigned_number_is_exact() {
        LogColumn unsigned = LogColumn.plain("c", new ColumnType(Kind.BIGINT, Sign.UNSIGNED, 0, 0));
        BigDecimal largest = new BigDecimal("18446744073709551615");
        assertThat(bind(unsigned, "NUMBER(20,0)", LoggedCells.integer(-1, 8))).isEqualTo(largest);
        refused(unsigned, "NUMBER(19,0)", LoggedCells.integer(-1, 8));
    }

    @Test
    void a_number_that_the_column_would_round_is_refused_before_the_first_row() {
        misfit(plain(Kind.DECIMAL, 10, 3), "NUMBER(10,2)");
        misfit(plain(Kind.INT, 0, 0), "NUMBER(5,-1)");
        misfit(plain(Kind.INT, 0, 0), "BINARY_DOUBLE");
        misfit(plain(Kind.DOUBLE, 0, 0), "NUMBER");
        misfit(plain(Kind.DOUBLE, 0, 0), "FLOAT(126)");
        misfit(plain(Kind.DOUBLE, 0, 0), "BINARY_FLOAT");
    }

    @Test
    void thirty_eight_digits_are_kept_and_no_more() {
        String most = "12345678901234567890123456789012345678";
        LogColumn wide = plain(Kind.DECIMAL, 65, 30);
        String fraction = most.substring(0, 8) + "." + most.substring(8);
        assertThat(bind(wide, "NUMBER", LoggedCells.decimal(fraction, 65, 30)))
                .isEqualTo(new BigDecimal(fraction));
        assertThat(bind(wide, "NUMBER", LoggedCells.decimal("-0." + "0".repeat(29) + "1", 65, 30)))
                .isEqualTo(new BigDecimal("-0." + "0".repeat(29) + "1"));
        refused(wide, "NUMBER", LoggedCells.decimal("1" + fraction, 65, 30));
        LogColumn zeros = plain(Kind.DECIMAL, 50, 0);
        String large = "9" + "0".repeat(49);
        assertThat((BigDecimal) bind(zeros, "NUMBER", LoggedCells.decimal(large, 50, 0)))
                .isEqualByComparingTo(large);
    }

    @Test
    void a_decimal_has_to_fit_the_digits_before_the_point() {
        LogColumn decimal = plain(Kind.DECIMAL, 12, 2);
        assertThat(bind(decimal, "NUMBER(10,2)", LoggedCells.decimal("-99999999.99", 12, 2)))
                .isEqualTo(new BigDecimal("-99999999.99"));
        refused(decimal, "NUMBER(10,2)", LoggedCells.decimal("100000000.00", 12, 2));
        assertThat((BigDecimal) bind(decimal, "NUMBER(2,2)", LoggedCells.decimal("0", 12, 2)))
                .isEqualByComparingTo("0");
    }

    @Test
    void floating_point_numbers_keep_their_bits_but_for_minus_zero() {
        LogColumn wide = plain(Kind.DOUBLE, 0, 0);
        for (double value :
                new double[] {
                    Double.MAX_VALUE, Double.MIN_VALUE, 0.1, -1e23, 0.0, -Double.MIN_VALUE
                }) {
            assertThat(bind(wide, "BINARY_DOUBLE", LoggedCells.real(value))).isEqualTo(value);
        }
        refused(wide, "BINARY_DOUBLE", LoggedCells.real(-0.0));
        LogColumn single = plain(Kind.FLOAT, 0, 0);
        assertThat(bind(single, "BINARY_FLOAT", LoggedCells.real(0.1f))).isEqualTo(0.1f);
        assertThat(bind(single, "BINARY_DOUBLE", LoggedCells.real(0.1f))).isEqualTo((double) 0.1f);
        refused(single, "BINARY_FLOAT", LoggedCells.real(-0.0f));
    }

    @Test
    void bits_and_years_are_numbers() {
        assertThat(bind(plain(Kind.BIT, 64, 0), "NUMBER(20,0)", LoggedCells.integer(-1, 8)))
                .isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(bind(plain(Kind.BIT, 12, 0), "RAW(2)", new byte[] {1, 2}))
                .isEqualTo(new byte[] {1, 2});
        misfit(plain(Kind.BIT, 12, 0), "RAW(1)");
        assertThat((BigDecimal) bind(plain(Kind.YEAR, 0, 0), "NUMBER(4,0)", new byte[] {0}))
                .isEqualByComparingTo("0");
        assertThat(bind(plain(Kind.YEAR, 0, 0), "NUMBER(4,0)", new byte[] {(byte) 255}))
                .isEqualTo(new BigDecimal("2155"));
    }

    @Test
    void text_is_measured_as_the_column_counts() {
        LogColumn text = varchar("utf8mb4");
        byte[] cell = "数😀".getBytes(UTF_8);
        assertThat(bind(text, "VARCHAR2(2 CHAR)", cell)).isEqualTo("数😀");
        assertThat(bind(text, "VARCHAR2(7 BYTE)", cell)).isEqualTo("数😀");
        assertThat(bind(text, "NVARCHAR2(3)", cell)).isEqualTo("数😀");
        refused(text, "VARCHAR2(1 CHAR)", cell);
        refused(text, "VARCHAR2(6 BYTE)", cell);
        refused(text, "NVARCHAR2(2)", cell);
        assertThat(bind(text, "CLOB", cell)).isEqualTo("数😀");
        assertThat(bind(text, "VARCHAR2(3 CHAR)", "a\0b".getBytes(UTF_8))).isEqualTo("a\0b");
        refused(text, "VARCHAR2(9 CHAR)", new byte[] {(byte) 0xFF});
        refused(text, "CHAR(9 CHAR)", "a ".getBytes(UTF_8));
        assertThat(bind(text, "VARCHAR2(2 CHAR)", "a ".getBytes(UTF_8))).isEqualTo("a ");
        misfit(text, "NUMBER(10,0)");
        misfit(text, "LONG");
    }

    @Test
    void text_of_other_character_sets_is_understood_or_refused() {
        assertThat(
                        bind(
                                varchar("latin1"),
                                "VARCHAR2(2 CHAR)",
                                new byte[] {(byte) 0x80, (byte) 0x81}))
                .isEqualTo("€\u0081");
        assertThat(bind(varchar("gbk"), "VARCHAR2(1 CHAR)", new byte[] {(byte) 0xCA, (byte) 0xFD}))
                .isEqualTo("数");
        misfit(varchar("nosuch"), "VARCHAR2(9 CHAR)");
    }

    @Test
    void an_empty_text_is_null_where_the_column_may_be_and_an_error_where_it_must_not() {
        LogColumn text = varchar("utf8mb4");
        assertThat(bind(text, "VARCHAR2(9 CHAR)", true, new byte[0])).isNull();
        assertThat(bind(text, "CHAR(9 CHAR)", true, new byte[0])).isNull();
        assertThat(bind(text, "CLOB", false, new byte[0])).isEqualTo("");
        assertThat(bind(varchar("binary"), "RAW(9)", true, new byte[0])).isNull();
        assertThat(bind(varchar("binary"), "BLOB", false, new byte[0])).isEqualTo(new byte[0]);
        for (String type : List.of("VARCHAR2(9 CHAR)", "NVARCHAR2(9)", "CHAR(9 CHAR)")) {
            assertThatThrownBy(() -> bind(text, type, false, new byte[0]))
                    .isInstanceOfSatisfying(
                            UnheldValueException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_TEXT));
        }
        assertThatThrownBy(() -> bind(varchar("binary"), "RAW(9)", false, new byte[0]))
                .isInstanceOf(UnheldValueException.class);
    }

    @Test
    void bytes_are_kept_in_full_length() {
        LogColumn fixed =
                LogColumn.text("c", new ColumnType(Kind.CHAR, Sign.UNKNOWN, 4, 0), "binary");
        assertThat(bind(fixed, "RAW(4)", new byte[] {1, 2})).isEqualTo(new byte[] {1, 2, 0, 0});
        refused(fixed, "RAW(3)", new byte[] {1, 2});
        assertThat(bind(varchar("binary"), "BLOB", new byte[] {0, -1}))
                .isEqualTo(new byte[] {0, -1});
        misfit(varchar("binary"), "VARCHAR2(20 CHAR)");
    }

    @Test
    void dates_that_oracle_does_not_have_are_refused() {
        LogColumn date = plain(Kind.DATE, 0, 0);
        assertThat(bind(date, "DATE", LoggedCells.date(2024, 2, 29)))
                .isEqualTo("2024-02-29 00:00:00");
        assertThat(bind(date, "DATE", LoggedCells.date(1, 1, 1))).isEqualTo("0001-01-01 00:00:00");
        assertThat(bind(date, "DATE", LoggedCells.date(9999, 12, 31)))
                .isEqualTo("9999-12-31 00:00:00");
        assertThat(bind(date, "DATE", LoggedCells.date(1582, 10, 4)))
                .isEqualTo("1582-10-04 00:00:00");
        assertThat(bind(date, "DATE", LoggedCells.date(1582, 10, 15)))
                .isEqualTo("1582-10-15 00:00:00");
        refused(date, "DATE", LoggedCells.date(0, 0, 0));
        refused(date, "DATE", LoggedCells.date(0, 5, 5));
        refused(date, "DATE", LoggedCells.date(2024, 0, 1));
        refused(date, "DATE", LoggedCells.date(2024, 5, 0));
        refused(date, "DATE", LoggedCells.date(2024, 2, 31));
        refused(date, "DATE", LoggedCells.date(1582, 10, 5));
        refused(date, "DATE", LoggedCells.date(1582, 10, 14));
        misfit(date, "TIMESTAMP(6)");
    }

    @Test
    void times_keep_all_digits_or_do_not_fit() {
        LogColumn fine = plain(Kind.DATETIME, 0, 6);
        byte[] cell = LoggedCells.datetime(2024, 2, 29, 23, 59, 59, 999_999);
        assertThat(bind(fine, "TIMESTAMP(6)", cell)).isEqualTo("2024-02-29 23:59:59.999999");
        assertThat(bind(fine, "TIMESTAMP(9)", cell)).isEqualTo("2024-02-29 23:59:59.999999");
        misfit(fine, "TIMESTAMP(5)");
        misfit(fine, "DATE");
        misfit(fine, "TIMESTAMP(6) WITH TIME ZONE");
        refused(fine, "TIMESTAMP(6)", LoggedCells.datetime(0, 0, 0, 0, 0, 0, 0));

        LogColumn moment = plain(Kind.TIMESTAMP, 0, 6);
        byte[] zoned = LoggedCells.timestamp(1_700_000_000L, 500_000);
        assertThat(bind(moment, "TIMESTAMP(6) WITH TIME ZONE", zoned))
                .isEqualTo("2023-11-14 22:13:20.500000 +00:00");
        assertThat(bind(moment, "TIMESTAMP(6) WITH LOCAL TIME ZONE", zoned))
                .isEqualTo("2023-11-14 22:13:20.500000 +00:00");
        assertThat(bind(moment, "TIMESTAMP(6)", zoned)).isEqualTo("2023-11-14 22:13:20.500000");
        refused(moment, "TIMESTAMP(6)", LoggedCells.timestamp(0, 0));
    }

    @Test
    void lengths_of_time_may_be_negative_and_longer_than_a_day() {
        LogColumn time = plain(Kind.TIME, 0, 6);
        String type = "INTERVAL DAY(2) TO SECOND(6)";
        assertThat(bind(time, type, LoggedCells.time(false, 838, 59, 59, 0)))
                .isEqualTo("34 22:59:59.000000");
        assertThat(bind(time, type, LoggedCells.time(true, 838, 59, 59, 0)))
                .isEqualTo("-34 22:59:59.000000");
        assertThat(bind(time, type, LoggedCells.time(true, 0, 0, 0, 1)))
                .isEqualTo("-0 00:00:00.000001");
        assertThat(bind(time, type, LoggedCells.time(false, 24, 0, 0, 0)))
                .isEqualTo("1 00:00:00.000000");
        refused(time, "INTERVAL DAY(1) TO SECOND(6)", LoggedCells.time(false, 240, 0, 0, 0));
        refused(time, "INTERVAL DAY(0) TO SECOND(6)", LoggedCells.time(false, 24, 0, 0, 0));
        assertThat(bind(time, "INTERVAL DAY(0) TO SECOND(6)", LoggedCells.time(false, 23, 0, 0, 0)))
                .isEqualTo("0 23:00:00.000000");
        misfit(time, "INTERVAL DAY(2) TO SECOND(5)");
        misfit(time, "TIMESTAMP(6)");
    }

    @Test
    void members_are_written_as_texts() {
        List<byte[]> members = List.of("a".getBytes(UTF_8), "ü".getBytes(UTF_8), new byte[0]);
        LogColumn one =
                new LogColumn(
                        "c",
                        new ColumnType(Kind.ENUM, Sign.UNSIGNED, 1, 0),
                        "",
                        members,
                        "utf8mb4",
                        false);
        assertThat(bind(one, "VARCHAR2(9 CHAR)", new byte[] {2})).isEqualTo("ü");
        assertThat(bind(one, "VARCHAR2(9 CHAR)", new byte[] {3})).isNull();
        refused(one, "VARCHAR2(9 CHAR)", new byte[] {0});
        LogColumn some =
                new LogColumn(
                        "c",
                        new ColumnType(Kind.SET, Sign.UNSIGNED, 1, 0),
                        "",
                        members,
                        "utf8mb4",
                        false);
        assertThat(bind(some, "CLOB", new byte[] {3})).isEqualTo("a,ü");
        assertThat(bind(some, "CLOB", new byte[] {0})).isEqualTo("");
        assertThat(bind(some, "VARCHAR2(9 CHAR)", new byte[] {0})).isNull();
    }

    @Test
    void shapes_are_well_known_binary() {
        LogColumn shape = plain(Kind.GEOMETRY, 4, 0);
        byte[] point = new byte[25];
        point[4] = 1;
        point[5] = 1;
        assertThat((byte[]) bind(shape, "BLOB", point)).hasSize(21);
        point[0] = (byte) 0xE6;
        point[1] = 0x10;
        byte[] extended = (byte[]) bind(shape, "BLOB", point);
        assertThat(extended).hasSize(25).startsWith(1, 1, 0, 0, 0x20, 0xE6, 0x10, 0, 0);
        misfit(shape, "SDO_GEOMETRY");
    }

    @Test
    void an_empty_large_object_is_not_null() {
        assertThat(new Bind(BindForm.CLOB, "").located()).isTrue();
        assertThat(new Bind(BindForm.BLOB, new byte[0]).located()).isTrue();
        assertThat(new Bind(BindForm.CLOB, "x").located()).isFalse();
        assertThat(new Bind(BindForm.CLOB, "x".repeat(4001)).located()).isTrue();
        assertThat(new Bind(BindForm.TEXT, "x".repeat(4001)).located()).isFalse();
        assertThat(new Bind(BindForm.CLOB, null).located()).isFalse();
    }
}
