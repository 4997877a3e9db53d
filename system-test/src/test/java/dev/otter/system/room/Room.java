package dev.otter.system.room;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.election.LeaderBoard;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.membership.Member;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.manager.ManagerMain;
import dev.otter.node.NodeMain;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A manager and the nodes 1 and 2 as processes of their own, all that they need, and an eye on
 * ZooKeeper that needs none of them. One thread.
 */
final class Room implements AutoCloseable {
    /** How long anything may take that is not measured. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String KEEPER_SECRET = "with-which-all-in-the-room-log-in";
    private static final Duration LOOK = Duration.ofMillis(100);

    private final MysqlServer source;
    private final MysqlServer target;
    private final ZooKeeperServer zookeeper;
    private final Console console;
    private final Program manager;
    private final Map<Long, Program> nodes = new TreeMap<>();
    private final ZooKeeperConnection eye;
    private final LeaderBoard board;
    private final LiveNodes members;

    /** Starts it all; returns when both nodes are connected to the manager. */
    Room(Path folder) throws IOException {
        source = MysqlServer.start(ServerSpec.mysql80().withServerId(41));
        target = MysqlServer.start(ServerSpec.mysql80().withServerId(42));
        zookeeper = ZooKeeperServer.start();
        int http = freePort();
        int control = freePort();
        console = new Console(http);
        manager =
                new Program(
                        ManagerMain.class,
                        folder.resolve("manager"),
                        """
                        otter.port = %d
                        otter.communication.manager.port = %d
                        otter.zookeeper.cluster.default = %s
                        otter.zookeeper.secret = %s
                        """
                                .formatted(http, control, zookeeper.address(), KEEPER_SECRET));
        manager.start();
        InstantSource clock = InstantSource.system();
        eye =
                ZooKeeperConnection.connect(
                        ConnectionConfig.to(
                                ServerList.parse(zookeeper.address()),
                                Optional.of(new Login(KEEPER_SECRET))),
                        clock,
                        RandomGenerator.getDefault());
        board = new LeaderBoard(eye, clock);
        members = new LiveNodes(eye, clock, _ -> {});
        try {
            until("the manager answers", console::healthy);
            console.enter();
            endpoint("a", source);
            endpoint("b", target);
            node(1, folder, control);
            node(2, folder, control);
            ready();
        } catch (IOException | RuntimeException e) {
            IllegalStateException told = new IllegalStateException("not ready" + logs(), e);
            close();
            throw told;
        }
    }

    MysqlServer source() {
        return source;
    }

    MysqlServer target() {
        return target;
    }

    ZooKeeperServer zookeeper() {
        return zookeeper;
    }

    Console console() {
        return console;
    }

    Program manager() {
        return manager;
    }

    Program node(long nid) {
        return nodes.get(nid);
    }

    /** The name by which the manager knows a node. */
    static String name(long nid) {
        return "n" + nid;
    }

    private void endpoint(String name, MysqlServer server) throws IOException {
        console.post(
                "/endpoints",
                "{\"name\":\"%s\",\"type\":\"mysql\",\"host\":\"%s\",\"port\":%d,\"user\":\"root\",\"password\":\"\"}"
                        .formatted(name, server.host(), server.port()));
    }

    private void node(long nid, Path folder, int control) throws IOException {
        JsonNode made =
                console.post(
                        "/nodes", "{\"name\":\"%s\",\"host\":\"127.0.0.1\"}".formatted(name(nid)));
        if (made.get("id").asLong() != nid) {
            throw new IllegalStateException("the node's number is not " + nid + ": " + made);
        }
        String secret =
                console.post("/nodes/" + nid + "/enrolment-secret", "").get("secret").asString();
        Program node =
                new Program(
                        NodeMain.class,
                        folder.resolve("node-" + nid),
                        """
                        otter.manager.address = 127.0.0.1:%d
                        otter.node.secret = %s
                        otter.zookeeper.sessionTimeout = 60000
                        """
                                .formatted(control, secret));
        Files.writeString(node.conf().resolve("nid"), nid + "\n");
        nodes.put(nid, node);
    }

    /** Starts what does not run, and waits until all see each other. */
    void ready() {
        if (!manager.runs()) {
            manager.start();
        }
        for (Program node : nodes.values()) {
            if (!node.runs()) {
                node.start();
            }
        }
        until("all see each other", this::together);
    }

    /** Whether both nodes are connected to the manager and have their place in ZooKeeper. */
    boolean together() throws IOException {
        if (!console.healthy() || !console.get("/zookeeper").get("connected").asBoolean()) {
            return false;
        }
        int there = 0;
        for (JsonNode node : console.get("/live/nodes")) {
            boolean seen = node.path("in-zookeeper").asBoolean(false);
            there += node.get("connected").asBoolean() && seen ? 1 : 0;
        }
        return there == nodes.size();
    }

    /** Makes a channel for a database that both sides have, and waits until it runs. */
    Line line(String database) throws IOException {
        long channel =
                console.post(
                                "/channels",
                                """
                                {"name":"%s","pipelines":[{"name":"%s","from":"a","to":"b",
                                "nodes":{"select":["n1","n2"],"load":["n1","n2"]},
                                "tables":["%s.*"]}]}
                                """
                                        .formatted(database, Line.PIPELINE, database))
                        .get("id")
                        .asLong();
        console.post("/channels/" + channel + "/start", "");
        String live = "/channels/" + channel + "/pipelines/" + Line.PIPELINE + "/live";
        Line line = new Line(console, channel, console.get(live).get("number").asLong());
        until("the pipeline runs", () -> line.running().isPresent());
        return line;
    }

    /** Who leads, as ZooKeeper has it; empty while nobody is seen to. */
    Optional<Lead> leader(Line line) {
        return board.leader(line.pipeline(), LeaderRole.LOAD)
                .map(leader -> new Lead(leader.nid(), leader.epoch()));
    }

    /** Whether the node's present process has its place in ZooKeeper. */
    boolean present(long nid) {
        Member member = members.view().members().get(Math.toIntExact(nid));
        return member != null && member.process().pid() == node(nid).pid();
    }

    /** Waits with patience. */
    static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(LOOK).until(condition);
    }

    /** What manager and nodes have said. */
    String logs() {
        StringBuilder text = new StringBuilder(manager.logs());
        nodes.values().forEach(node -> text.append(node.logs()));
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(Program::close);
        manager.close();
        members.close();
        eye.close();
        zookeeper.close();
        target.close();
        source.close();
    }
}
