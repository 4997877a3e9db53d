package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A source dies and its standby takes over; the verdict is the target compared with the standby.
 */
class StandbyIT {
    private static MysqlServer target;

    @BeforeAll
    static void start() {
        target = MysqlServer.start(ServerSpec.mysql80().withServerId(2));
    }

    @AfterAll
    static void close() {
        target.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL_8_0,true",
        "MYSQL_8_0,false",
        "MYSQL_5_7,true",
        "MYSQL_5_7,false",
        "MARIADB,false"
    })
    void a_source_killed_under_load_is_left_for_its_standby(Flavor flavor, boolean gtid)
            throws Exception {
        Availability there = MysqlServer.available(flavor);
        assumeTrue(there.ready(), there::reason);
        try (Standbys all = new Standbys(ServerSpec.of(flavor).withGtid(gtid), target);
                PipelineRun run = all.run();
                ChangingWriter writer = new ChangingWriter(all.source, 4)) {
            await().atMost(Standbys.PATIENCE).until(() -> run.status().rowsApplied() > 2_000);
            all.cutOff();
            all.awaitStandby();
            all.source.kill();
            all.promote();
            long before = writer.written();
            writer.moveTo(all.standby);
            await().atMost(Standbys.PATIENCE).until(() -> writer.written() > before + 1_000);
            Standbys.awaitStandbyInUse(run);
            writer.end();

            Standbys.awaitEnd(run);
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
            all.requireTargetEqualsStandby();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_source_that_hangs_is_as_dead_as_one_that_is_gone(boolean gtid) throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80().withGtid(gtid), target);
                PipelineRun run = all.run()) {
            try (ChangingWriter writer = new ChangingWriter(all.source, 2)) {
                await().atMost(Standbys.PATIENCE).until(() -> run.status().rowsApplied() > 500);
                writer.end();
            }
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.signal("STOP", all.source);

            Standbys.awaitStandbyInUse(run);
            all.promote();
            all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");
            Standbys.awaitEnd(run);
            all.requireTargetEqualsStandby();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_standby_that_lacks_applied_transactions_is_waited_for(boolean gtid) throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80().withGtid(gtid), target);
                PipelineRun run = all.run()) {
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('both have it')");
            all.awaitStandby();
            all.standby.execute("STOP SLAVE SQL_THREAD");
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('only applied here')");
            Standbys.awaitEnd(run);
            all.awaitReceived();
            all.source.kill();

            await().atMost(Standbys.PATIENCE)
                    .until(() ->
                            run.status().state() == PipelineState.WAITING
                                    && run.status().reason().contains("OTR-2102"));
            assertThat(run.status().reason()).contains("OTR-2105", all.standbyAddress());

            all.standby.execute("START SLAVE SQL_THREAD");
            Standbys.awaitStandbyInUse(run);
            all.promote();
            all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");
            Standbys.awaitEnd(run);
            all.requireTargetEqualsStandby();
        }
    }

    @Test
    void a_place_that_cannot_be_told_with_certainty_stops_and_can_be_given_by_hand()
            throws Exception {
        try (Standbys all = new Standbys(ServerSpec.of(Flavor.MYSQL_5_7).withGtid(false), target)) {
            String[] alike = new String[21];
            alike[0] = "SET timestamp=1700000000";
            for (int i = 1; i < alike.length; i++) {
                alike[i] = "INSERT INTO shop.bare VALUES (7)";
            }
            try (PipelineRun run = all.run()) {
                all.source.execute(alike);
                Standbys.awaitEnd(run);
                all.awaitStandby();
                all.source.kill();
                await().atMost(Standbys.PATIENCE)
                        .until(() -> run.status().state() == PipelineState.FAILED);
                OtterException failure = run.status().failure().orElseThrow();
                assertThat(failure.code()).isEqualTo(ErrorCode.STANDBY_POINT_UNCERTAIN);
                assertThat(failure.getMessage()).contains("--standby-position", "13 times");
            }
            all.promote();
            String position =
                    Standbys.column(all.standby, "SHOW MASTER STATUS", "File")
                            + ":"
                            + Standbys.column(all.standby, "SHOW MASTER STATUS", "Position");
            all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");

            SourceChoice byHand =
                    new SourceChoice(
                            all.standbyAddress(), Optional.of(LogPosition.parse(position)));
            try (PipelineRun run =
                    PipelineRunner.start(
                            "test",
                            all.pipeline(),
                            PipelineSizes.usual(),
                            InstantSource.system(),
                            Optional.of(byHand))) {
                Standbys.awaitEnd(run);
            }
            all.requireTargetEqualsStandby();
        }
    }

    /** What is known of shapes is told in positions of the server that stays in use. */
    @Test
    void a_switch_that_is_refused_changes_nothing() throws Exception {
        ServerSpec spec = ServerSpec.of(Flavor.MYSQL_5_7).withGtid(false);
        try (Standbys all = new Standbys(spec, target);
                PipelineRun run = all.run()) {
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('both have it')");
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.standby.execute("STOP SLAVE SQL_THREAD");
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('only applied here')");
            Standbys.awaitEnd(run);
            String before = kept();

            run.switchSource(all.standbyAddress());
            await().atMost(Standbys.PATIENCE)
                    .until(() ->
                            run.status().reason().contains("OTR-2102")
                                    || run.status().notices().stream()
                                            .anyMatch(it -> it.contains("OTR-2102")));
            assertThat(kept()).isEqualTo(before);
        }
    }

    /** MySQL 5.7 tells no more of the time than its second, so both have one fingerprint. */
    @Test
    void a_statement_twice_in_a_second_runs_twice() throws Exception {
        ServerSpec spec = ServerSpec.of(Flavor.MYSQL_5_7).withGtid(false);
        PipelineOptions apply = PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));
        try (Standbys all = new Standbys(spec, target);
                PipelineRun run = all.run(apply)) {
            all.source.execute(
                    "SET timestamp=1700000000",
                    "TRUNCATE TABLE shop.account",
                    "INSERT INTO shop.account VALUES (101,1)",
                    "TRUNCATE TABLE shop.account",
                    "INSERT INTO shop.account VALUES (102,1)");
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.requireTargetEqualsStandby();
        }
    }

    @Test
    void a_statement_that_waits_is_known_again_in_the_log_of_the_standby() throws Exception {
        ServerSpec spec = ServerSpec.of(Flavor.MYSQL_5_7).withGtid(false);
        PipelineOptions ask = PipelineOptions.defaults().with(DdlRules.all(DdlAction.ASK));
        try (Standbys all = new Standbys(spec, target);
                PipelineRun run = all.run(ask)) {
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('known')");
            Standbys.awaitEnd(run);
            all.source.execute("TRUNCATE TABLE shop.account");
            await().atMost(Standbys.PATIENCE)
                    .until(() -> run.status().reason().contains(ErrorCode.DDL_ASKS.text()));
            String there = journal("transaction_id");
            all.awaitStandby();

            run.switchSource(all.standbyAddress());
            await().atMost(Standbys.PATIENCE).until(() -> !journal("transaction_id").equals(there));
            await().atMost(Standbys.PATIENCE)
                    .until(() ->
                            journal("transaction_id").startsWith("@")
                                    && run.status().reason().contains(ErrorCode.DDL_ASKS.text()));
            assertThat(journal("COUNT(*)")).isEqualTo("1");
            target.execute("UPDATE retl.retl_ddl SET state='approved'");
            Standbys.awaitEnd(run);
            all.requireTargetEqualsStandby();
        }
    }

    private static String journal(String what) throws SQLException {
        return Standbys.first(target, "SELECT " + what + " FROM retl.retl_ddl");
    }

    private static String kept() throws SQLException {
        return Standbys.first(
                target,
                "SELECT GROUP_CONCAT(table_name,' ',version,' ',transaction_id,' ',valid_until"
                        + " ORDER BY table_name, version SEPARATOR '; ') FROM retl.retl_schema");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void an_operator_switches_and_a_restart_stays_there(boolean gtid) throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80().withGtid(gtid), target)) {
            try (PipelineRun run = all.run();
                    ChangingWriter writer = new ChangingWriter(all.source, 2)) {
                await().atMost(Standbys.PATIENCE).until(() -> run.status().rowsApplied() > 500);
                assertThatThrownBy(() -> run.switchSource("10.0.0.1:3306"))
                        .hasMessageContaining("is not a server of this endpoint");

                run.switchSource(all.standbyAddress());
                Standbys.awaitStandbyInUse(run);
                writer.end();
            }
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('by way of the standby')");
            try (PipelineRun run = all.run()) {
                assertThat(run.status().notices()).anyMatch(it -> it.contains("from standby"));
                all.awaitStandby();
                Standbys.awaitEnd(run);
            }
            all.requireTargetEqualsStandby();
        }
    }

    @Test
    void a_run_that_begins_while_the_source_is_dead_goes_to_the_standby() throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80().withGtid(false), target)) {
            try (PipelineRun run = all.run();
                    ChangingWriter writer = new ChangingWriter(all.source, 4)) {
                await().atMost(Standbys.PATIENCE).until(() -> run.status().rowsApplied() > 500);
                run.abandon();
                writer.end();
            }
            all.awaitStandby();
            all.source.kill();
            all.promote();
            all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");
            try (PipelineRun run = all.run()) {
                Standbys.awaitStandbyInUse(run);
                Standbys.awaitEnd(run);
            }
            all.requireTargetEqualsStandby();
        }
    }

    /** One transaction waits for a lock on the target while later ones become durable. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void what_was_applied_out_of_order_before_a_crash_is_not_applied_again(boolean gtid)
            throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80().withGtid(gtid), target)) {
            try (Connection blocker = all.target.connect();
                    Statement lock = blocker.createStatement();
                    PipelineRun run = all.run()) {
                all.source.execute("INSERT INTO shop.entry (text) VALUES ('the tail')");
                Standbys.awaitEnd(run);
                blocker.setAutoCommit(false);
                lock.execute("SELECT * FROM shop.account WHERE id=1 FOR UPDATE");
                all.source.execute("UPDATE shop.account SET v=v+1 WHERE id=1");
                await().atMost(Standbys.PATIENCE).until(() -> waitsForLock(all));
                all.source.execute(
                        "INSERT INTO shop.bare VALUES (7)",
                        "INSERT INTO shop.bare VALUES (7)",
                        "INSERT INTO shop.bare VALUES (8)");
                await().atMost(Standbys.PATIENCE)
                        .until(() ->
                                Standbys.first(all.target, "SELECT COUNT(*) FROM shop.bare")
                                        .equals("3"));
                run.abandon();
            }
            assertThat(Standbys.first(all.target, "SELECT v FROM shop.account WHERE id=1"))
                    .as("the first one was broken off")
                    .isEqualTo("0");
            all.awaitStandby();
            all.source.kill();
            all.promote();
            all.standby.execute("INSERT INTO shop.bare VALUES (9)");
            try (PipelineRun run = all.run()) {
                Standbys.awaitStandbyInUse(run);
                Standbys.awaitEnd(run);
            }
            all.requireTargetEqualsStandby();
        }
    }

    /** Whether one transaction on the target waits for a lock. */
    static boolean waitsForLock(Standbys all) throws SQLException {
        return Standbys.first(
                        all.target,
                        "SELECT COUNT(*) FROM information_schema.innodb_trx"
                                + " WHERE trx_state='LOCK WAIT'")
                .equals("1");
    }

    @Test
    void of_two_standbys_the_one_that_is_further_is_taken() throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80(), target);
                MysqlServer further = MysqlServer.start(ServerSpec.mysql80().withServerId(4))) {
            further.execute("RESET MASTER");
            all.replicateTo(further);
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('before the start')");
            all.target.execute("INSERT INTO shop.entry (text) VALUES ('before the start')");
            try (PipelineRun run = all.run(all.standby.port(), further.port())) {
                all.source.execute("INSERT INTO shop.entry (text) VALUES ('all have it')");
                Standbys.awaitEnd(run);
            }
            all.awaitStandby();
            all.standby.execute("STOP SLAVE");
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('one has it')");
            await().atMost(Standbys.PATIENCE)
                    .until(() ->
                            Standbys.first(further, "SELECT COUNT(*) FROM shop.entry").equals("3"));
            all.source.kill();
            try (PipelineRun run = all.run(all.standby.port(), further.port())) {
                Standbys.awaitStandbyInUse(run);
                assertThat(run.status().notices())
                        .anyMatch(it -> it.contains("standby 127.0.0.1:" + further.port()));
                Standbys.awaitEnd(run);
            }
            assertThat(Standbys.first(all.target, "SELECT COUNT(*) FROM shop.entry"))
                    .isEqualTo("3");
        }
    }

    /** Its GTIDs are complete, its log is not. */
    @Test
    void a_standby_that_leaves_tables_out_is_not_taken() throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80(), target);
                PipelineRun run = all.run()) {
            all.standby.execute(
                    "STOP SLAVE SQL_THREAD",
                    "CHANGE REPLICATION FILTER REPLICATE_IGNORE_TABLE=(shop.bare,mysql.backup)",
                    "START SLAVE SQL_THREAD");
            all.source.execute("INSERT INTO shop.bare VALUES (1)");
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.source.kill();

            awaitFilterTold(run);
            all.promote();
            awaitFilterTold(run);
        }
    }

    private static void awaitFilterTold(PipelineRun run) {
        await().during(Duration.ofSeconds(3))
                .atMost(Standbys.PATIENCE)
                .until(() ->
                        run.status().state() == PipelineState.WAITING
                                && run.status().reason().contains("OTR-2104")
                                && run.status()
                                        .reason()
                                        .contains("replicate_ignore_table shop.bare"));
    }

    @Test
    void filters_that_leave_out_nothing_in_scope_do_not_matter() throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80(), target);
                PipelineRun run = all.run()) {
            all.standby.execute(
                    "STOP SLAVE SQL_THREAD",
                    "CHANGE REPLICATION FILTER REPLICATE_IGNORE_DB=(mysql,other),"
                            + " REPLICATE_WILD_DO_TABLE=('shop.%')",
                    "START SLAVE SQL_THREAD");
            all.source.execute("INSERT INTO shop.bare VALUES (1)");
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.source.kill();

            Standbys.awaitStandbyInUse(run);
        }
    }

    @Test
    void a_run_that_begins_at_a_server_which_is_behind_waits_for_it() throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80(), target)) {
            try (PipelineRun run = all.run()) {
                all.standby.execute("STOP SLAVE SQL_THREAD");
                all.source.execute("INSERT INTO shop.entry (text) VALUES ('only applied here')");
                Standbys.awaitEnd(run);
                all.awaitReceived();
            }
            all.source.kill();
            all.proxy.pointTo("127.0.0.1", all.standby.port());
            try (PipelineRun run = all.run()) {
                await().atMost(Standbys.PATIENCE)
                        .until(() ->
                                run.status().state() == PipelineState.WAITING
                                        && run.status().reason().contains("OTR-2102"));

                all.standby.execute("START SLAVE SQL_THREAD");
                await().atMost(Standbys.PATIENCE)
                        .until(() -> run.status().state() == PipelineState.RUNNING);
                all.promote();
                all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");
                Standbys.awaitEnd(run);
            }
            all.requireTargetEqualsStandby();
        }
    }

    @Test
    void another_server_at_the_old_address_is_noticed() throws Exception {
        try (Standbys all = new Standbys(ServerSpec.mysql80().withGtid(false), target);
                PipelineRun run = all.run()) {
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('before')");
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.promote();
            all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");
            all.proxy.pointTo("127.0.0.1", all.standby.port());
            all.proxy.cut();

            await().atMost(Standbys.PATIENCE)
                    .until(() ->
                            Standbys.first(all.target, "SELECT COUNT(*) FROM shop.entry")
                                    .equals("2"));
            all.requireTargetEqualsStandby();
        }
    }
}
