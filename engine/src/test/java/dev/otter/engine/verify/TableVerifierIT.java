package dev.otter.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One server plays both sides: database {@code here} is the source, {@code there} the target. */
class TableVerifierIT {
    private static MysqlServer server;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        server.execute(
                "DROP DATABASE IF EXISTS here",
                "DROP DATABASE IF EXISTS there",
                "CREATE DATABASE here",
                "CREATE DATABASE there");
    }

    @Test
    void equal_rows_in_other_collations_charsets_and_orders_are_equal() throws SQLException {
        server.execute(
                "CREATE TABLE here.t (name VARCHAR(40) CHARACTER SET latin1 COLLATE"
                        + " latin1_swedish_ci PRIMARY KEY, f FLOAT, d DOUBLE, b BIT(10), at"
                        + " TIMESTAMP(3) NULL, raw VARBINARY(9), j JSON, n INT(6) ZEROFILL)",
                "CREATE TABLE there.t (n INT, name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE"
                        + " utf8mb4_bin, f FLOAT, d DOUBLE, b BIT(10), at TIMESTAMP(3) NULL, raw"
                        + " VARBINARY(9), j JSON, extra INT DEFAULT 7, PRIMARY KEY (name))");
        for (String table : List.of("here", "there")) {
            server.execute(
                    "INSERT INTO "
                            + table
                            + ".t (name, f, d, b, at, raw, j, n) VALUES"
                            + " ('ä', 1.1, -0e0, b'1010101010', '2026-01-01 00:00:00.123', x'00ff',"
                            + " '{\"a\": [1, 2.5]}', 42), ('b', 16777217, 0.1, NULL, NULL, '', NULL,"
                            + " NULL), ('Z', NULL, 1e300, b'0', '1970-01-02', NULL, 'null', 0)");
        }

        TableComparison comparison = compare();

        assertThat(comparison.shown()).isEmpty();
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.sourceRows()).isEqualTo(3);
    }

    @Test
    void each_kind_of_difference_is_named() throws SQLException {
        server.execute(
                "CREATE TABLE here.t (id INT PRIMARY KEY, name VARCHAR(500), bytes BLOB)",
                "CREATE TABLE there.t LIKE here.t",
                "INSERT INTO here.t VALUES (1, 'same', 'x'), (2, 'one', NULL), (3, 'only here',"
                        + " ''), (10, CONCAT(REPEAT('x', 400), 'y'), x'0102')",
                "INSERT INTO there.t VALUES (1, 'same', 'x'), (2, 'One', ''), (4, 'only there',"
                        + " NULL), (10, REPEAT('x', 400), x'0103')");

        TableComparison comparison = compare();

        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.complete()).isTrue();
        assertThat(comparison.differences()).isEqualTo(4);
        String longText = "'" + "x".repeat(60) + "'... (";
        assertThat(comparison.shown())
                .containsExactly(
                        new RowDifference.Different(
                                "id=2",
                                List.of(
                                        new RowDifference.Value("name", "'one'", "'One'"),
                                        new RowDifference.Value("bytes", "NULL", "0x"))),
                        new RowDifference.Missing("id=3"),
                        new RowDifference.Extra("id=4"),
                        new RowDifference.Different(
                                "id=10",
                                List.of(
                                        new RowDifference.Value(
                                                "name",
                                                longText + "401 bytes)",
                                                longText + "400 bytes)"),
                                        new RowDifference.Value("bytes", "0x0102", "0x0103"))));
    }

    @Test
    void a_float_that_differs_in_its_last_bit_is_found() throws SQLException {
        server.execute(
                "CREATE TABLE here.t (id INT PRIMARY KEY, f FLOAT)",
                "CREATE TABLE there.t LIKE here.t",
                "INSERT INTO here.t VALUES (1, 16777216)",
                "INSERT INTO there.t VALUES (1, 16777218)");

        assertThat(compare().differences()).isEqualTo(1);
    }

    @Test
    void rows_of_a_table_without_key_are_counted() throws SQLException {
        server.execute(
                "CREATE TABLE here.t (a INT, b TEXT)",
                "CREATE TABLE there.t (a INT, b TEXT)",
                "INSERT INTO here.t VALUES (1, 'x'), (1, 'x'), (2, NULL)",
                "INSERT INTO there.t VALUES (2, NULL), (1, 'x'), (3, '')");

        TableComparison comparison = compare();

        assertThat(comparison.shown())
                .containsExactly(
                        new RowDifference.Extra("a=3 b=''"),
                        new RowDifference.Missing("a=1 b='x'"));
    }

    @Test
    void shards_are_compared_with_the_table_they_flow_into() throws SQLException {
        server.execute(
                "CREATE TABLE here.s_00 (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE here.s_01 LIKE here.s_00",
                "CREATE TABLE there.s LIKE here.s_00",
                "INSERT INTO here.s_00 VALUES (1, 1), (3, 3)",
                "INSERT INTO here.s_01 VALUES (2, 2)",
                "INSERT INTO there.s VALUES (1, 1), (2, 2), (3, 3)");
        TableVerifier verifier = verifier();

        List<TablePair> pairs = verifier.pairs(map("here.s_[00-01]", "there.s"));

        assertThat(pairs).hasSize(1);
        assertThat(pairs.getFirst().title()).isEqualTo("here.s_00, here.s_01 -> there.s");
        TableComparison comparison = compare(verifier, pairs.getFirst());
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.sourceRows()).isEqualTo(3);
    }

    @Test
    void a_hundred_thousand_differences_are_counted_at_least_in_part() throws SQLException {
        server.execute(
                "CREATE TABLE here.t (id INT PRIMARY KEY, v VARCHAR(300))",
                "CREATE TABLE there.t LIKE here.t",
                "INSERT INTO here.t WITH d (n) AS (SELECT 0 UNION SELECT 1 UNION SELECT 2 UNION"
                        + " SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7"
                        + " UNION SELECT 8 UNION SELECT 9) SELECT a.n + 10 * b.n + 100 * c.n + 1000"
                        + " * e.n + 10000 * f.n, REPEAT('v', 300) FROM d a, d b, d c, d e, d f");

        TableComparison comparison = compare();

        assertThat(comparison.sourceRows()).isEqualTo(100_000);
        assertThat(comparison.targetRows()).isZero();
        assertThat(comparison.differences()).isEqualTo(100_000);
        assertThat(comparison.complete()).isFalse();
        assertThat(comparison.shown()).hasSize(10);
    }

    @Test
    void missing_tables_and_columns_are_problems() throws SQLException {
        server.execute(
                "CREATE TABLE here.a (id INT PRIMARY KEY)",
                "CREATE TABLE here.t (id INT PRIMARY KEY, v INT, w INT UNSIGNED)",
                "CREATE TABLE there.t (id BIGINT PRIMARY KEY, w INT UNSIGNED NOT NULL)");
        TableVerifier verifier = verifier();

        List<TablePair> pairs = verifier.pairs(map("here.*", "there.*"));

        assertThat(pairs.get(0).problems())
                .containsExactly("table there.a is missing on the target");
        assertThat(compare(verifier, pairs.get(0)).equal()).isFalse();
        assertThat(pairs.get(1).problems())
                .containsExactly(
                        "column here.t.id is int(11) on the source and bigint(20) on the target",
                        "column here.t.v is missing on the target",
                        "column here.t.w takes NULL on the source only");
        assertThat(compare(verifier, pairs.get(1)).problems())
                .containsExactly("column here.t.v is missing on the target");
    }

    @Test
    void a_wrong_password_is_told_without_the_password() {
        Endpoint wrong =
                new Endpoint(
                        "a",
                        Endpoint.Type.MYSQL,
                        server.host(),
                        server.port(),
                        "nobody",
                        "topsecret",
                        TlsMode.DISABLED);

        assertThatThrownBy(() ->
                        new TableVerifier(wrong, wrong, 1, () -> false)
                                .pairs(map("here.*", "there.*")))
                .isInstanceOf(OtterException.class)
                .hasMessageStartingWith("OTR-2002 ")
                .hasMessageContaining("[endpoint a (nobody@127.0.0.1:" + server.port() + ")]")
                .hasMessageNotContaining("topsecret");
    }

    private static TableComparison compare() {
        TableVerifier verifier = verifier();
        return compare(verifier, verifier.pairs(map("here.t", "there.t")).getFirst());
    }

    private static TableComparison compare(TableVerifier verifier, TablePair pair) {
        try {
            return verifier.compare(pair, new VerifyProgress());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TableVerifier verifier() {
        Endpoint endpoint =
                new Endpoint(
                        "a",
                        Endpoint.Type.MYSQL,
                        server.host(),
                        server.port(),
                        "root",
                        "",
                        TlsMode.DISABLED);
        return new TableVerifier(endpoint, endpoint, 10, () -> false);
    }

    private static TableRoutes map(String source, String target) {
        return new TableRoutes(
                List.of(new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target))));
    }
}
