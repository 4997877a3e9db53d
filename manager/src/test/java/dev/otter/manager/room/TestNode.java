package dev.otter.manager.room;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.client.ControlClient;
import dev.otter.transport.control.client.ControlClientConfig;
import dev.otter.transport.control.client.ControlListener;
import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.control.client.NodeSide;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.identity.NodeId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node as the manager sees it: the true client, with an engine that does nothing. */
final class TestNode implements AutoCloseable {
    private final NodeSide side;
    private final ControlClient client;
    private volatile boolean deleted;
    final List<Command> commands = new CopyOnWriteArrayList<>();
    private final List<Configuration> configurations = new CopyOnWriteArrayList<>();

    TestNode(int port, long nid, Path folder, Optional<String> secret) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        side = NodeSide.open(new NodeId(nid), folder, clock, random);
        client =
                new ControlClient(
                        new ControlClientConfig(
                                List.of(new ManagerAddress("127.0.0.1", port)),
                                secret,
                                Optional.empty(),
                                new NodeDescription("host-of-" + nid, "5.0.0-test"),
                                new ControlClientConfig.Pace(
                                        Duration.ofMillis(50),
                                        Duration.ofMillis(300),
                                        Duration.ofSeconds(10))),
                        side,
                        new Listener(),
                        clock,
                        random);
        client.start();
    }

    private final class Listener implements ControlListener {
        @Override
        public void configuration(Configuration configuration) {
            configurations.add(configuration);
        }

        @Override
        public void deleted(Fault told) {
            deleted = true;
        }

        @Override
        public void command(Command command) {
            commands.add(command);
        }

        @Override
        public void connection(ConnectionStatus status) {}
    }

    /** Whether the manager has said that it deleted this node. */
    boolean deleted() {
        return deleted;
    }

    ConnectionStatus.State state() {
        return client.status().state();
    }

    /** The code of why it is not connected; empty when it is. */
    String reason() {
        return client.status().reason().map(fault -> fault.code()).orElse("");
    }

    String fingerprint() {
        return side.identity().fingerprint().hex();
    }

    /** What it was told last. */
    Optional<NodePlan> plan() {
        return newest().map(it -> NodePlan.fromDocument(it.document(), new ConfigJson()));
    }

    long version() {
        return newest().map(Configuration::version).orElse(0L);
    }

    private Optional<Configuration> newest() {
        return configurations.isEmpty() ? Optional.empty() : Optional.of(configurations.getLast());
    }

    /** Reports one pipeline that it runs. */
    void report(long pipeline, String state, double rows) {
        client.report(
                new NodeStatus(
                        Instant.now(),
                        "5.0.0-test",
                        Duration.ofSeconds(4711),
                        new NodeStatus.Load(100, 200, 0.25),
                        List.of(
                                new PipelineStatus(
                                        Long.toString(pipeline),
                                        state,
                                        "",
                                        Instant.now(),
                                        "",
                                        3,
                                        "binlog.000003:4711",
                                        new PipelineStatus.Flow(
                                                OptionalLong.of(12), rows, 2, 3, 4, 5, 6),
                                        new PipelineStatus.Totals(10, 20, 0, 0),
                                        List.of("shop.x: why"),
                                        Optional.empty(),
                                        List.of("a standby is read"),
                                        1,
                                        Optional.of(
                                                new PipelineStatus.Copy(
                                                        1, 2, 30, 60, 5, OptionalLong.of(6))),
                                        Optional.of(
                                                new PipelineStatus.Verify(
                                                        100, 2, 3, 4, 5, 1, 4, ""))))));
    }

    void report(OperationReport operation) {
        client.report(operation);
    }

    void report(NodeEvent event) {
        client.report(event);
    }

    void report(PipelineMinute minute) {
        client.report(List.of(minute));
    }

    @Override
    public void close() {
        client.close();
    }
}
