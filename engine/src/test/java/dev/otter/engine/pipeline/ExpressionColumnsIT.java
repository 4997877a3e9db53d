package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.exclude;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static dev.otter.engine.pipeline.ViewRuns.set;
import static dev.otter.engine.pipeline.ViewRuns.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are worked out: constants, masks, keys made of several things. */
@ParameterizedClass
@EnumSource(
        value = Flavor.class,
        names = {"MYSQL_8_0", "MYSQL_5_7"})
class ExpressionColumnsIT {
    @Parameter Flavor flavor;

    private static ServerPair pair;
    private static ViewRuns views;

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) {
        pair = new ServerPair(ServerSpec.of(flavor));
        views = new ViewRuns(pair);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        pair.close();
    }

    @Test
    void constants_and_masks_go_with_inserts_updates_and_deletes() throws Exception {
        pair.both("CREATE DATABASE masks");
        pair.source.execute(
                "CREATE TABLE masks.t (id INT PRIMARY KEY, phone VARCHAR(20), mail VARCHAR(50))");
        pair.target.execute(
                "CREATE TABLE masks.t (id INT PRIMARY KEY, phone VARCHAR(20), mail CHAR(64),"
                        + " site CHAR(2) NOT NULL, big TINYINT)");
        try (PipelineRun run =
                views.run(
                        "masks",
                        set(
                                entry("masks.t"),
                                "site",
                                "'sh'",
                                "phone",
                                "mask(row.phone, 3, 4)",
                                "mail",
                                "hash(row.mail)",
                                "big",
                                "row.id > 2"))) {
            pair.source.execute(
                    "INSERT INTO masks.t VALUES (1,'13912345678',''),(2,NULL,NULL),(3,'1','x')",
                    "UPDATE masks.t SET phone='13987654321' WHERE id=1",
                    "UPDATE masks.t SET phone='13955555321' WHERE id=1",
                    "UPDATE masks.t SET id=4 WHERE id=2",
                    "DELETE FROM masks.t WHERE id=3");
            ServerPair.await(run);
        }
        assertThat(
                        views.target(
                                "SELECT id, phone, LEFT(mail,8), site, big FROM masks.t"
                                        + " ORDER BY id"))
                .containsExactly("1|139****5321|e3b0c442|sh|0", "4|null|null|sh|1");
    }

    @Test
    void shards_are_merged_under_a_key_that_tells_their_origin() throws Exception {
        pair.both("CREATE DATABASE shards");
        for (String shard : List.of("0", "1", "2")) {
            pair.source.execute(
                    "CREATE TABLE shards.e_" + shard + " (id INT PRIMARY KEY, v INT UNIQUE)");
        }
        pair.target.execute(
                "CREATE TABLE shards.e (shard VARCHAR(64), id INT, v INT,"
                        + " PRIMARY KEY (shard, id), UNIQUE (shard, v))");
        try (PipelineRun run =
                views.run(
                        "shards",
                        set(
                                entry("shards.e_[0-2] -> shards.e"),
                                "shard",
                                "source.database + '.' + source.table"))) {
            for (String shard : List.of("0", "1", "2")) {
                pair.source.execute(
                        "INSERT INTO shards.e_" + shard + " VALUES (1," + shard + "),(2,9)",
                        "UPDATE shards.e_" + shard + " SET id=3 WHERE id=2",
                        "DELETE FROM shards.e_" + shard + " WHERE v=1");
            }
            // A swap of unique values within a shard.
            pair.source.execute(
                    "BEGIN",
                    "UPDATE shards.e_0 SET v=NULL WHERE id=1",
                    "UPDATE shards.e_0 SET v=0 WHERE id=3",
                    "UPDATE shards.e_0 SET v=9 WHERE id=1",
                    "COMMIT");
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT * FROM shards.e ORDER BY 1,2"))
                .containsExactly(
                        "shards.e_0|1|9",
                        "shards.e_0|3|0",
                        "shards.e_1|3|9",
                        "shards.e_2|1|2",
                        "shards.e_2|3|9");
    }

    @Test
    void results_of_all_types_arrive_exactly() throws Exception {
        pair.both("CREATE DATABASE results");
        pair.source.execute(
                "CREATE TABLE results.t (id INT PRIMARY KEY, u BIGINT UNSIGNED, d DECIMAL(30,10),"
                        + " f DOUBLE, t VARCHAR(100) CHARACTER SET utf8mb4, b VARBINARY(20),"
                        + " m DATETIME(6), s TIMESTAMP NULL, e ENUM('a','b'), w SET('p','q','r'),"
                        + " day DATE, clock TIME(3), j JSON, bits BIT(12))");
        pair.target.execute(
                "CREATE TABLE results.t (id INT PRIMARY KEY, u BIGINT UNSIGNED, d DECIMAL(30,10),"
                        + " f DOUBLE, t VARCHAR(100) CHARACTER SET utf8mb4, b VARBINARY(20),"
                        + " m DATETIME(6), s DATETIME, e VARCHAR(5), w VARCHAR(9), day DATE,"
                        + " clock TIME(3), j VARCHAR(50), bits INT)");
        try (PipelineRun run =
                views.run(
                        "results",
                        set(
                                entry("results.t"),
                                "u",
                                "row.u + 0u",
                                "d",
                                "row.d + 0",
                                "f",
                                "row.f * 1.0",
                                "t",
                                "row.t + ''",
                                "b",
                                "row.b + b''",
                                "m",
                                "row.m + duration('1s')",
                                "s",
                                "row.s - duration('1s')",
                                "e",
                                "row.e + ''",
                                "w",
                                "row.w + ''",
                                "day",
                                "row.day + ''",
                                "clock",
                                "row.clock + ''",
                                "j",
                                "row.j + ''",
                                "bits",
                                "row.bits + 0"))) {
            pair.source.execute(
                    "SET NAMES utf8mb4",
                    "SET time_zone='+08:00'",
                    "INSERT INTO results.t VALUES (1, 18446744073709551615,"
                            + " -12345678901234567890.0123456789, 0.1, '😀 ''x''', 0x00FF,"
                            + " '2026-12-31 23:59:59.000001', '2026-01-01 08:00:01', 'b', 'p,r',"
                            + " '2026-02-28', '-01:02:03.004', '{\"a\": [1]}', b'100000000001')",
                    "INSERT INTO results.t (id) VALUES (2)");
            ServerPair.await(run);
        }
        assertThat(
                        views.target(
                                "SELECT u, d, f, t, HEX(b), m, s, e, w, day, clock, j, bits"
                                        + " FROM results.t WHERE id=1"))
                .containsExactly(
                        "18446744073709551615|-12345678901234567890.0123456789|0.1|😀 'x'|00FF"
                                + "|2027-01-01 00:00:00.000001|2026-01-01 00:00:00|b|p,r"
                                + "|2026-02-28|-01:02:03.004|{\"a\": [1]}|2049");
        assertThat(views.target("SELECT * FROM results.t WHERE id=2"))
                .containsExactly("2" + "|null".repeat(13));
    }

    @Test
    void values_are_values_whatever_they_look_like() throws Exception {
        List<String> evil =
                List.of(
                        "'); DROP TABLE evil.t; --",
                        "\\'\\\\",
                        "${jndi:ldap://x}",
                        "' || true || '",
                        "row.id",
                        "\u0000\n\r\u001a\"`%_",
                        "中'文\\");
        pair.both(
                "CREATE DATABASE evil",
                "CREATE TABLE evil.t (id INT PRIMARY KEY, v VARCHAR(100) CHARACTER SET utf8mb4)");
        pair.target.execute("ALTER TABLE evil.t ADD w VARCHAR(100) CHARACTER SET utf8mb4");
        try (PipelineRun run =
                views.run(
                        "evil",
                        set(
                                where(entry("evil.t"), "row.v != '\\'); DROP TABLE evil.t; --x'"),
                                "w",
                                "'<\\'' + row.v + '\\'>'"))) {
            try (Connection connection = pair.source.connect();
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO evil.t VALUES (?,?)")) {
                for (int i = 0; i < evil.size(); i++) {
                    insert.setInt(1, i);
                    insert.setString(2, evil.get(i));
                    insert.executeUpdate();
                }
            }
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT w FROM evil.t ORDER BY id"))
                .isEqualTo(evil.stream().map(value -> "<'" + value + "'>").toList());
        assertThat(views.target("SELECT v FROM evil.t ORDER BY id")).isEqualTo(evil);
    }

    @Test
    void a_result_that_the_target_cannot_hold_is_an_error() throws Exception {
        pair.both("CREATE DATABASE large", "CREATE TABLE large.t (id INT PRIMARY KEY, v INT)");
        pair.target.execute("ALTER TABLE large.t MODIFY v TINYINT");
        try (PipelineRun run = views.run("large", set(entry("large.t"), "v", "row.v * 2"))) {
            pair.source.execute("INSERT INTO large.t VALUES (1, 60)");
            ServerPair.await(run);
            pair.source.execute("INSERT INTO large.t VALUES (2, 100)");
            failure(run, ErrorCode.VALUE_NOT_HELD);
        }
        assertThat(views.target("SELECT * FROM large.t")).containsExactly("1|120");
    }

    @Test
    void a_zero_date_is_no_point_in_time_and_passes_when_nobody_reads_it() throws Exception {
        pair.both("CREATE DATABASE zeros", "CREATE TABLE zeros.t (id INT PRIMARY KEY, m DATETIME)");
        pair.target.execute("ALTER TABLE zeros.t ADD k INT");
        String zero = "INSERT INTO zeros.t VALUES (%d, '0000-00-00 00:00:00')";
        try (PipelineRun run = views.run("zeros", set(entry("zeros.t"), "k", "row.id * 2"))) {
            pair.source.execute("SET sql_mode=''", zero.formatted(1));
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT k FROM zeros.t")).containsExactly("2");
        try (PipelineRun run =
                views.run("zeros", set(entry("zeros.t"), "k", "row.m.getFullYear()"))) {
            pair.source.execute("SET sql_mode=''", zero.formatted(2));
            assertThat(failure(run, ErrorCode.EXPRESSION_FAILED))
                    .hasMessageContaining("no point in time")
                    .hasMessageContaining("id=2");
        }
    }

    @Test
    void a_giant_transaction_is_worked_out_part_by_part() throws Exception {
        pair.both("CREATE DATABASE giant");
        pair.source.execute("CREATE TABLE giant.t (id INT PRIMARY KEY, pad TEXT, v INT)");
        pair.target.execute("CREATE TABLE giant.t (id INT PRIMARY KEY, v INT, w INT)");
        try (PipelineRun run =
                views.run(
                        "giant",
                        set(
                                where(exclude(entry("giant.t"), "pad"), "row.v % 2 == 0"),
                                "w",
                                "row.v + 1"))) {
            StringBuilder rows = new StringBuilder("INSERT INTO giant.t VALUES ");
            for (int i = 0; i < 500; i++) {
                rows.append(i == 0 ? "" : ",").append("(%d,REPEAT('x',30000),%d)".formatted(i, i));
            }
            pair.source.execute(
                    "BEGIN", rows.toString(), "UPDATE giant.t SET v=v+1 WHERE id<10", "COMMIT");
            pair.source.execute("INSERT INTO giant.t VALUES (1000,'',0)");
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT COUNT(*), SUM(w-v), SUM(v%2) FROM giant.t"))
                .containsExactly("251|251|0");
    }
}
