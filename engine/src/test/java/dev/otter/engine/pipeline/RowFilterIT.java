package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.exclude;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static dev.otter.engine.pipeline.ViewRuns.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Only some rows: those that come into the view, leave it and stay in it. */
@ParameterizedClass
@EnumSource(
        value = Flavor.class,
        names = {"MYSQL_8_0", "MYSQL_5_7"})
class RowFilterIT {
    @Parameter Flavor flavor;

    private static ServerPair pair;
    private static ViewRuns views;

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) {
        pair = new ServerPair(ServerSpec.of(flavor));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        pair.close();
    }

    private static void create(String database) throws Exception {
        views = new ViewRuns(pair);
        pair.both(
                "CREATE DATABASE " + database,
                "CREATE TABLE "
                        + database
                        + ".t (id INT PRIMARY KEY, country CHAR(2), amount DECIMAL(10,2),"
                        + " u INT UNIQUE)");
    }

    @Test
    void updates_become_inserts_and_deletes_at_the_border() throws Exception {
        create("border");
        try (PipelineRun run =
                views.run(
                        "border",
                        where(entry("border.t"), "row.country == 'CN' && row.amount > 100"))) {
            pair.source.execute(
                    "INSERT INTO border.t VALUES (1,'CN',150,1),(2,'CN',50,2),(3,'US',500,3),"
                            + "(4,'CN',NULL,4),(5,NULL,200,5),(6,'CN',100.01,6)",
                    "UPDATE border.t SET amount=200 WHERE id=1",
                    "UPDATE border.t SET amount=101 WHERE id=2",
                    "UPDATE border.t SET country='US' WHERE id=6",
                    "UPDATE border.t SET amount=1 WHERE id=3",
                    "UPDATE border.t SET id=7, amount=120 WHERE id=4",
                    "DELETE FROM border.t WHERE id=5");
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT id, amount FROM border.t ORDER BY id"))
                .containsExactly("1|200.00", "2|101.00", "7|120.00");
    }

    @Test
    void a_unique_value_goes_from_a_row_that_leaves_to_one_that_enters() throws Exception {
        create("swaps");
        try (PipelineRun run = views.run("swaps", where(entry("swaps.t"), "row.country == 'CN'"))) {
            pair.source.execute("INSERT INTO swaps.t VALUES (1,'CN',1,10),(2,'US',1,20)");
            for (int i = 0; i < 30; i++) {
                pair.source.execute(
                        "BEGIN",
                        "UPDATE swaps.t SET country='US', u=0 WHERE id=1",
                        "UPDATE swaps.t SET country='CN', u=10 WHERE id=2",
                        "UPDATE swaps.t SET u=20 WHERE id=1",
                        "COMMIT",
                        "UPDATE swaps.t SET country='US', u=0 WHERE id=2",
                        "UPDATE swaps.t SET country='CN', u=10 WHERE id=1",
                        "UPDATE swaps.t SET u=20 WHERE id=2");
            }
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT id, u FROM swaps.t")).containsExactly("1|10");
    }

    @Test
    void random_work_leaves_what_the_filter_selects() throws Exception {
        create("random");
        Random random = new Random(20);
        try (PipelineRun run =
                views.run(
                        "random",
                        where(entry("random.t"), "row.country == 'CN' || row.amount >= 50"))) {
            for (int transaction = 0; transaction < 120; transaction++) {
                String[] statements = new String[6];
                statements[0] = "BEGIN";
                for (int i = 1; i < 5; i++) {
                    statements[i] = statement(random);
                }
                statements[5] = random.nextInt(10) == 0 ? "ROLLBACK" : "COMMIT";
                pair.source.execute(statements);
            }
            ServerPair.await(run);
        }
        ViewRuns back = views;
        String wanted = "SELECT id, country, amount, u FROM random.t %s ORDER BY id";
        assertThat(back.target(wanted.formatted("")))
                .isNotEmpty()
                .isEqualTo(
                        ViewRuns.rows(
                                pair.source, wanted.formatted("WHERE country='CN' OR amount>=50")));
    }

    private static String statement(Random random) {
        int id = random.nextInt(40);
        String country = new String[] {"'CN'", "'US'", "NULL"}[random.nextInt(3)];
        String amount = random.nextInt(5) == 0 ? "NULL" : Integer.toString(random.nextInt(100));
        return switch (random.nextInt(4)) {
            case 0 -> "DELETE FROM random.t WHERE id=" + id;
            case 1 ->
                    "UPDATE random.t SET country=%s, amount=%s WHERE id BETWEEN %d AND %d"
                            .formatted(country, amount, id, id + 3);
            case 2 ->
                    "UPDATE IGNORE random.t SET id=%d WHERE id=%d"
                            .formatted(random.nextInt(40), id);
            default ->
                    "INSERT INTO random.t VALUES (%d,%s,%s,NULL) ON DUPLICATE KEY UPDATE amount=%s"
                            .formatted(id, country, amount, amount);
        };
    }

    @Test
    void the_mark_moves_on_over_transactions_without_rows_and_a_restart_goes_on() throws Exception {
        create("emptied");
        try (PipelineRun run = views.run("emptied", where(entry("emptied.t"), "row.id > 100"))) {
            for (int i = 0; i < 20; i++) {
                pair.source.execute("INSERT INTO emptied.t VALUES (" + i + ",'CN',1,NULL)");
            }
            ServerPair.await(run);
            assertThat(run.status().transactionsApplied()).isZero();
            pair.source.execute("INSERT INTO emptied.t VALUES (101,'CN',1,NULL)");
            ServerPair.await(run);
            assertThat(run.status().transactionsApplied()).isEqualTo(1);
        }
        pair.source.execute(
                "INSERT INTO emptied.t VALUES (50,'CN',1,NULL)",
                "UPDATE emptied.t SET id=102 WHERE id=50",
                "TRUNCATE TABLE emptied.t",
                "INSERT INTO emptied.t VALUES (103,'CN',1,NULL),(1,'CN',1,NULL)");
        try (PipelineRun run = views.run("emptied", where(entry("emptied.t"), "row.id > 100"))) {
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT id FROM emptied.t ORDER BY id")).containsExactly("103");
    }

    @Test
    void a_session_that_logs_half_rows_is_never_guessed_at() throws Exception {
        create("halves");
        try (PipelineRun run =
                views.with(ErrorPolicy.QUARANTINE)
                        .run("halves", where(entry("halves.t"), "row.country == 'CN'"))) {
            pair.source.execute("INSERT INTO halves.t VALUES (1,'CN',1,1),(2,'US',1,2)");
            pair.source.execute(
                    "SET SESSION binlog_row_image=MINIMAL",
                    "UPDATE halves.t SET amount=2 WHERE id=1",
                    "UPDATE halves.t SET country='CN' WHERE id=2",
                    "DELETE FROM halves.t WHERE id=1");
            pair.source.execute("INSERT INTO halves.t VALUES (3,'CN',1,3)");
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(3);
        }
        assertThat(views.target("SELECT id, amount FROM halves.t ORDER BY id"))
                .containsExactly("1|1.00", "3|1.00");
        assertThat(
                        views.target(
                                "SELECT DISTINCT error_code FROM retl.retl_quarantine"
                                        + " WHERE pipeline='view/halves'"))
                .containsExactly("OTR-3507");
    }

    @Test
    void a_source_that_logs_half_rows_is_refused_at_the_start() throws Exception {
        create("minimal");
        pair.source.execute("SET GLOBAL binlog_row_image=MINIMAL");
        try {
            OtterException refusal =
                    org.assertj.core.api.Assertions.catchThrowableOfType(
                            OtterException.class,
                            () ->
                                    views.run("minimal", where(entry("minimal.t"), "row.u > 1"))
                                            .close());
            assertThat(refusal.code()).isEqualTo(ErrorCode.VIEW_IMAGE_INCOMPLETE);
            assertThat(refusal).hasMessageContaining("MINIMAL").hasMessageContaining("minimal.t");
            // A view of columns alone asks for no more than the log has.
            pair.target.execute("ALTER TABLE minimal.t DROP COLUMN country");
            try (PipelineRun run = views.run("minimal", exclude(entry("minimal.t"), "country"))) {
                pair.source.execute(
                        "INSERT INTO minimal.t VALUES (1,'CN',1,1),(2,'CN',1,2)",
                        "UPDATE minimal.t SET country='US'",
                        "UPDATE minimal.t SET amount=5, country='DE' WHERE id=1",
                        "DELETE FROM minimal.t WHERE id=2");
                ServerPair.await(run);
            }
        } finally {
            pair.source.execute("SET GLOBAL binlog_row_image=FULL");
        }
        assertThat(views.target("SELECT id, amount FROM minimal.t")).containsExactly("1|5.00");
    }

    @Test
    void a_row_that_cannot_be_judged_stops_the_pipeline_and_tells_no_values() throws Exception {
        create("judged");
        try (PipelineRun run =
                views.run("judged", where(entry("judged.t"), "100 / (row.u - 7) > 0"))) {
            pair.source.execute("INSERT INTO judged.t VALUES (1,'CN',77.5,8)");
            ServerPair.await(run);
            pair.source.execute("INSERT INTO judged.t VALUES (2,'XQ',88.5,7)");
            OtterException failure = failure(run, ErrorCode.EXPRESSION_FAILED);
            assertThat(failure)
                    .hasMessageContaining("judged.t")
                    .hasMessageContaining("id=2")
                    .hasMessageContaining("100 / (row.u - 7) > 0")
                    .hasMessageContaining("DIVIDE_BY_ZERO")
                    .hasMessageNotContaining("XQ")
                    .hasMessageNotContaining("88.5");
        }
        assertThat(views.target("SELECT id FROM judged.t")).containsExactly("1");
    }

    @Test
    void a_held_table_waits_and_the_others_go_on() throws Exception {
        create("held");
        pair.both("CREATE TABLE held.other (id INT PRIMARY KEY)");
        try (PipelineRun run =
                views.with(ErrorPolicy.HOLD_TABLE)
                        .run(
                                "held",
                                where(entry("held.t"), "100 / (row.u - 7) > 0"),
                                entry("held.other"))) {
            pair.source.execute(
                    "BEGIN",
                    "INSERT INTO held.t VALUES (1,'CN',1,8)",
                    "INSERT INTO held.t VALUES (2,'CN',1,7)",
                    "INSERT INTO held.other VALUES (1)",
                    "COMMIT",
                    "INSERT INTO held.t VALUES (3,'CN',1,9)",
                    "INSERT INTO held.other VALUES (2)");
            ServerPair.await(run);
            assertThat(run.status().heldTables())
                    .singleElement()
                    .asString()
                    .contains("held.t", "OTR-3504");
        }
        assertThat(views.target("SELECT id FROM held.other ORDER BY id")).containsExactly("1", "2");
    }
}
