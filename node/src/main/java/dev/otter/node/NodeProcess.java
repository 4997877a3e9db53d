package dev.otter.node;

import dev.otter.cluster.membership.Member;
import dev.otter.document.json.ConfigJson;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineSizes;
import dev.otter.engine.relay.LogRelays;
import dev.otter.model.channel.Pipeline;
import dev.otter.node.coordination.News;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.home.HomeLock;
import dev.otter.node.operation.EngineOperations;
import dev.otter.node.operation.OperationOutlet;
import dev.otter.node.operation.Operations;
import dev.otter.node.operation.Site;
import dev.otter.node.operation.Sites;
import dev.otter.node.report.Outlet;
import dev.otter.node.report.Reporter;
import dev.otter.node.settings.NodeSettings;
import dev.otter.node.settings.ProcessorSources;
import dev.otter.node.work.ManagerListener;
import dev.otter.node.work.Work;
import dev.otter.node.zookeeper.Self;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.client.ControlClient;
import dev.otter.transport.control.client.ControlClientConfig;
import dev.otter.transport.control.client.NodeSide;
import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.PipelineMinute;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that runs. It begins with the configuration on its disk and needs the manager only for a
 * newer one. Life cycle: {@link #start}, {@link #close}. Thread-safe.
 */
public final class NodeProcess implements AutoCloseable {
    private static final String EXTEND = "extend";
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

    private final HomeLock lock;
    private final Work work;
    private final Reporter reporter;
    private final ControlClient client;
    private final Operations operations;
    private final LogRelays relays;
    private boolean closed;

    /**
     * What a process has of its own.
     *
     * @param clock what time it is
     * @param random for keys, pauses and names
     * @param version of Otter, as it is shown
     * @param pace how patient it is with its manager
     */
    public record Nature(
            InstantSource clock,
            RandomGenerator random,
            String version,
            ControlClientConfig.Pace pace) {}

    /** Passes reports to the client, which exists only after those who report. */
    private static final class ClientOutlet implements Outlet, News, OperationOutlet {
        private final InstantSource clock;
        private volatile ControlClient client;

        ClientOutlet(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public void status(NodeStatus status) {
            client.report(status);
        }

        @Override
        public void event(NodeEvent event) {
            client.report(event);
        }

        @Override
        public void minutes(List<PipelineMinute> minutes) {
            client.report(minutes);
        }

        @Override
        public void operation(OperationReport report) {
            client.report(report);
        }

        @Override
        public void tell(String code, String where, String text) {
            event(new NodeEvent(clock.instant(), code, where, text));
        }
    }

    private NodeProcess(
            HomeLock lock,
            Work work,
            Reporter reporter,
            ControlClient client,
            Operations operations,
            LogRelays relays) {
        this.relays = relays;
        this.operations = operations;
        this.lock = lock;
        this.work = work;
        this.reporter = reporter;
        this.client = client;
    }

    /**
     * Starts a node; returns at once, whether or not a manager or ZooKeeper can be reached.
     *
     * @param settings what it is told
     * @param nature clock, chance, version
     * @throws dev.otter.model.error.OtterException when its folder cannot be used, or another
     *     process runs in it
     */
    public static NodeProcess start(NodeSettings settings, Nature nature) {
        settings.notices().forEach(notice -> LOG.warn("{}", notice));
        String process = UUID.randomUUID().toString();
        HomeLock lock = HomeLock.take(settings.data(), process);
        try {
            return start(settings, nature, lock, process);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static NodeProcess start(
            NodeSettings settings, Nature nature, HomeLock lock, String process) {
        InstantSource clock = nature.clock();
        String host = hostName();
        NodeSide disk = NodeSide.open(settings.node(), settings.data(), clock, nature.random());
        ClientOutlet outlet = new ClientOutlet(clock);
        ConfigJson json = new ConfigJson();
        Member member =
                new Member(
                        Math.toIntExact(settings.node().number()),
                        host,
                        new Member.Ports(0, 0),
                        nature.version(),
                        clock.instant(),
                        new Member.ProcessId(process, ProcessHandle.current().pid()));
        LogRelays relays =
                new LogRelays(settings.data().resolve("relay"), settings.relayBytes());
        Work work =
                new Work(
                        new Self(member, lock.predecessor()),
                        settings.sessionTimeout(),
                        json,
                        new Work.Means(
                                (channel, pipeline) ->
                                        PipelineRunner.start(
                                                channel,
                                                extended(pipeline, settings),
                                                PipelineSizes.usual(),
                                                clock,
                                                Optional.empty(),
                                                relays),
                                outlet,
                                clock,
                                nature.random()));
        Reporter reporter = new Reporter(work, outlet, nature.version(), clock);
        Operations operations =
                new Operations(
                        new EngineOperations(
                                json,
                                settings.home().resolve(EXTEND),
                                new ProcessorSources(settings.compiles())),
                        sites(work, json),
                        outlet);
        ControlClient client =
                new ControlClient(
                        new ControlClientConfig(
                                settings.managers(),
                                settings.secret(),
                                settings.authority(),
                                new NodeDescription(host, nature.version()),
                                nature.pace()),
                        disk,
                        new ManagerListener(work, json, reporter::now, operations),
                        clock,
                        nature.random());
        outlet.client = client;
        client.start();
        reporter.start();
        operations.start();
        LOG.info(
                "the otter server is running now: node {}, folder {}, manager {}",
                settings.node(),
                settings.home(),
                settings.managers());
        return new NodeProcess(lock, work, reporter, client, operations, relays);
    }

    private static Sites sites(Work work, ConfigJson json) {
        return order ->
                Site.broughtBy(order, json)
                        .or(() ->
                                work.led(order.pipeline())
                                        .map(duty ->
                                                new Site(
                                                        duty.status().assignment(), duty::engine)));
    }

    /**
     * Jars of row processors are in the node's folder {@code extend}; their sources are compiled
     * where that is allowed.
     */
    private static Pipeline extended(Pipeline pipeline, NodeSettings settings) {
        new ProcessorSources(settings.compiles())
                .require(pipeline.options().views().mappings(), "pipeline " + pipeline.name());
        return new Pipeline(
                pipeline.name(),
                pipeline.from(),
                pipeline.to(),
                pipeline.start(),
                pipeline.tables(),
                pipeline.options().withExtensions(settings.home().resolve(EXTEND)));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.debug("This machine has no name that it knows itself", e);
            return "localhost";
        }
    }

    /** Whether a manager is connected, and if not, why. */
    public ConnectionStatus connection() {
        return client.status();
    }

    /** How each pipeline stands here. */
    public List<DutyStatus> pipelines() {
        return work.statuses();
    }

    /**
     * Stops pipelines in good order, hands over what it leads, tells the manager the last figures
     * and leaves. Waits somewhat more than a minute at most.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        operations.close();
        work.close();
        relays.close();
        reporter.close();
        client.close();
        lock.close();
        LOG.info("the otter server has stopped");
    }
}
