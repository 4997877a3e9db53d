package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.config.mapping.TargetChoice.Otherwise;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of one table go into several by an expression, and move between them. */
@ParameterizedClass
@EnumSource(
        value = Flavor.class,
        names = {"MYSQL_8_0", "MYSQL_5_7"})
class RoutedRowsIT {
    private static final List<String> PLACES = List.of("eu", "us", "cn");

    @Parameter Flavor flavor;

    private static ServerPair pair;

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) {
        pair = new ServerPair(ServerSpec.of(flavor));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        pair.close();
    }

    private static String columns() {
        return " (id INT PRIMARY KEY, place VARCHAR(10), u INT, v VARCHAR(40), UNIQUE KEY (u))";
    }

    private static void create(String database) throws Exception {
        pair.both("CREATE DATABASE " + database);
        pair.source.execute("CREATE TABLE " + database + ".t" + columns());
        for (String place : PLACES) {
            pair.target.execute("CREATE TABLE " + database + ".t_" + place + columns());
        }
    }

    private static MappingConfig routed(String database, Otherwise otherwise) {
        return new MappingConfig(
                new TableRule.Spread(
                        TablePattern.parse(database + ".t"),
                        PLACES.stream().map(place -> new TableName(database, "t_" + place)).toList()),
                null,
                null,
                RowRules.none(),
                Optional.empty(),
                Optional.of(new TargetChoice("'t_' + row.place", otherwise)));
    }

    private static ViewRuns views() {
        return new ViewRuns(pair);
    }

    /** All rows of the target with the table in which they are. */
    private static List<String> onTarget(String database) throws Exception {
        String all =
                PLACES.stream()
                        .map(place ->
                                "SELECT '%s' AS p, id, u, v FROM %s.t_%s"
                                        .formatted(place, database, place))
                        .reduce((one, other) -> one + " UNION ALL " + other)
                        .orElseThrow();
        return views().target("SELECT * FROM (" + all + ") a ORDER BY id, p");
    }

    private static List<String> onSource(String database) throws Exception {
        return ViewRuns.rows(
                pair.source, "SELECT place, id, u, v FROM " + database + ".t ORDER BY id");
    }

    @Test
    void a_row_that_moves_is_deleted_there_and_inserted_here() throws Exception {
        create("moves");
        try (PipelineRun run = views().run("moves", routed("moves", Otherwise.REFUSE))) {
            pair.source.execute(
                    "INSERT INTO moves.t VALUES (1,'eu',1,'a'),(2,'us',2,'b'),(3,'cn',3,'c')",
                    "UPDATE moves.t SET place='us' WHERE id=1",
                    // The key and the unique value go on to another row in the same transaction.
                    "BEGIN",
                    "UPDATE moves.t SET id=9, u=NULL, place='cn' WHERE id=2",
                    "UPDATE moves.t SET id=2, u=2 WHERE id=1",
                    "INSERT INTO moves.t VALUES (1,'eu',1,'new')",
                    "COMMIT",
                    "DELETE FROM moves.t WHERE id=3");
            ServerPair.await(run);
        }
        assertThat(onTarget("moves"))
                .containsExactlyElementsOf(onSource("moves"))
                .containsExactly("eu|1|1|new", "us|2|2|a", "cn|9|null|b");
    }

    /** The process is killed again and again; at each moment a row is in one table at most. */
    @Test
    void random_moves_with_kills_end_with_each_row_in_its_table() throws Exception {
        create("randoms");
        Random random = new Random(35);
        AtomicBoolean over = new AtomicBoolean();
        Thread work =
                Thread.ofPlatform()
                        .unstarted(() -> {
                            try {
                                for (int i = 0; i < 400 && !over.get(); i++) {
                                    pair.source.execute(transaction(random));
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        try {
            for (int kill = 0; kill < 4; kill++) {
                PipelineRun run = views().run("randoms", routed("randoms", Otherwise.REFUSE));
                if (kill == 0) {
                    work.start();
                }
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !work.isAlive() || run.status().rowsApplied() > 40);
                requireOnce();
                run.abandon();
            }
            work.join();
        } finally {
            over.set(true);
            work.join();
        }
        try (PipelineRun run = views().run("randoms", routed("randoms", Otherwise.REFUSE))) {
            ServerPair.await(run);
        }
        assertThat(onTarget("randoms")).isEqualTo(onSource("randoms")).isNotEmpty();
    }

    private static String[] transaction(Random random) {
        return Stream.concat(
                        Stream.concat(
                                Stream.of("BEGIN"),
                                random.ints(3).mapToObj(_ -> statement(random))),
                        Stream.of(random.nextInt(8) == 0 ? "ROLLBACK" : "COMMIT"))
                .toArray(String[]::new);
    }

    private static String statement(Random random) {
        int id = random.nextInt(12);
        String place = PLACES.get(random.nextInt(3));
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE FROM randoms.t WHERE id=" + id;
            case 1 -> "UPDATE randoms.t SET place='" + place + "' WHERE id=" + id;
            case 2 ->
                    "UPDATE IGNORE randoms.t SET id=id+100, place='"
                            + place
                            + "' WHERE id="
                            + id;
            case 3 -> "UPDATE IGNORE randoms.t SET id=id-100 WHERE id=" + (id + 100);
            default ->
                    "REPLACE INTO randoms.t VALUES (%d,'%s',%d,'%d')"
                            .formatted(id, place, random.nextInt(12), random.nextInt());
        };
    }

    /** Both tables of a move are written in one target transaction. */
    private static void requireOnce() throws Exception {
        try (Connection connection = pair.target.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, COUNT(*) FROM (SELECT id FROM randoms.t_eu UNION ALL"
                                        + " SELECT id FROM randoms.t_us UNION ALL SELECT id FROM"
                                        + " randoms.t_cn) a GROUP BY id HAVING COUNT(*) > 1")) {
            assertThat(rows.next()).as("a row in two tables").isFalse();
        }
    }

    @Test
    void a_name_outside_of_the_list_stops_the_pipeline_with_a_code() throws Exception {
        create("outside");
        try (PipelineRun run = views().run("outside", routed("outside", Otherwise.REFUSE))) {
            pair.source.execute(
                    "INSERT INTO outside.t VALUES (1,'eu',1,'a')",
                    "INSERT INTO outside.t VALUES (2,'xx',2,'b')");
            assertThat(failure(run, ErrorCode.ROUTE_UNLISTED).getMessage()).contains("outside.t");
        }
        assertThat(onTarget("outside")).containsExactly("eu|1|1|a");
    }

    @Test
    void a_row_that_leaves_the_list_is_put_aside_and_is_no_longer_where_it_was() throws Exception {
        create("asides");
        try (PipelineRun run =
                views().with(ErrorPolicy.QUARANTINE)
                        .run("asides", routed("asides", Otherwise.REFUSE))) {
            pair.source.execute(
                    "INSERT INTO asides.t VALUES (1,'us',1,'a'),(2,'cn',2,'b')",
                    "UPDATE asides.t SET place='xx' WHERE id=1",
                    "UPDATE asides.t SET place='xx', v='c' WHERE id=2",
                    "UPDATE asides.t SET place='eu', v='back' WHERE id=2");
            ServerPair.await(run);
        }
        assertThat(onTarget("asides")).containsExactly("eu|2|2|back");
        assertThat(pair.onTarget("SELECT COUNT(*) FROM retl.retl_quarantine WHERE pipeline='view/asides'"))
                .containsExactly("2");
    }

    @Test
    void rows_outside_of_the_list_go_nowhere_where_that_is_wanted() throws Exception {
        create("skips");
        try (PipelineRun run = views().run("skips", routed("skips", Otherwise.SKIP))) {
            pair.source.execute(
                    "INSERT INTO skips.t VALUES (1,'us',1,'a'),(2,NULL,2,'b'),(3,'xx',3,'c')",
                    "UPDATE skips.t SET place=NULL WHERE id=1",
                    "UPDATE skips.t SET place='cn' WHERE id=3");
            ServerPair.await(run);
        }
        assertThat(onTarget("skips")).containsExactly("cn|3|3|c");
    }

    @Test
    void a_source_that_leaves_columns_out_is_refused_and_so_are_rows_of_such_a_session()
            throws Exception {
        create("partial");
        pair.source.execute("SET GLOBAL binlog_row_image='MINIMAL'");
        try (PipelineRun run = views().run("partial", routed("partial", Otherwise.REFUSE))) {
            failure(run, ErrorCode.VIEW_IMAGE_INCOMPLETE);
        } finally {
            pair.source.execute("SET GLOBAL binlog_row_image='FULL'");
        }
        try (PipelineRun run = views().run("partial", routed("partial", Otherwise.SKIP))) {
            pair.source.execute(
                    "INSERT INTO partial.t VALUES (1,'us',1,'a')",
                    "SET SESSION binlog_row_image='MINIMAL'",
                    "UPDATE partial.t SET place='eu' WHERE id=1");
            failure(run, ErrorCode.VIEW_VALUE_MISSING);
        }
        assertThat(onTarget("partial")).containsExactly("us|1|1|a");
    }

    @Test
    void a_listed_table_that_the_target_lacks_is_noticed_at_the_start() throws Exception {
        create("lacks");
        pair.target.execute("DROP TABLE lacks.t_cn");
        try (PipelineRun run = views().run("lacks", routed("lacks", Otherwise.SKIP))) {
            assertThat(failure(run, ErrorCode.TABLE_MISSING).getMessage()).contains("t_cn");
        }
    }
}
