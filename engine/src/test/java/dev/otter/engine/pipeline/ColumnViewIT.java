package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.columns;
import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.exclude;
import static dev.otter.engine.pipeline.ViewRuns.rename;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Fewer columns and other names, with everything that keys can go through. */
@ParameterizedClass
@EnumSource(
        value = Flavor.class,
        names = {"MYSQL_8_0", "MYSQL_5_7"})
class ColumnViewIT {
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
    void an_excluded_column_is_left_to_the_target() throws Exception {
        pair.both("CREATE DATABASE excluded");
        pair.source.execute(
                "CREATE TABLE excluded.t (id INT PRIMARY KEY, secret TEXT, v INT UNIQUE)");
        pair.target.execute(
                "CREATE TABLE excluded.t (id INT PRIMARY KEY, v INT UNIQUE, own INT DEFAULT 9)");
        try (PipelineRun run = views.run("excluded", exclude(entry("excluded.t"), "SECRET"))) {
            pair.source.execute(
                    "INSERT INTO excluded.t VALUES (1,'a',10),(2,'b',20),(3,'c',30)",
                    "UPDATE excluded.t SET secret='x'",
                    "UPDATE excluded.t SET v=11, secret='y' WHERE id=1",
                    "UPDATE excluded.t SET id=4 WHERE id=2",
                    "DELETE FROM excluded.t WHERE id=3");
            ServerPair.await(run);
            assertThat(run.status().kinds().updates()).isEqualTo(2);
        }
        assertThat(views.target("SELECT id, v, own FROM excluded.t ORDER BY id"))
                .containsExactly("1|11|9", "4|20|9");
    }

