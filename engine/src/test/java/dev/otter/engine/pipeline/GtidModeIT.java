package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code gtid_mode} between OFF and ON, and changed while a pipeline exists. */
class GtidModeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int SLOTS = 16;

    private ServerPair pair;
    private int written;

    private void start(boolean gtid) throws SQLException {
        pair = new ServerPair(ServerSpec.mysql80().withGtid(gtid), ServerSpec.mysql80());
        // Without a key nothing but the checkpoint keeps a row from being there twice.
        pair.both(
                "CREATE DATABASE gtids",
                "CREATE TABLE gtids.bare (v INT)",
                "CREATE TABLE gtids.t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO gtids.t VALUES (1,0),(2,0)");
    }

    @BeforeEach
    void nothing() {
        pair = null;
        written = 0;
    }

    @AfterEach
    void close() {
        if (pair != null) {
            pair.close();
        }
    }

    private PipelineRun run() {
        return run(PipelineOptions.defaults());
    }

    private PipelineRun run(PipelineOptions options) {
        PipelineSizes usual = PipelineSizes.usual();
        return pair.run(
                "gtids",
                options,
                pair.target.port(),
                new PipelineSizes(SLOTS, usual.giantBytes(), usual.budgetBytes(), usual.limits()));
    }

    private void write(int count) throws SQLException {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.execute("INSERT INTO gtids.bare VALUES (" + ++written + ")");
                statement.execute("UPDATE gtids.t SET v=" + written + " WHERE id=1");
            }
        }
    }

    private void mode(String... modes) throws SQLException {
        pair.source.execute("SET GLOBAL enforce_gtid_consistency=ON");
        for (String mode : modes) {
            pair.source.execute("SET GLOBAL gtid_mode=" + mode);
            write(3);
        }
    }

    @Test
    void a_second_run_goes_on_where_gtids_are_permitted_only() throws Exception {
        start(false);
        mode("OFF_PERMISSIVE", "ON_PERMISSIVE");
        pair.target.execute("INSERT INTO gtids.bare VALUES (1),(2),(3),(4),(5),(6)");
        pair.target.execute("UPDATE gtids.t SET v=6 WHERE id=1");
        try (PipelineRun run = run()) {
            for (int i = 0; i < 2 * SLOTS; i++) {
                pair.source.execute("INSERT INTO gtids.bare VALUES (" + ++written + ")");
                ServerPair.await(run);
            }
            run.abandon();
            await().atMost(PATIENCE).until(() -> run.status().state() != PipelineState.RUNNING);
        }
        try (PipelineRun run = run()) {
            write(20);
            ServerPair.await(run);
        }
        pair.requireEqual("gtids");
    }

    @Test
    void gtids_switched_on_under_a_pipeline_bring_nothing_twice() throws Exception {
        start(false);
        try (PipelineRun run = run()) {
            write(10);
            mode("OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");
            write(10);
            ServerPair.await(run);
        }
        try (PipelineRun run = run()) {
            write(10);
            ServerPair.await(run);
        }
        write(10);
        try (PipelineRun run = run()) {
            ServerPair.await(run);
        }
        pair.requireEqual("gtids");
    }

    /**
     * The checkpoint as runs without this rule have left it: positions in the mark, GTIDs in slots.
     */
    @Test
    void gtids_in_slots_beside_a_mark_without_them_are_understood() throws Exception {
        start(false);
        mode("OFF_PERMISSIVE", "ON_PERMISSIVE");
        pair.target.execute("INSERT INTO gtids.bare VALUES (1),(2),(3),(4),(5),(6)");
        pair.target.execute("UPDATE gtids.t SET v=6 WHERE id=1");
        try (PipelineRun run = run()) {
            write(10);
            ServerPair.await(run);
        }
        String server = fromSource("SELECT @@server_uuid");
        pair.target.execute(
                "UPDATE retl.retl_checkpoint SET transactions='" + server + ":1'",
                "UPDATE retl.retl_checkpoint, (SELECT low_water_mark m FROM retl.retl_checkpoint"
                        + " ORDER BY group_number DESC LIMIT 1) newest SET low_water_mark=m"
                        + " WHERE low_water_mark=''");
        appliedByHand(
                "UPDATE retl.retl_checkpoint SET transactions=CONCAT(transactions,':%d')"
                        + " WHERE slot=7");
        try (PipelineRun run = run()) {
            write(20);
            ServerPair.await(run);
            assertThat(run.status().transactionsApplied()).isEqualTo(41);
        }
        pair.requireEqual("gtids");
    }

    /** With OFF the source would not even send what it has logged with GTIDs before. */
    @Test
    void gtids_switched_off_under_a_pipeline_bring_nothing_twice() throws Exception {
        start(true);
        try (PipelineRun run = run()) {
            write(10);
            ServerPair.await(run);
        }
        appliedByHand(
                "UPDATE retl.retl_checkpoint SET transactions='"
                        + fromSource("SELECT @@server_uuid")
                        + ":%d' WHERE slot=(SELECT s FROM (SELECT slot s FROM retl.retl_checkpoint"
                        + " WHERE low_water_mark<>'' AND transactions<>'' ORDER BY group_number"
                        + " LIMIT 1) x)");
        pair.source.execute(
                "SET GLOBAL gtid_mode=ON_PERMISSIVE", "SET GLOBAL gtid_mode=OFF_PERMISSIVE");
        try (PipelineRun run = run()) {
            write(10);
            ServerPair.await(run);
        }
        pair.requireEqual("gtids");
    }

    /** That it is passed over is seen by the rows that stay. */
    @Test
    void a_statement_that_has_run_is_known_when_gtids_were_switched_off() throws Exception {
        start(true);
        PipelineOptions apply = PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));
        try (PipelineRun run = run(apply)) {
            write(3);
            ServerPair.await(run);
        }
        pair.source.execute("TRUNCATE TABLE gtids.t");
        pair.target.execute(
                "INSERT INTO retl.retl_ddl (pipeline,transaction_id,position,state,"
                        + "source_statement,statement,digest_before,note) VALUES ('test/gtids','"
                        + fromSource("SELECT @@server_uuid")
                        + ":"
                        + newest()
                        + "','','done','TRUNCATE TABLE gtids.t','','','')");
        pair.source.execute(
                "SET GLOBAL gtid_mode=ON_PERMISSIVE", "SET GLOBAL gtid_mode=OFF_PERMISSIVE");
        try (PipelineRun run = run(apply)) {
            pair.source.execute("INSERT INTO gtids.bare VALUES (-5)");
            ServerPair.await(run);
        }
        assertThat(pair.onTarget("SELECT id FROM gtids.t ORDER BY id")).containsExactly("1", "2");
    }

    /** A transaction above the mark that only a slot tells to be on the target. */
    private void appliedByHand(String slot) throws SQLException {
        pair.source.execute("UPDATE gtids.t SET v=v+1 WHERE id=2");
        pair.both("INSERT INTO gtids.bare VALUES (-1)");
        pair.target.execute(slot.formatted(newest()));
    }

    /** The number of the source's newest transaction. */
    private long newest() throws SQLException {
        String executed = fromSource("SELECT @@GLOBAL.gtid_executed").replaceAll("\\s", "");
        return Long.parseLong(executed.substring(executed.lastIndexOf('-') + 1));
    }

    private String fromSource(String query) throws SQLException {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
