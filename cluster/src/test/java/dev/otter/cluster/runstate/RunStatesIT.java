package dev.otter.cluster.runstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.mirror.CheckpointMirror;
import dev.otter.cluster.mirror.MirroredCheckpoint;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Run states and mirrored checkpoints. */
class RunStatesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123Z");
    private static ZooKeeperServer zookeeper;
    private static ZooKeeperConnection connection;

    @BeforeAll
    static void start() {
        zookeeper = ZooKeeperServer.start();
        connection = ClusterSamples.connect(zookeeper.address());
    }

    @AfterAll
    static void stop() {
        connection.close();
        zookeeper.close();
    }

    private static ChannelState state(RunState state, String by) {
        return new ChannelState(state, by, "", NOW);
    }

    @Test
    void a_channel_that_was_never_set_is_stopped() {
        assertThat(new RunStates(connection).read(30).state()).isEqualTo(ChannelState.NEW);
    }

    @Test
    void only_one_of_two_who_saw_the_same_state_can_change_it() {
        RunStates states = new RunStates(connection);
        RunStates.Versioned unset = states.read(31);

        RunStates.Versioned running =
                states.compareAndSet(31, unset, state(RunState.RUNNING, "ann"));
        assertThat(states.read(31)).isEqualTo(running);
        assertThatThrownBy(() -> states.compareAndSet(31, unset, state(RunState.RUNNING, "bob")))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("it is RUNNING since 2026-11-25T10:00:00.123Z, by ann");

        states.compareAndSet(31, running, state(RunState.STOPPED, "ann"));
        assertThatThrownBy(
                        () -> states.compareAndSet(31, running, state(RunState.PAUSED, "node 3")))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_STATE_CHANGED));
        assertThat(states.read(31).state()).isEqualTo(state(RunState.STOPPED, "ann"));
    }

    @Test
    void a_watcher_hears_the_first_state_and_the_last_one_also_after_a_cut() {
        List<ChannelState> heard = new CopyOnWriteArrayList<>();
        RunStates states = new RunStates(connection);
        try (TcpProxy proxy = TcpProxy.to(zookeeper.host(), zookeeper.port());
                ZooKeeperConnection watching =
                        ClusterSamples.connect(proxy.host() + ":" + proxy.port());
                RunStateWatch watch = new RunStateWatch(watching, 32, heard::add)) {
            await().atMost(PATIENCE).until(() -> heard.equals(List.of(ChannelState.NEW)));

            RunStates.Versioned running =
                    states.compareAndSet(32, states.read(32), state(RunState.RUNNING, "ann"));
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> heard.getLast().state() == RunState.RUNNING);

            proxy.refuse(true);
            proxy.cut();
            await().atMost(PATIENCE).until(() -> !watching.connected());
            states.compareAndSet(32, running, state(RunState.PAUSED, "ann"));
            assertThat(watch.last()).hasValue(running.state());
            proxy.refuse(false);

            await().atMost(PATIENCE).until(() -> heard.getLast().state() == RunState.PAUSED);
        }
    }

    @Test
    void what_was_learned_is_never_forgotten_by_a_look_that_began_before() throws Exception {
        RunStates states = new RunStates(connection);
        try (RunStateBoard board = new RunStateBoard(connection, InstantSource.system())) {
            assertThat(board.awaitFirst(PATIENCE)).isTrue();
            for (long channel = 1_000; channel < 1_150; channel++) {
                ChannelState running = state(RunState.RUNNING, "ann");
                states.compareAndSet(channel, states.read(channel), running);
                board.learned(channel, running);
                for (long earlier = 1_000; earlier <= channel; earlier++) {
                    assertThat(board.view().of(earlier)).as("%d", earlier).hasValue(running);
                }
            }
        }
    }

    @Test
    void a_forgotten_channel_begins_anew() {
        RunStates states = new RunStates(connection);
        states.compareAndSet(33, states.read(33), state(RunState.RUNNING, "ann"));

        states.forget(33);

        assertThat(states.read(33).state()).isEqualTo(ChannelState.NEW);
    }

    @Test
    void what_is_not_ours_is_told_as_such() throws Exception {
        connection.znodes().ensure(ClusterTree.channel(34));

        assertThatThrownBy(() -> new RunStates(connection).read(34))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TREE_UNREADABLE))
                .hasMessageContaining("/otter5/channels/34");
    }

    @Test
    void checkpoints_are_mirrored_at_most_once_a_second_and_the_newest_wins() throws Exception {
        try (CheckpointMirror mirror = new CheckpointMirror(connection)) {
            long begin = System.nanoTime();
            long[] offset = {0};
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> {
                        mirror.offer(41, checkpoint(++offset[0]));
                        return Duration.ofNanos(System.nanoTime() - begin)
                                        .compareTo(Duration.ofSeconds(3))
                                > 0;
                    });
            await().atMost(PATIENCE)
                    .until(() ->
                            mirror.read(41).equals(java.util.Optional.of(checkpoint(offset[0]))));

            int writes =
                    connection.znodes().read(ClusterTree.checkpoint(41)).orElseThrow().version();
            double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            assertThat(writes).isBetween(2, (int) Math.ceil(seconds) + 1);
            assertThat(offset[0]).isGreaterThan(20);
        }
    }

    private static MirroredCheckpoint checkpoint(long offset) {
        return new MirroredCheckpoint("binlog.000003:" + offset, "", 1, 2, NOW);
    }
}