    @Test
    void keys_of_renamed_columns_are_found() throws Exception {
        pair.both("CREATE DATABASE renamed");
        pair.source.execute(
                "CREATE TABLE renamed.t (id INT, site VARCHAR(9), code INT, note TEXT,"
                        + " PRIMARY KEY (id, site), UNIQUE (code))");
        pair.target.execute(
                "CREATE TABLE renamed.u (note TEXT, number BIGINT, c INT, place VARCHAR(20),"
                        + " PRIMARY KEY (number, place), UNIQUE (c))");
        MappingConfig entry =
                rename(
                        entry("renamed.t -> renamed.u"),
                        "id",
                        "number",
                        "site",
                        "place",
                        "code",
                        "c");
        try (PipelineRun run = views.run("renamed", entry)) {
            pair.source.execute(
                    "INSERT INTO renamed.t VALUES (1,'a',10,'x'),(1,'b',20,'y'),(2,'a',30,'z')",
                    "UPDATE renamed.t SET note='q' WHERE id=1",
                    "UPDATE renamed.t SET id=3, site='c' WHERE id=2");
            // A swap of unique values through a third one, in one transaction.
            pair.source.execute(
                    "BEGIN",
                    "UPDATE renamed.t SET code=0 WHERE code=10",
                    "UPDATE renamed.t SET code=10 WHERE code=20",
                    "UPDATE renamed.t SET code=20 WHERE code=0",
                    "COMMIT");
            // The key of a deleted row comes back under another row, in transactions of their own.
            for (int i = 0; i < 50; i++) {
                pair.source.execute(
                        "DELETE FROM renamed.t WHERE id=3",
                        "INSERT INTO renamed.t VALUES (4,'d',30,'n')",
                        "DELETE FROM renamed.t WHERE id=4",
                        "INSERT INTO renamed.t VALUES (3,'c',30,'" + i + "')");
            }
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT number, place, c, note FROM renamed.u ORDER BY 1,2"))
                .containsExactly("1|a|20|q", "1|b|10|q", "3|c|30|49");
    }

    @Test
    void foreign_keys_between_renamed_columns_keep_their_order() throws Exception {
        pair.both("CREATE DATABASE family");
        pair.source.execute(
                "CREATE TABLE family.p (id INT PRIMARY KEY, n INT)",
                "CREATE TABLE family.c (id INT PRIMARY KEY, pid INT, n INT,"
                        + " FOREIGN KEY (pid) REFERENCES family.p (id))");
        pair.target.execute(
                "CREATE TABLE family.p (key_of_p INT PRIMARY KEY, n INT)",
                "CREATE TABLE family.c (id INT PRIMARY KEY, parent INT, n INT,"
                        + " FOREIGN KEY (parent) REFERENCES family.p (key_of_p))");
        try (PipelineRun run =
                views.run(
                        "family",
                        rename(entry("family.p"), "id", "key_of_p"),
                        rename(entry("family.c"), "pid", "parent"))) {
            for (int i = 1; i <= 100; i++) {
                pair.source.execute(
                        "INSERT INTO family.p VALUES (" + i + ",0)",
                        "INSERT INTO family.c VALUES (" + i + "," + i + ",0)",
                        i % 3 == 0
                                ? "UPDATE family.c SET pid=" + (i - 1) + " WHERE id=" + i
                                : "UPDATE family.c SET n=1 WHERE id=" + i,
                        i % 3 == 0
                                ? "DELETE FROM family.p WHERE id=" + i
                                : "UPDATE family.p SET n=1 WHERE id=" + i);
            }
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT COUNT(*), SUM(n) FROM family.p")).containsExactly("67|67");
        assertThat(views.target("SELECT COUNT(*), SUM(parent) FROM family.c"))
                .containsExactly("100|" + (5050 - 33));
    }

    @Test
    void included_columns_of_all_kinds_pass_as_they_are() throws Exception {
        pair.both("CREATE DATABASE included");
        pair.source.execute(
                "CREATE TABLE included.t (a BLOB, id INT PRIMARY KEY, b VARCHAR(20) CHARACTER SET"
                        + " gbk, c DECIMAL(20,5), d DATETIME(3), e ENUM('x','y'), f JSON, g BIT(9),"
                        + " unsent TEXT)");
        pair.target.execute(
                "CREATE TABLE included.t (id INT PRIMARY KEY, aa BLOB, b VARCHAR(20) CHARACTER SET"
                        + " utf8mb4, c DECIMAL(20,5), d DATETIME(3), e ENUM('x','y'), f JSON,"
                        + " g BIT(9))");
        ColumnView view =
                new ColumnView.Include(
                        List.of(
                                ColumnMapping.same("id"),
                                new ColumnMapping("a", "aa"),
                                ColumnMapping.same("b"),
                                ColumnMapping.same("c"),
                                ColumnMapping.same("d"),
                                ColumnMapping.same("e"),
                                ColumnMapping.same("f"),
                                ColumnMapping.same("g")));
        try (PipelineRun run = views.run("included", columns(entry("included.t"), view))) {
            pair.source.execute(
                    "SET NAMES utf8mb4",
                    "INSERT INTO included.t VALUES (0x00FF27, 1, '中文', -1.5,"
                            + " '2026-11-26 01:02:03.456', 'y', '{\"k\": [1, null]}', b'101010101',"
                            + " 'no'), (NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
                    "UPDATE included.t SET b='O''Hara; --', unsent=NULL WHERE id=2");
            ServerPair.await(run);
        }
        assertThat(
                        views.target(
                                "SELECT id, HEX(aa), b, c, d, e, f->'$.k', g+0 FROM included.t"
                                        + " ORDER BY id"))
                .containsExactly(
                        "1|00FF27|中文|-1.50000|2026-11-26 01:02:03.456|y|[1, null]|341",
                        "2|null|O'Hara; --|null|null|null|null|null");
    }

    @Test
    void a_group_is_written_together() throws Exception {
        pair.both(
                "CREATE DATABASE grouped",
                "CREATE TABLE grouped.t (id INT PRIMARY KEY, price INT, currency CHAR(3), n INT)");
        MappingConfig entry =
                new MappingConfig(
                        entry("grouped.t").rule(),
                        new ColumnView.All(),
                        List.of(new ColumnGroup(List.of("price", "currency"))));
        try (PipelineRun run = views.run("grouped", entry)) {
            pair.source.execute("INSERT INTO grouped.t VALUES (1,10,'CNY',0),(2,10,'CNY',0)");
            ServerPair.await(run);
            pair.target.execute("UPDATE grouped.t SET currency='EUR'");
            pair.source.execute("UPDATE grouped.t SET price=11 WHERE id=1");
            ServerPair.await(run);
            pair.source.execute("UPDATE grouped.t SET n=1 WHERE id=2");
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT * FROM grouped.t ORDER BY id"))
                .containsExactly("1|11|CNY|0", "2|10|EUR|1");
    }
}
