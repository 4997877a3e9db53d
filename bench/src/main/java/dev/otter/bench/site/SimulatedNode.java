package dev.otter.bench.site;

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
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.identity.NodeId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node's side of the control stream without the node: it runs nothing and tells of pipelines. */
final class SimulatedNode implements AutoCloseable {
    private static final ControlClientConfig.Pace PACE =
            new ControlClientConfig.Pace(
                    Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final long MEGABYTE = 1L << 20;

    private final InstantSource clock = InstantSource.system();
    private final Instant since = clock.instant();
    private final LinkedBlockingQueue<Long> taken = new LinkedBlockingQueue<>();
    private final List<Long> pipelines;
    private final ControlClient client;
    private long rows;

    /**
     * @param number its nid
     * @param secret lets it in
     * @param pipelines of which it tells
     */
    SimulatedNode(long number, String secret, Path folder, int controlPort, List<Long> pipelines) {
        this.pipelines = pipelines;
        SecureRandom random = new SecureRandom();
        this.client =
                new ControlClient(
                        new ControlClientConfig(
                                List.of(new ManagerAddress("127.0.0.1", controlPort)),
                                Optional.of(secret),
                                Optional.empty(),
                                new NodeDescription("simulated-" + number, "5"),
                                PACE),
                        NodeSide.open(new NodeId((int) number), folder, clock, random),
                        new Taking(),
                        clock,
                        random);
        client.start();
    }

    /** Notes when a configuration was taken; the answer follows at once. */
    private final class Taking implements ControlListener {
        @Override
        public void configuration(Configuration configuration) {
            taken.add(System.nanoTime());
        }

        @Override
        public void deleted(Fault told) {}

        @Override
        public void command(Command command) {}

        @Override
        public void connection(ConnectionStatus status) {}
    }

    boolean connected() {
        return client.status().state() == ConnectionStatus.State.CONNECTED;
    }

    /** From now on only configurations that come later are waited for. */
    void forget() {
        taken.clear();
    }

    /** When the next configuration was taken, as {@link System#nanoTime} counts. */
    long awaitTaken(Duration limit) throws InterruptedException {
        Long at = taken.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (at == null) {
            throw new IllegalStateException("no configuration came within " + limit);
        }
        return at;
    }

    /** All its pipelines run, each a little further than before. */
    void reportStatus() {
        rows += 1_000;
        client.report(
                new NodeStatus(
                        clock.instant(),
                        "5",
                        Duration.between(since, clock.instant()),
                        new NodeStatus.Load(200 * MEGABYTE, 1_024 * MEGABYTE, 0.25),
                        pipelines.stream().map(this::status).toList()));
    }

    private PipelineStatus status(long pipeline) {
        return new PipelineStatus(
                String.valueOf(pipeline),
                "running",
                "",
                since,
                "",
                1,
                "binlog.000042:" + rows,
                new PipelineStatus.Flow(
                        OptionalLong.of(20 + rows % 7), 1_000, 100, 250_000, 10, 4_096, 16_777_216),
                new PipelineStatus.Totals(rows, rows / 10, 0, 0),
                List.of(),
                Optional.empty());
    }

    /** A minute's counts of each pipeline. */
    void reportMinute() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        client.report(
                pipelines.stream()
                        .map(pipeline ->
                                new PipelineMinute(
                                        String.valueOf(pipeline),
                                        minute,
                                        new PipelineMinute.Rows(40_000, 15_000, 5_000, 0),
                                        15_000_000,
                                        20,
                                        90))
                        .toList());
    }

    void reportEvent(String where, String text) {
        client.report(new NodeEvent(clock.instant(), "OTR-2001", where, text));
    }

    @Override
    public void close() {
        client.close();
    }
}
