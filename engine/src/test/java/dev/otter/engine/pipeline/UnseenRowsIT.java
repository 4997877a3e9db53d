package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements behind which a table has the columns of before and other rows. */
class UnseenRowsIT {
    private static ServerPair pair;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    /** One table of the database is in scope. */
    private static TableRoute only(String database) {
        TableName table = new TableName(database, "t");
        return name -> name.equals(table) ? Optional.of(table) : Optional.empty();
    }

    private static void create(String database) throws Exception {
        pair.both("CREATE DATABASE " + database);
        for (String table : new String[] {"t", "fresh", "_t_gho"}) {
            pair.source.execute(
                    "CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(database, table));
        }
        pair.target.execute("CREATE TABLE " + database + ".t (id INT PRIMARY KEY)");
        pair.both("INSERT INTO " + database + ".t VALUES (1),(2)");
        pair.source.execute(
                "INSERT INTO %s.fresh VALUES (3)".formatted(database),
                "INSERT INTO %s._t_gho VALUES (1),(2)".formatted(database));
    }

    private static void stops(PipelineRun run) {
        await().atMost(Duration.ofSeconds(30)).until(() -> run.status().failure().isPresent());
        assertThat(run.status().failure().orElseThrow().code()).isEqualTo(ErrorCode.SCHEMA_CHANGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swapped | RENAME TABLE t TO t_old, fresh TO t",
                "moved | DROP TABLE t; ALTER TABLE fresh RENAME TO swapped_in; RENAME TABLE"
                        + " swapped_in TO moved.t",
                "exchanged | CREATE TABLE p (id INT PRIMARY KEY) PARTITION BY RANGE (id)"
                        + " (PARTITION a VALUES LESS THAN MAXVALUE); ALTER TABLE p EXCHANGE"
                        + " PARTITION a WITH TABLE t",
                "remade | DROP TABLE IF EXISTS t; CREATE TABLE t (id INT PRIMARY KEY)"
            })
    void stop_the_pipeline(String database, String statements) throws Exception {
        create(database);
        try (PipelineRun run = pair.run(database, PipelineOptions.defaults(), only(database))) {
            pair.source.execute(("USE " + database + ";" + statements).split(";\\s*"));
            stops(run);
            assertThat(pair.onTarget("SELECT id FROM " + database + ".t ORDER BY id"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void a_table_that_was_made_anew_goes_on_once_the_target_s_is_empty() throws Exception {
        create("emptied");
        try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults(), only("emptied"))) {
            pair.source.execute(
                    "DROP TABLE emptied.t",
                    "CREATE TABLE emptied.t (id INT PRIMARY KEY)",
                    "INSERT INTO emptied.t VALUES (2),(3)");
            stops(run);
        }
        pair.target.execute("DELETE FROM emptied.t");
        try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults(), only("emptied"))) {
            ServerPair.await(run);
        }
        assertThat(pair.onTarget("SELECT id FROM emptied.t ORDER BY id")).containsExactly("2", "3");
    }

    /** It has the same rows, which the tool has brought there. */
    @Test
    void the_copy_of_an_online_tool_may_take_its_table_s_name() throws Exception {
        create("online");
        try (PipelineRun run = pair.run("online", PipelineOptions.defaults(), only("online"))) {
            pair.source.execute(
                    "rename /* gh-ost */ table `online`.`t` to `online`.`_t_del`,"
                            + " `online`.`_t_gho` to `online`.`t`",
                    "INSERT INTO online.t VALUES (9)");
            ServerPair.await(run);
        }
        assertThat(pair.onTarget("SELECT id FROM online.t ORDER BY id"))
                .containsExactly("1", "2", "9");
    }
}
