package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.PipelineMinute;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's connection to its manager: dials, enrols, stays connected, and comes back whenever it is
 * cut. All methods may be called by any thread; none waits for the network.
 *
 * <p>It does not promise that what is reported arrives: of statuses the newest, of events those
 * that were not under way when a connection broke, of statistics all, exactly once, as long as the
 * disk has room.
 */
public final class ControlClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    /** What the parts of the client share. */
    record Inside(ConnectionBoard board, Outbox outbox, Deliveries deliveries) {}

    private final ControlClientConfig config;
    private final NodeSide node;
    private final Inside inside;
    private final Dialler dialler;
    private final Backoff backoff;
    private final Thread thread;

    /**
     * @param random for pauses and the number by which the manager tells processes apart; nodes
     *     must not all draw the same
     */
    public ControlClient(
            ControlClientConfig config,
            NodeSide node,
            ControlListener listener,
            InstantSource clock,
            RandomGenerator random) {
        this.config = config;
        this.node = node;
        Outbox outbox = new Outbox(clock);
        this.inside =
                new Inside(
                        new ConnectionBoard(clock, listener::connection),
                        outbox,
                        new Deliveries(listener, node.cache(), outbox, clock));
        this.dialler = new Dialler(config, node, inside, clock, random.nextLong());
        this.backoff = new Backoff(config.pace(), random);
        this.thread = Thread.ofPlatform().name("control-dial").daemon().unstarted(this::run);
    }

    /**
     * Hands what was kept on disk to the listener and begins to dial. To be called once.
     *
     * <p>A damaged file of the cache is logged, set aside and reported to the manager.
     */
    public void start() {
        inside.deliveries().start();
        thread.start();
    }

    /** Whether it is connected, and if not, why. */
    public ConnectionStatus status() {
        return inside.board().status();
    }

    /** Sends this as soon as possible, unless a newer one comes before. */
    public void report(NodeStatus status) {
        inside.outbox().status(status);
    }

    /** Sends this as soon as possible, unless a newer one of the same operation comes before. */
    public void report(OperationReport operation) {
        inside.outbox().operation(operation);
    }

    /** Sends this as soon as possible. */
    public void report(NodeEvent event) {
        inside.outbox().event(event);
    }

    /**
     * Keeps these on disk and sends them, now or when the manager is back; waits for the disk.
     *
     * @throws dev.otter.model.error.OtterException when the disk does not take them
     */
    public void report(List<PipelineMinute> minutes) {
        node.statistics().append(minutes);
        inside.outbox().wake();
    }

    private void run() {
        try {
            while (dialler.running()) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The connection to the manager is given up; restart the node", e);
            inside.board().notConnected(config.managers().getFirst(), Fault.unforeseen(e));
        }
    }

    /** All managers in turn, then a pause; begins anew as soon as one has let the node in. */
    private void round() throws InterruptedException {
        Optional<Fault> worst = Optional.empty();
        ManagerAddress saidBy = config.managers().getFirst();
        for (ManagerAddress manager : config.managers()) {
            switch (untilDecided(manager)) {
                case Dialler.Ending.Lost(var why) -> {
                    if (dialler.running()) {
                        inside.board().notConnected(manager, why);
                    }
                    backoff.reset();
                    dialler.pause(backoff.pause());
                    return;
                }
                case Dialler.Ending.Failed(var why) -> {
                    // What a manager says tells more than that another one cannot be reached.
                    if (worst.isEmpty() || !why.is(ErrorCode.MANAGER_UNREACHABLE)) {
                        worst = Optional.of(why);
                        saidBy = manager;
                    }
                }
                case Dialler.Ending.Waits _ -> {
                    return;
                }
            }
        }
        if (dialler.running()) {
            inside.board().notConnected(saidBy, worst.orElseThrow());
            dialler.pause(backoff.pause());
        }
    }

    /** Stays with a manager where the node waits for approval. */
    private Dialler.Ending untilDecided(ManagerAddress manager) throws InterruptedException {
        while (true) {
            Dialler.Ending ending = dialler.attempt(manager);
            if (!(ending instanceof Dialler.Ending.Waits(var why, var pause))) {
                return ending;
            }
            if (!pause.isZero()) {
                inside.board().waits(manager, why);
            }
            if (!dialler.pause(pause)) {
                return ending;
            }
        }
    }

    /** Says goodbye to the manager and closes the store of statistics. */
    @Override
    public void close() {
        dialler.stop();
        try {
            inside.deliveries().close();
            if (thread.isAlive()) {
                thread.join(STOP_DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        inside.board().closed();
        dialler.close();
        node.statistics().close();
    }
}
