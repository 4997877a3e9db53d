package dev.otter.system.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Eight tables of the database {@code big}: keys of a number, of two columns, of a text, of bytes,
 * an automatic number, a unique key alone, none at all, and rows of ten kilobytes. Immutable.
 */
final class BigTables {
    static final String DATABASE = "big";

    private static final long PORTION = 200_000;

    private static final List<BigTable> TABLES =
            List.of(
                    new BigTable(
                            "plain",
                            435,
                            "id BIGINT NOT NULL PRIMARY KEY, v INT NOT NULL, word VARCHAR(60) NULL,"
                                    + " at DATETIME(3) NULL, KEY kv (v), KEY kw (word)",
                            "id, v, word, at",
                            "{n} * 3, {n} MOD 9973, CONCAT('word ', {n}), TIMESTAMPADD(SECOND, {n}"
                                    + " MOD 10000000, '2000-01-01 00:00:00.125')",
                            "id = {n} * 3",
                            "v = v + 1, word = 'changed {m}'",
                            Optional.of("id = {m} * 3")),
                    new BigTable(
                            "pair",
                            200,
                            "a INT NOT NULL, b VARCHAR(20) COLLATE utf8mb4_bin NOT NULL, v INT NOT"
                                    + " NULL, note VARCHAR(40) NULL, PRIMARY KEY (a, b), KEY kn (note)",
                            "a, b, v, note",
                            "{n} DIV 7, CONCAT('p', {n} MOD 7), {n}, CONCAT('note ', {n} MOD 100)",
                            "a = {n} DIV 7 AND b = CONCAT('p', {n} MOD 7)",
                            "v = {m}, note = NULL",
                            Optional.of("a = {m} DIV 7, b = CONCAT('p', {m} MOD 7)")),
                    new BigTable(
                            "text",
                            150,
                            "k VARCHAR(40) COLLATE utf8mb4_unicode_ci NOT NULL PRIMARY KEY, v INT"
                                    + " NOT NULL, d DECIMAL(20,4) NULL",
                            "k, v, d",
                            "CONCAT('Key-', {n}), {n}, {n} / 8",
                            "k = 'key-{n}'",
                            "v = v - 1, d = {m}.25",
                            Optional.of("k = 'KEY-{m}'")),
                    new BigTable(
                            "mixed",
                            120,
                            "id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, e"
                                    + " ENUM('x','y','z') NULL, s SET('a','b','c') NULL, t TIMESTAMP(6)"
                                    + " NULL, b VARBINARY(40) NULL, bits BIT(20) NULL, c CHAR(20)"
                                    + " CHARACTER SET latin1 NULL, f FLOAT NULL, v BIGINT NOT NULL,"
                                    + " UNIQUE KEY uv (v)",
                            "id, e, s, t, b, bits, c, f, v",
                            "{n}, 1 + {n} MOD 3, {n} MOD 8, TIMESTAMPADD(MICROSECOND, {n},"
                                    + " '2010-01-01'), UNHEX(MD5({n})), {n} MOD 1048576, CONCAT('é',"
                                    + " {n}), {n} / 3, {n}",
                            "id = {n}",
                            "e = 'z', f = f + 0.5, c = 'w{m}', v = -{m}",
                            Optional.of("id = {m}")),
                    new BigTable(
                            "uniq",
                            50,
                            "u BIGINT NOT NULL, v INT NULL, f DOUBLE NULL, UNIQUE KEY uu (u)",
                            "u, v, f",
                            "{n} * 11, {n}, {n} / 7e0",
                            "u = {n} * 11",
                            "v = NULL, f = {m}",
                            Optional.of("u = {m} * 11")),
                    new BigTable(
                            "doc",
                            30,
                            "h BINARY(16) NOT NULL PRIMARY KEY, v INT NOT NULL, j JSON NULL",
                            "h, v, j",
                            "UNHEX(MD5({n})), {n}, JSON_OBJECT('n', {n}, 'half', {n} / 2, 'list',"
                                    + " JSON_ARRAY({n}, 'x', NULL, 1.5e0))",
                            "h = UNHEX(MD5({n}))",
                            "v = v + 1, j = JSON_SET(j, '$.n', {m})",
                            Optional.empty()),
                    new BigTable(
                            "bare",
                            10,
                            "v INT NULL, word VARCHAR(40) NULL",
                            "v, word",
                            "{n} DIV 2, CONCAT('bare ', {n} DIV 2)",
                            "v = {n} DIV 2",
                            "word = 'changed {m}'",
                            Optional.empty()),
                    new BigTable(
                            "wide",
                            5,
                            "id INT NOT NULL PRIMARY KEY, v INT NOT NULL, body MEDIUMTEXT NULL",
                            "id, v, body",
                            "{n}, {n}, CONCAT({n}, REPEAT(MD5({n}), 320))",
                            "id = {n}",
                            "v = v + 1, body = CONCAT('{m}', REPEAT('x', 9000))",
                            Optional.empty()));

    private final long rows;

    /**
     * @param rows of all tables together, 2,000 at least
     */
    BigTables(long rows) {
        this.rows = rows;
    }

    List<BigTable> all() {
        return TABLES;
    }

    /** How many rows a table has at first; they have the numbers from 1 on. */
    long rows(BigTable table) {
        return rows * table.share() / 1000;
    }

    /**
     * Makes and fills all tables, past the server's log: what a full load has to bring nobody else
     * may bring.
     */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET SESSION sql_log_bin=0, sql_mode='', time_zone='+00:00', unique_checks=0");
            statement.execute("CREATE DATABASE numbers");
            statement.execute("CREATE TABLE numbers.seq (n BIGINT NOT NULL PRIMARY KEY)");
            statement.execute("INSERT INTO numbers.seq VALUES (1)");
            long most = TABLES.stream().mapToLong(this::rows).max().orElseThrow();
            for (long there = 1; there < most; there *= 2) {
                statement.execute(
                        "INSERT INTO numbers.seq SELECT n + %d FROM numbers.seq".formatted(there));
            }
            statement.execute("CREATE DATABASE big DEFAULT CHARSET utf8mb4");
            for (BigTable table : TABLES) {
                statement.execute(table.create());
                for (long from = 1; from <= rows(table); from += PORTION) {
                    long to = Math.min(rows(table), from + PORTION - 1);
                    statement.execute(table.fill(from, to));
                }
            }
            statement.execute("DROP DATABASE numbers");
        }
    }
}
