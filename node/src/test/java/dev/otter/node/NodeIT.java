package dev.otter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.runstate.RunState;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.TwoWay;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.duty.DutyStatus.Phase;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.identity.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in this process; each test has a channel and nodes of its own. */
class NodeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir private static Path folder;
    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site(folder);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static void until(Callable<Boolean> condition) {
        within(PATIENCE, condition);
    }

    private static void within(Duration limit, Callable<Boolean> condition) {
        await().atMost(limit).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private static boolean is(NodeProcess node, Phase phase) {
        return node.pipelines().stream().map(DutyStatus::phase).anyMatch(phase::equals);
    }

    /** A node that knows the plan. */
    private static NodeProcess ready(int nid) {
        NodeProcess node = site.node(nid);
        until(() -> node.pipelines().size() == 1);
        return node;
    }

    @Test
    void a_channel_starts_pauses_and_stops_within_five_seconds() throws SQLException {
        site.database("run");
        site.desk.add(11);
        site.plan(110, Site.pipeline("run"), 11);
        try (NodeProcess node = ready(11)) {
            until(() -> leads(node));
            site.order(110, RunState.RUNNING);
            within(SOON, () -> is(node, Phase.RUNNING));
            site.insert("run", 1, 10);
            until(() -> site.arrived("run") == 10);

            until(() -> site.desk.status(11, 110).filter(p -> p.totals().rows() == 10).isPresent());
            PipelineStatus told = site.desk.status(11, 110).orElseThrow();
            assertThat(told.state()).isEqualTo("running");
            assertThat(told.epoch()).isPositive();
            assertThat(told.position()).contains("binlog");
            assertThat(told.totals().transactions()).isEqualTo(10);
            assertThat(told.flow().queueLimitBytes()).isPositive();
            assertThat(site.desk.statuses.get(new NodeId(11)).load().heapUsedBytes()).isPositive();

            site.order(110, RunState.PAUSED);
            within(SOON, () -> is(node, Phase.STOPPED));
            site.insert("run", 11, 5);
            site.order(110, RunState.RUNNING);
            until(() -> site.arrived("run") == 15);
            site.order(110, RunState.STOPPED);
            within(SOON, () -> is(node, Phase.STOPPED));
            assertThat(node.pipelines().getFirst().reason()).contains("stopped by ann");
        }
        assertThat(site.desk.heard("", "running")).isTrue();
    }

    private static boolean leads(NodeProcess node) {
        return node.pipelines().stream().anyMatch(status -> status.epoch() > 0);
    }

    @Test
    void a_restart_without_a_manager_runs_on_and_its_statistics_come_later() throws SQLException {
        site.database("away");
        site.desk.add(12);
        site.plan(120, Site.pipeline("away"), 12);
        site.order(120, RunState.RUNNING);
        try {
            runsWithoutManager();
        } finally {
            site.open();
        }
        try (NodeProcess node = site.node(12)) {
            until(() -> node.connection().state() == ConnectionStatus.State.CONNECTED);
            until(() -> sum(120).equals(new PipelineMinute.Rows(7, 3, 1, 0)));
        }
    }

    private static void runsWithoutManager() throws SQLException {
        try (NodeProcess node = ready(12)) {
            until(() -> is(node, Phase.RUNNING));
            until(() -> site.desk.answers.stream().anyMatch(a -> a.fault().isEmpty()));
            site.server().close();
            until(() -> node.connection().state() == ConnectionStatus.State.NOT_CONNECTED);
        }
        try (NodeProcess node = site.node(12)) {
            until(() -> is(node, Phase.RUNNING));
            site.insert("away", 1, 7);
            site.source.execute("UPDATE away.t SET v = 'y' WHERE id < 4");
            site.source.execute("DELETE FROM away.t WHERE id = 7");
            until(() -> site.arrived("away") == 6);
        }
        assertThat(sum(120)).isEqualTo(new PipelineMinute.Rows(0, 0, 0, 0));
    }

    private static PipelineMinute.Rows sum(long pipeline) {
        return site.desk.minutes(pipeline).stream()
                .map(PipelineMinute::rows)
                .reduce(
                        new PipelineMinute.Rows(0, 0, 0, 0),
                        (a, b) ->
                                new PipelineMinute.Rows(
                                        a.inserts() + b.inserts(),
                                        a.updates() + b.updates(),
                                        a.deletes() + b.deletes(),
                                        a.schemaChanges() + b.schemaChanges()));
    }

    @Test
    void an_option_that_cannot_be_followed_is_named_and_the_channel_paused() throws SQLException {
        site.database("refused");
        site.desk.add(13);
        site.plan(130, marked(Site.pipeline("refused")), 13);
        site.order(130, RunState.RUNNING);
        try (NodeProcess node = ready(13)) {
            until(() -> site.state(130).state() == RunState.PAUSED);

            assertThat(site.state(130).by()).isEqualTo("node 13");
            assertThat(site.state(130).reason())
                    .contains("OTR-1004")
                    .contains("two-way.mark");
            until(() -> is(node, Phase.FAILED));
            until(() -> site.desk.heard("OTR-1004", "two-way.mark"));
            until(() -> site.desk.status(13, 130).flatMap(PipelineStatus::lastError).isPresent());

            site.plan(130, Site.pipeline("refused"), 13);
            site.order(130, RunState.RUNNING);
            until(() -> is(node, Phase.RUNNING));
        }
    }

    private static PipelineConfig marked(PipelineConfig config) {
        return new PipelineConfig(
                config.name(),
                "",
                config.from(),
                config.to(),
                config.canal(),
                config.start(),
                config.tables(),
                config.parallelism(),
                config.apply(),
                config.onError(),
                config.rows(),
                config.ddl(),
                new TwoWay(null, null, null, "elsewhere"),
                config.nodes(),
                config.resync(),
                config.dryRun(),
                config.snapshot(),
                config.copyLimits(),
                config.verify());
    }

    @Test
    void an_error_of_data_pauses_the_channel_for_all_nodes() throws SQLException {
        site.database("diverged");
        site.desk.add(14);
        site.desk.add(15);
        site.plan(140, Site.pipeline("diverged"), 14, 15);
        site.order(140, RunState.RUNNING);
        try (NodeProcess first = ready(14);
                NodeProcess second = ready(15)) {
            until(() -> is(first, Phase.RUNNING) || is(second, Phase.RUNNING));
            site.insert("diverged", 1, 1);
            until(() -> site.arrived("diverged") == 1);
            site.target.execute("DELETE FROM diverged.t");
            site.source.execute("UPDATE diverged.t SET v = 'y'");

            until(() -> site.state(140).state() == RunState.PAUSED);
            assertThat(site.state(140).reason()).contains("OTR-3102");
            until(() -> is(first, Phase.FAILED) || is(second, Phase.FAILED));
            until(() -> is(first, Phase.STOPPED) || is(second, Phase.STOPPED));

            site.target.execute("INSERT INTO diverged.t VALUES (1, 'x')");
            site.order(140, RunState.RUNNING);
            until(() -> is(first, Phase.RUNNING) || is(second, Phase.RUNNING));
        }
    }

    @Test
    void a_leader_hands_over_when_the_manager_asks_for_it() throws Exception {
        site.database("switched");
        site.desk.add(16);
        site.desk.add(17);
        site.plan(160, Site.pipeline("switched"), 16, 17);
        site.order(160, RunState.RUNNING);
        try (NodeProcess first = ready(16)) {
            until(() -> is(first, Phase.RUNNING));
            try (NodeProcess second = ready(17)) {
                until(() -> is(second, Phase.STANDBY));
                Answer refused = send(17, "160");
                assertThat(refused.fault().orElseThrow().code()).isEqualTo("OTR-4208");

                assertThat(send(16, "160").fault()).isEmpty();

                until(() -> is(second, Phase.RUNNING));
                until(() -> is(first, Phase.STANDBY));
                site.insert("switched", 1, 3);
                until(() -> site.arrived("switched") == 3);
            }
            until(() -> is(first, Phase.RUNNING));
        }
    }

    private static Answer send(int nid, String pipeline) throws Exception {
        until(() -> site.server().connected(new NodeId(nid)).isPresent());
        return site.server()
                .send(new NodeId(nid), new Command.SwitchLeader(pipeline))
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_node_that_the_manager_does_not_know_says_so_and_keeps_trying() {
        try (NodeProcess node = site.node(18)) {
            until(() -> node.connection().reason().isPresent());
            assertThat(node.connection().reason().orElseThrow().code()).isEqualTo("OTR-4101");

            site.desk.add(18);

            until(() -> node.connection().state() == ConnectionStatus.State.CONNECTED);
        }
    }

    @Test
    void a_secret_for_zookeeper_that_is_not_the_right_one_is_told_and_replaced() throws Exception {
        site.database("login");
        site.desk.add(19);
        site.keeperSecret("of-a-manager-that-was-made-anew");
        site.plan(190, Site.pipeline("login"), 19);
        site.order(190, RunState.RUNNING);
        try (NodeProcess node = ready(19)) {
            until(() -> site.desk.heard("OTR-4006", "belongs to another secret"));
            until(() -> is(node, Phase.STANDBY));
            assertThat(node.pipelines().getFirst().reason()).contains("OTR-4006");
            assertThat(site.desk.heard("OTR-4006", "of-a-manager")).isFalse();

            site.keeperSecret();
            site.plan(190, Site.pipeline("login"), 19);

            until(() -> is(node, Phase.RUNNING));
        } finally {
            site.keeperSecret();
        }
    }

    @Test
    void a_node_that_was_deleted_hands_over_and_drops_its_plan() throws Exception {
        site.database("deleted");
        site.desk.add(20);
        site.desk.add(21);
        site.plan(200, Site.pipeline("deleted"), 20, 21);
        site.order(200, RunState.RUNNING);
        Path plan = site.home(20).resolve("data/configuration.cache");
        try (NodeProcess deleted = ready(20)) {
            until(() -> is(deleted, Phase.RUNNING));
            until(() -> Files.exists(plan));
            try (NodeProcess other = ready(21)) {
                site.desk.delete(20);
                site.server().standingChanged(new NodeId(20));

                within(Duration.ofSeconds(20), () -> is(other, Phase.RUNNING));
                until(() -> deleted.pipelines().isEmpty());
                until(() -> !Files.exists(plan));
                assertThat(deleted.connection().reason().orElseThrow().code())
                        .isEqualTo("OTR-4114");
                site.insert("deleted", 1, 3);
                until(() -> site.arrived("deleted") == 3);
            }
        }
        try (NodeProcess again = site.node(20)) {
            until(() -> again.connection().reason().isPresent());
            assertThat(again.pipelines()).isEmpty();
        }
    }

    @Test
    void a_manager_that_does_not_know_the_node_does_not_stop_it() throws Exception {
        site.database("forgotten");
        site.desk.add(22);
        site.plan(220, Site.pipeline("forgotten"), 22);
        site.order(220, RunState.RUNNING);
        try (NodeProcess node = ready(22)) {
            until(() -> is(node, Phase.RUNNING));
            site.desk.forget(22);
            site.server().standingChanged(new NodeId(22));
            until(() ->
                    node.connection()
                            .reason()
                            .filter(reason -> reason.code().equals("OTR-4101"))
                            .isPresent());

            site.insert("forgotten", 1, 2);
            until(() -> site.arrived("forgotten") == 2);
            assertThat(is(node, Phase.RUNNING)).isTrue();
            assertThat(Files.exists(site.home(22).resolve("data/configuration.cache"))).isTrue();
        }
    }
}
