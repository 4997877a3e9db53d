package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.wire.ToWire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otter.wire.control.v1.NodeMessage;

/**
 * Hands configurations and commands to the listener, on one thread of its own, so that a listener
 * that takes its time holds up nothing else. Of several configurations only the newest waits.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int MOST_COMMANDS = 64;
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    /** What waits for the listener. */
    private sealed interface Delivery {
        record NewConfiguration(Configuration configuration, boolean fromDisk)
                implements Delivery {}

        /** The manager has deleted this node. */
        record Deletion(Fault told) implements Delivery {}

        record NewCommand(long number, Command command) implements Delivery {}
    }

    /** Version and digest of what the node runs with. */
    record Holding(long version, byte[] digest) {
        static final Holding NOTHING = new Holding(0, new byte[0]);
    }

    private final ControlListener listener;
    private final ConfigurationCache cache;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Delivery.NewCommand> commands = new ArrayDeque<>();
    private Optional<Delivery> configuration = Optional.empty();
    private final Thread thread =
            Thread.ofPlatform().name("control-deliver").daemon().unstarted(this::run);
    private boolean closed;

    /** Of the thread that delivers: nothing was configured since the node was deleted. */
    private boolean ended;

    private volatile Holding holding = Holding.NOTHING;

    Deliveries(
            ControlListener listener,
            ConfigurationCache cache,
            Outbox outbox,
            InstantSource clock) {
        this.listener = listener;
        this.cache = cache;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Begins with what was kept on disk. */
    void start() {
        try {
            cache.load()
                    .ifPresent(kept -> {
                        holding = new Holding(kept.version(), kept.digest());
                        put(new Delivery.NewConfiguration(kept, true));
                    });
        } catch (OtterException e) {
            report(e);
        }
        thread.start();
    }

    Holding holding() {
        return holding;
    }

    void configuration(Configuration arrived) {
        put(new Delivery.NewConfiguration(arrived, false));
    }

    /** Instead of a configuration that waits; once, until there is another one. */
    void deleted(Fault told) {
        put(new Delivery.Deletion(told));
    }

    private void put(Delivery delivery) {
        lock.lock();
        try {
            configuration = Optional.of(delivery);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void command(long number, Command command) {
        lock.lock();
        try {
            if (commands.size() < MOST_COMMANDS) {
                commands.addLast(new Delivery.NewCommand(number, command));
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        answer(
                number,
                Optional.of(
                        Fault.of(
                                ErrorCode.MANAGER_BUSY,
                                "The node has " + MOST_COMMANDS + " commands to do before",
                                "Try again later.")));
    }

    /** Lets a delivery under way come to its end, for a while. */
    void close() throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            thread.join(LONGEST_GOODBYE);
        }
    }

    private void run() {
        try {
            for (Optional<Delivery> next = take(); next.isPresent(); next = take()) {
                switch (next.get()) {
                    case Delivery.NewConfiguration(var arrived, var fromDisk) ->
                            apply(arrived, fromDisk);
                    case Delivery.Deletion(var told) -> end(told);
                    case Delivery.NewCommand(var number, var command) -> obey(number, command);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Delivery> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (configuration.isPresent()) {
                    Optional<Delivery> next = configuration;
                    configuration = Optional.empty();
                    return next;
                }
                if (!commands.isEmpty()) {
                    return Optional.of(commands.removeFirst());
                }
                changed.await();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void apply(Configuration arrived, boolean fromDisk) {
        ended = false;
        Optional<Fault> fault = attempt(() -> listener.configuration(arrived));
        if (fault.isPresent()) {
            LOG.error("{} cannot be applied: {}", arrived, fault.get().text());
            if (fromDisk) {
                holding = Holding.NOTHING;
            }
        } else {
            holding = new Holding(arrived.version(), arrived.digest());
            LOG.info("{} is applied{}", arrived, fromDisk ? ", as kept on disk" : "");
        }
        outbox.configurationAnswer(new Answer(arrived.version(), fault));
        // The disk comes last: a crash before costs no more than one push of the same document.
        if (fault.isEmpty() && !fromDisk) {
            keep(arrived);
        }
    }

    /** The disk comes last here too: after a crash before, the manager says it again. */
    private void end(Fault told) {
        if (ended) {
            return;
        }
        if (attempt(() -> listener.deleted(told)).isPresent()) {
            return;
        }
        holding = Holding.NOTHING;
        try {
            cache.drop();
            ended = true;
        } catch (OtterException e) {
            report(e);
        }
    }

    private void keep(Configuration applied) {
        try {
            cache.store(applied);
        } catch (OtterException e) {
            report(e);
        }
    }

    private void report(OtterException e) {
        LOG.error("{}", e.getMessage(), e);
        outbox.event(new NodeEvent(clock.instant(), e.code().text(), e.where(), e.getMessage()));
    }

    private void obey(long number, Command command) {
        answer(number, attempt(() -> listener.command(command)));
    }

    private void answer(long number, Optional<Fault> fault) {
        outbox.onThisStream(
                NodeMessage.newBuilder()
                        .setCommandAnswer(ToWire.answer(new Answer(number, fault)))
                        .build());
    }

    private static Optional<Fault> attempt(Runnable act) {
        try {
            act.run();
            return Optional.empty();
        } catch (OtterException e) {
            return Optional.of(Fault.of(e));
        } catch (RuntimeException e) {
            LOG.error("The node's own code failed", e);
            return Optional.of(Fault.unforeseen(e));
        }
    }
}
