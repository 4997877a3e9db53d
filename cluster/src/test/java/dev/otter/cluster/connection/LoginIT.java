package dev.otter.cluster.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.election.ElectionTiming;
import dev.otter.cluster.election.Elections;
import dev.otter.cluster.election.Seat;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.membership.Membership;
import dev.otter.cluster.mirror.CheckpointMirror;
import dev.otter.cluster.mirror.MirroredCheckpoint;
import dev.otter.cluster.runstate.ChannelState;
import dev.otter.cluster.runstate.RunState;
import dev.otter.cluster.runstate.RunStates;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what in Otter's tree; the others come with the ZooKeeper client itself. */
class LoginIT {
    private static final String SUPER = "super:of-these-tests";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final byte[] NOTHING = new byte[0];

    private final List<AutoCloseable> open = new ArrayList<>();
    private ZooKeeperServer zookeeper;

    @BeforeEach
    void start() throws Exception {
        zookeeper =
                opened(
                        ZooKeeperServer.start(
                                "DigestAuthenticationProvider.superDigest="
                                        + DigestAuthenticationProvider.generateDigest(SUPER)));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private ZooKeeper client(String... credential) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client =
                opened(new ZooKeeper(zookeeper.address(), 10_000, _ -> connected.countDown()));
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        for (String one : credential) {
            client.addAuthInfo("digest", one.getBytes(StandardCharsets.UTF_8));
        }
        return client;
    }

    private ZooKeeperConnection connect(Optional<Login> login) {
        return opened(ClusterSamples.connect(zookeeper.address(), login));
    }

    private ZooKeeperConnection manager() {
        ZooKeeperConnection connection = connect(Optional.of(ClusterSamples.LOGIN));
        connection.takeOver();
        return connection;
    }

    /**
     * Everything that Otter keeps: a member, a run state, an election with its leader, a mirror.
     */
    private void fill(ZooKeeperConnection connection) {
        opened(
                Membership.join(
                        connection,
                        ClusterSamples.member(3, "process-3"),
                        Optional.empty(),
                        CLOCK,
                        _ -> {}));
        RunStates states = new RunStates(connection);
        states.compareAndSet(
                7,
                states.read(7),
                new ChannelState(
                        RunState.RUNNING, "ann", "", Instant.parse("2026-11-25T10:00:00Z")));
        LiveNodes live = opened(new LiveNodes(connection, CLOCK, _ -> {}));
        ElectionTiming quick =
                new ElectionTiming(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMillis(100),
                        Duration.ZERO);
        var election =
                opened(
                        new Elections(connection, live, quick, CLOCK)
                                .enter(
                                        new Seat(
                                                7,
                                                LeaderRole.LOAD,
                                                3,
                                                "process-3",
                                                Optional.empty()),
                                        List.of(3),
                                        _ -> {}));
        Awaitility.await().until(() -> election.leadership().isPresent());
        CheckpointMirror mirror = opened(new CheckpointMirror(connection));
        mirror.offer(7, new MirroredCheckpoint("binlog.000003:4711", "", 3, 1, CLOCK.instant()));
        // Its path is made before it is written to.
        Awaitility.await().ignoreExceptions().until(() -> mirror.read(7).isPresent());
    }

    private static List<String> below(ZooKeeper superUser, String path) throws Exception {
        List<String> all = new ArrayList<>(List.of(path));
        for (String child : superUser.getChildren(path, false)) {
            all.addAll(below(superUser, path + "/" + child));
        }
        return all;
    }

    private static void refused(ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOf(KeeperException.NoAuthException.class);
    }

    /** Nothing below the root, nor the root itself, can be read, written, deleted or opened. */
    private static void shutOut(ZooKeeper stranger, List<String> paths) {
        assertThat(paths).hasSizeGreaterThan(10);
        for (String path : paths) {
            refused(() -> stranger.getData(path, false, null));
            refused(() -> stranger.getChildren(path, false));
            refused(() -> stranger.setData(path, NOTHING, -1));
            refused(() -> stranger.getACL(path, new Stat()));
            refused(() -> stranger.setACL(path, ZooDefs.Ids.OPEN_ACL_UNSAFE, -1));
            refused(() ->
                    stranger.create(
                            path + "/new",
                            NOTHING,
                            ZooDefs.Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT));
            if (path.equals(ClusterTree.ROOT)) {
                // Whoever may write beside it could delete it, were it empty.
                assertThatThrownBy(() -> stranger.delete(path, -1))
                        .isInstanceOf(KeeperException.NotEmptyException.class);
            } else {
                refused(() -> stranger.delete(path, -1));
            }
        }
    }

