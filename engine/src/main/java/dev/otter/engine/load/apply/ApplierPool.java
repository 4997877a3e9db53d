package dev.otter.engine.load.apply;

import dev.otter.engine.load.apply.GroupTask.Outcome;
import dev.otter.engine.run.ByteBudget;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/**
 * The applier threads of one pipeline, each with a connection of its own. Thread-safe.
 *
 * <p>Tasks are taken in the order given by whichever thread is free. Listeners are called on the
 * applier's thread.
 */
public final class ApplierPool implements AutoCloseable {

    /** Is told how tasks end. */
    public interface Listener {
        /** A group's fate is known. */
        void ended(GroupTask task, Outcome outcome);

        /** The giant transaction is durable, or was broken off by the source. */
        void ended(GiantTask task, boolean durable);

        /** An applier cannot go on; the task's fate is told by the checkpoint only. */
        void failed(Throwable error);
    }

    private sealed interface Work {
        record Group(GroupTask task) implements Work {}

        record Giant(GiantTask task) implements Work {}

        record End() implements Work {}
    }

    private final ApplierConfig config;
    private final HeldTables held;
    private final ByteBudget budget;
    private final StatusBoard board;
    private final Listener listener;
    private final StopSignal abandon = new StopSignal();
    private final Acknowledged acknowledged;
    private final BlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<TargetWriter> writers = new ArrayList<>();

    /**
     * @param config what appliers share
     * @param held tables that are held already
     * @param budget where bytes of giant transactions are given back
     * @param board figures and reasons
     * @param listener is told how tasks end
     */
    public ApplierPool(
            ApplierConfig config,
            HeldTables held,
            ByteBudget budget,
            StatusBoard board,
            Listener listener) {
        this.config = config;
        this.held = held;
        this.budget = budget;
        this.board = board;
        this.listener = listener;
        this.acknowledged = config.acknowledged();
    }

    private static String threads(String pipeline) {
        return pipeline + "-load-";
    }

    /** Whether a name is that of one of a pipeline's appliers, as thread and on the board. */
    public static Predicate<String> threadsOf(String pipeline) {
        return name -> name.startsWith(threads(pipeline));
    }

    /** Starts the threads. */
    public void start(int appliers) {
        for (int i = 1; i <= appliers; i++) {
            String name = threads(config.pipeline()) + i;
            TargetWriter writer = config.target().writer();
            writers.add(writer);
            threads.add(Thread.ofPlatform().name(name).start(() -> run(name, writer)));
        }
    }

    public void apply(GroupTask task) {
        work.add(new Work.Group(task));
    }

    public void apply(GiantTask task) {
        work.add(new Work.Giant(task));
    }

    private void run(String name, TargetWriter writer) {
        try (writer) {
            Applier applier = applier(name, writer);
            GiantApplier giants =
                    new GiantApplier(
                            "pipeline " + config.pipeline(),
                            new GiantApplier.Tools(config.target(), writer, budget, acknowledged),
                            held,
                            board,
                            abandon);
            while (true) {
                switch (work.take()) {
                    case Work.Group group ->
                            listener.ended(group.task(), applier.apply(group.task()));
                    case Work.Giant giant ->
                            listener.ended(giant.task(), giants.apply(giant.task()));
                    case Work.End _ -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.failed(e);
        } catch (RuntimeException | Error e) {
            listener.failed(e);
        }
    }

    private Applier applier(String name, TargetWriter writer) {
        PieceRunner runner =
                new PieceRunner(
                        name,
                        config.target(),
                        writer,
                        new PieceRunner.Signals(board, abandon, acknowledged));
        BadRows badRows = new BadRows(config, held, board);
        return new Applier(runner, badRows, held);
    }

    /** Ends waiting for an unreachable target: tasks in flight end without success. */
    public void abandon() {
        abandon.raise();
        writers.forEach(TargetWriter::abort);
    }

    /** Ends all threads; tasks not begun are dropped. Waits a little, then breaks connections. */
    @Override
    public void close() {
        work.clear();
        threads.forEach(_ -> work.add(new Work.End()));
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofSeconds(5))) {
                    abandon();
                    thread.join(Duration.ofSeconds(10));
                }
            }
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
        }
    }
}
