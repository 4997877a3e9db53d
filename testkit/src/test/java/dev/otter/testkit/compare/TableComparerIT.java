package dev.otter.testkit.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TableComparerIT {
    private static MysqlServer server;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void emptyDatabases() throws SQLException {
        server.execute(
                "DROP DATABASE IF EXISTS l",
                "DROP DATABASE IF EXISTS r",
                "CREATE DATABASE l",
                "CREATE DATABASE r");
    }

    /** Two values that differ in the least way there is, for each type. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "BIGINT UNSIGNED | 18446744073709551615 | 18446744073709551614",
                "INT | 0 | NULL",
                "INT ZEROFILL | 7 | 8",
                "DECIMAL(65,30) | 1.000000000000000000000000000001 | 1",
                "FLOAT | 0.1 | 0.10000001",
                "FLOAT | 16777215 | 16777214",
                "DOUBLE | 0.1 | 0.10000000000000002",
                "DOUBLE | 1.7976931348623157e308 | 1.7976931348623155e308",
                "DOUBLE | 2.2250738585072014e-308 | 2.225073858507202e-308",
                "DOUBLE | 0e0 | -0e0",
                "DOUBLE(20,2) | 1.25 | 1.26",
                "BIT(64) | b'1' | b'1000000000000000000000000000000000000000000000000000000000000001'",
                "VARCHAR(20) | 'a' | 'A'",
                "VARCHAR(20) | 'a' | 'a '",
                "VARCHAR(20) | '' | NULL",
                "VARCHAR(20) | 'NULL' | NULL",
                "VARCHAR(20) | _utf8mb4 0xC3A9 | _utf8mb4 0x65CC81",
                "VARCHAR(20) CHARACTER SET latin1 | 0x80 | 0x3F",
                "VARCHAR(20) CHARACTER SET utf16 | 'a' | 'b'",
                "LONGTEXT | REPEAT('x', 1000000) | CONCAT(REPEAT('x', 999999), 'y')",
                "VARBINARY(20) | 0x00 | 0x0000",
                "BINARY(3) | 0xFFFE | 0xFFFF",
                "LONGBLOB | 0xFF | 0xFE",
                "ENUM('a','b') | 'a' | 'b'",
                "ENUM('','b') | 0 | 1",
                "SET('a','b') | 'a' | 'a,b'",
                "DATE | '0000-00-00' | '0000-01-00'",
                "DATE | '2024-02-29' | NULL",
                "DATETIME(6) | '2024-02-29 01:02:03.000001' | '2024-02-29 01:02:03'",
                "DATETIME | '0000-00-00 00:00:00' | NULL",
                "TIMESTAMP(6) NULL | '2024-02-29 01:02:03.000001' | '2024-02-29 01:02:03'",
                "TIME(6) | '-838:59:58.999999' | '-838:59:58.999998'",
                "TIME | '-00:00:01' | '00:00:01'",
                "YEAR | 0 | 1901",
                "POINT | ST_GeomFromText('POINT(1 2)') | ST_GeomFromText('POINT(2 1)')",
                "GEOMETRY | ST_GeomFromText('POINT(1 2)', 0) | ST_GeomFromText('POINT(1 2)', 4326)",
                "JSON | '{\"a\": 1}' | '{\"a\": 2}'",
                "JSON | '1' | '\"1\"'",
                "JSON | 'null' | NULL",
                "JSON | '{\"a\": 1}' | '{\"a\": 1.0}'",
                "JSON | JSON_OBJECT('a', JSON_ARRAY(1.5)) | '{\"a\": [1.5]}'",
                "JSON | JSON_ARRAY(CAST(7 AS UNSIGNED)) | '[7]'",
                "JSON | CAST(1.5 AS JSON) | '1.5'",
                "JSON | JSON_OBJECT('a', DATE'2024-02-29') | '{\"a\": \"2024-02-29\"}'",
                "JSON | JSON_ARRAY(TIME'10:00') | '[\"10:00:00.000000\"]'",
                "JSON | CAST(x'FF' AS JSON) | '\"base64:type253:/w==\"'",
            })
    void the_least_difference_of_a_type_is_found(String type, String one, String two)
            throws SQLException {
        for (String database : List.of("l", "r")) {
            server.execute(
                    "SET sql_mode = ''",
                    "CREATE TABLE %s.t (id INT PRIMARY KEY, c %s)".formatted(database, type),
                    "INSERT INTO %s.t VALUES (1, %s), (2, %s)".formatted(database, one, two));
        }
        assertThat(compare().equal()).as("the same on both sides").isTrue();

        server.execute("SET sql_mode = ''", "REPLACE INTO r.t VALUES (1, " + two + ")");

        Comparison comparison = compare();
        assertThat(comparison.differences()).isNotEmpty();
        assertThat(comparison.differences().getFirst())
                .isInstanceOfSatisfying(
                        Difference.Value.class,
                        value -> {
                            assertThat(value.key()).isEqualTo("('1')");
                            assertThat(value.column()).startsWith("c");
                        });
    }

    @Test
    void missing_extra_and_changed_rows_are_told_apart() throws SQLException {
        server.execute(
                "CREATE TABLE l.t (a VARCHAR(20), b INT, v INT, PRIMARY KEY (b, a))",
                "CREATE TABLE r.t LIKE l.t",
                "INSERT INTO l.t VALUES ('x', 1, 1), ('y', 1, 2), ('z', 9, 3)",
                "INSERT INTO r.t VALUES ('x', 1, 1), ('z', 9, 4), ('é', 9, 5)");

        Comparison comparison = compare();

        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.leftRows()).isEqualTo(3);
        assertThat(comparison.differences())
                .containsExactlyInAnyOrder(
                        new Difference.MissingRow("l.t → r.t", "('y', '1')"),
                        new Difference.ExtraRow("l.t → r.t", "('é', '9')"),
                        new Difference.Value("l.t → r.t", "('z', '9')", "v", "'3'", "'4'"));
        assertThat(comparison.report()).contains("3 differences", "missing on the right");
    }

    @Test
    void rows_without_a_key_are_compared_as_often_as_they_occur() throws SQLException {
        server.execute(
                "CREATE TABLE l.t (a INT, b VARCHAR(9))",
                "CREATE TABLE r.t LIKE l.t",
                "INSERT INTO l.t VALUES (1, 'x'), (2, NULL), (1, 'x'), (3, '')",
                "INSERT INTO r.t VALUES (3, ''), (1, 'x'), (1, 'x'), (2, NULL)");
        assertThat(compare().report()).startsWith("equal: 1 tables, 4 rows");

        server.execute("INSERT INTO r.t VALUES (1, 'x')", "DELETE FROM r.t WHERE a = 2");

        assertThat(compare().differences())
                .containsExactlyInAnyOrder(
                        new Difference.ExtraRow("l.t → r.t", "('1', 'x')"),
                        new Difference.MissingRow("l.t → r.t", "('2', NULL)"));
    }

    @Test
    void keys_that_sort_differently_on_both_sides_still_meet() throws SQLException {
        server.execute(
                "CREATE TABLE l.t (k VARCHAR(9) COLLATE utf8mb4_bin PRIMARY KEY)",
                "CREATE TABLE r.t (k VARCHAR(9) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY)",
                "INSERT INTO l.t VALUES ('a'), ('B'), ('c'), ('D'), ('é'), ('f')",
                "INSERT INTO r.t SELECT * FROM l.t");

        Comparison comparison =
                comparer(CompareOptions.strict().withSchema(false)).compareTables(pairs());

        assertThat(comparison.report()).startsWith("equal: 1 tables, 6 rows");
    }

    @Test
    void differences_of_the_schema_are_told() throws SQLException {
        server.execute(
                "CREATE TABLE l.t (id INT PRIMARY KEY, a INT, b VARCHAR(9), c INT, KEY k (a))",
                "CREATE TABLE r.t (id INT PRIMARY KEY, b VARCHAR(8), a BIGINT NOT NULL DEFAULT 5,"
                        + " UNIQUE KEY k (a))");

        Comparison comparison = compare();

        assertThat(comparison.report())
                .contains(
                        "column a: type is int(11)",
                        "column a: nullable is YES",
                        "column a: default is null on the left, 5",
                        "column b: type",
                        "column c is there on the left, missing on the right",
                        "index k is BTREE on a on the left, unique BTREE on a on the right");
        assertThat(comparer(CompareOptions.strict().withSchema(false)).compareTables(pairs()))
                .matches(Comparison::equal);
    }

    @Test
    void missing_tables_are_told_and_ignored_things_are_not() throws SQLException {
        try (MysqlServer other = MysqlServer.start(ServerSpec.mysql80())) {
            server.execute(
                    "CREATE TABLE l.t (id INT PRIMARY KEY, v INT, w INT)",
                    "CREATE TABLE l.only_left (id INT)",
                    "INSERT INTO l.t VALUES (1, 1, 1)");
            other.execute(
                    "CREATE DATABASE l",
                    "CREATE TABLE l.t (id INT PRIMARY KEY, v INT, w INT)",
                    "CREATE TABLE l.only_right (id INT)",
                    "INSERT INTO l.t VALUES (1, 2, 2)");
            CompareOptions lenient =
                    CompareOptions.strict()
                            .withIgnoredTables("only_left", "only_right")
                            .withIgnoredColumns("v", "t.w");

            Comparison strict = between(other, CompareOptions.strict().withMaxDifferences(2));

            assertThat(strict.differenceCount()).isEqualTo(4);
            assertThat(strict.differences()).hasSize(2);
            assertThat(strict.report()).contains("l.only_left: table is there", "… and 2 more");
            assertThat(between(other, lenient).equal()).isTrue();
            assertThatThrownBy(() -> comparer(lenient).compareDatabases("nowhere"))
                    .hasMessageContaining("nowhere");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_5_7", "MYSQL_9", "MARIADB"})
    void the_same_tables_are_equal_on_another_flavor(Flavor flavor) throws SQLException {
        Availability availability = MysqlServer.available(flavor);
        assumeThat(availability.ready()).as(flavor + ": " + availability.reason()).isTrue();
        String json = flavor == Flavor.MARIADB ? "" : ", j JSON";
        String document = flavor == Flavor.MARIADB ? "" : ", '{\"a\": [1.5, \"x\", null, true]}'";
        List<String> sql =
                List.of(
                        "SET sql_mode = '', time_zone = '+00:00'",
                        """
                        CREATE TABLE l.t (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY,
                          i INT(5) ZEROFILL, y YEAR, f FLOAT, d DOUBLE, n DECIMAL(20,5), b BIT(9),
                          c CHAR(9), v VARCHAR(50) CHARACTER SET utf8 NOT NULL DEFAULT 'it''s',
                          l VARCHAR(50) CHARACTER SET latin1, e ENUM('x','é'), s SET('p','q'),
                          da DATE, dt DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3), ti TIME(6),
                          ts TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                          bl BLOB, g POINT, h INT AS (i + 1) VIRTUAL, KEY k (v(7), y)\
                        """
                                + json
                                + ") DEFAULT CHARSET=utf8mb4",
                        """
                        INSERT INTO l.t (id, i, y, f, d, n, b, c, v, l, e, s, da, dt, ti, ts, bl, g\
                        """
                                + (json.isEmpty() ? "" : ", j")
                                + """
                                ) VALUES (18446744073709551614, 42, 2024, 0.1, 1e0/3, -1.5, 257, 'é ',
                                '日本', 'ü', 'é', 'p,q', '0000-00-00', '2024-02-29 23:59:59.999',
                                '-838:59:59', '2038-01-19 03:14:07', 0x00FF,
                                ST_GeomFromText('POINT(1 2)')\
                                """
                                + document
                                + ")");
        server.execute(sql.toArray(String[]::new));
        try (MysqlServer other = MysqlServer.start(ServerSpec.of(flavor))) {
            other.execute("CREATE DATABASE l");
            other.execute(sql.toArray(String[]::new));

            Comparison comparison = between(other, CompareOptions.strict());

            assertThat(comparison.report()).startsWith("equal: 1 tables, 1 rows");
        }
    }

    private static Comparison compare() throws SQLException {
        return comparer(CompareOptions.strict()).compareTables(pairs());
    }

    private static List<TablePair> pairs() {
        return List.of(new TablePair("l", "t", "r", "t"));
    }

    private static TableComparer comparer(CompareOptions options) {
        return new TableComparer(server::connect, server::connect, options);
    }

    private static Comparison between(MysqlServer other, CompareOptions options)
            throws SQLException {
        return new TableComparer(server::connect, other::connect, options).compareDatabases("l");
    }
}