    private static OtterException error(ThrowingCallable request) {
        try {
            request.call();
        } catch (OtterException e) {
            return e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was done");
    }

    @Test
    void who_has_no_login_or_a_wrong_one_can_do_nothing_in_the_tree() throws Exception {
        ZooKeeperConnection connection = manager();
        fill(connection);
        List<String> paths = below(client(SUPER), ClusterTree.ROOT);

        shutOut(client(), paths);
        shutOut(client("otter:guessed-and-wrong-secret"), paths);
        shutOut(client("other:" + ClusterSamples.LOGIN.secret()), paths);

        assertThat(client("otter:" + ClusterSamples.LOGIN.secret()).getChildren("/otter5", false))
                .containsExactlyInAnyOrder("nodes", "channels", "pipelines");
    }

    @Test
    void a_tree_that_is_not_filled_yet_cannot_be_deleted_either() throws Exception {
        manager();

        assertThatThrownBy(() -> client().delete(ClusterTree.ROOT, -1))
                .isInstanceOf(KeeperException.NotEmptyException.class);
        refused(() -> client().delete(ClusterTree.NODES, -1));
    }

    @Test
    void an_open_tree_is_taken_over_and_nothing_beside_it() throws Exception {
        ZooKeeper other = client();
        for (String path : List.of("/otter", "/otter/channel", "/otter5x")) {
            other.create(path, NOTHING, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        ZooKeeperConnection before = connect(Optional.empty());
        fill(before);
        List<String> paths = below(other, ClusterTree.ROOT);
        byte[] state = other.getData(ClusterTree.channel(7), false, null);

        ZooKeeperConnection connection = manager();

        assertThat(connection.znodes().read(ClusterTree.channel(7)).orElseThrow().data())
                .isEqualTo(state);
        assertThat(below(client(SUPER), ClusterTree.ROOT)).containsAll(paths);
        shutOut(other, paths);
        for (String path : List.of("/", "/otter", "/otter/channel", "/otter5x")) {
            assertThat(other.getACL(path, new Stat())).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        }
        connection.takeOver();
        assertThat(new RunStates(connection).read(7).state().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void those_who_were_there_before_the_login_are_told_and_leave_without_waiting() {
        ZooKeeperConnection before = connect(Optional.empty());
        LiveNodes live = opened(new LiveNodes(before, CLOCK, _ -> {}));
        fill(before);
        var late =
                new Elections(before, live, ElectionTiming.USUAL, CLOCK)
                        .enter(
                                new Seat(7, LeaderRole.LOAD, 4, "process-4", Optional.empty()),
                                List.of(3, 4),
                                _ -> {});
        manager();

        OtterException told = error(() -> new RunStates(before).read(7));
        long begin = System.nanoTime();
        late.close();

        assertThat(told.code()).isEqualTo(ErrorCode.ZOOKEEPER_LOGIN_REFUSED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void a_tree_of_another_secret_is_told_with_what_to_do() {
        manager();
        String secret = "made-anew-with-the-database";

        OtterException foreign = error(() -> connect(Optional.of(new Login(secret))));
        OtterException nobody = error(() -> connect(Optional.empty()));

        assertThat(foreign.code()).isEqualTo(ErrorCode.ZOOKEEPER_LOGIN_REFUSED);
        assertThat(foreign)
                .hasMessageContaining("belongs to another secret")
                .hasMessageContaining("/otter5")
                .hasMessageContaining("deleteall /otter5")
                .hasMessageContaining("otter.zookeeper.secret");
        assertThat(foreign.toString() + foreign.getCause()).doesNotContain(secret);
        assertThat(nobody.code()).isEqualTo(ErrorCode.ZOOKEEPER_LOGIN_REFUSED);
        assertThat(nobody).hasMessageContaining("asks for a login");
    }

    @Test
    void a_path_of_somebody_else_in_the_midst_of_the_tree_is_named() throws Exception {
        ZooKeeper other = client();
        for (String path : List.of("/otter5", "/otter5/channels")) {
            other.create(path, NOTHING, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        Id eve = new Id("digest", DigestAuthenticationProvider.generateDigest("eve:of-her-own"));
        other.create(
                "/otter5/channels/9",
                NOTHING,
                new ArrayList<>(List.of(new ACL(ZooDefs.Perms.ALL, eve))),
                CreateMode.PERSISTENT);

        OtterException refusal = error(this::manager);

        assertThat(refusal.code()).isEqualTo(ErrorCode.ZOOKEEPER_LOGIN_REFUSED);
        assertThat(refusal).hasMessageContaining("/otter5/channels/9");
    }

    @Test
    void a_super_user_can_make_room_for_a_new_secret() throws Exception {
        fill(manager());
        for (AutoCloseable part : open.subList(1, open.size()).reversed()) {
            part.close();
        }
        open.subList(1, open.size()).clear();
        ZKUtil.deleteRecursive(client(SUPER), ClusterTree.ROOT);

        ZooKeeperConnection next = connect(Optional.of(new Login("a-new-secret-of-32-letters")));
        next.takeOver();

        assertThat(next.znodes().children(ClusterTree.ROOT)).hasSize(3);
    }

    @Test
    void servers_that_take_no_digest_are_told_in_time_with_what_to_do() {
        try (ZooKeeperServer strict =
                ZooKeeperServer.start("DigestAuthenticationProvider.enabled=false")) {
            long begin = System.nanoTime();
            OtterException refusal = error(() -> ClusterSamples.connect(strict.address()).close());

            assertThat(refusal.code()).isEqualTo(ErrorCode.ZOOKEEPER_LOGIN_REFUSED);
            assertThat(refusal)
                    .hasMessageContaining("do not take a login")
                    .hasMessageContaining("otter.zookeeper.secret=off");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(25));
            try (ZooKeeperConnection without =
                    ClusterSamples.connect(strict.address(), Optional.empty())) {
                without.takeOver();
                assertThat(without.connected()).isTrue();
            }
        }
    }

    @Test
    void a_login_does_not_print_its_secret() {
        ConnectionConfig config =
                ConnectionConfig.to(
                        ServerList.parse("127.0.0.1:1"), Optional.of(ClusterSamples.LOGIN));

        assertThat(config.toString()).doesNotContain(ClusterSamples.LOGIN.secret());
    }
}
