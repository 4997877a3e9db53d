package dev.otter.engine.verify.live;

import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.verify.online.KeyLooks;
import dev.otter.engine.verify.online.KeyedPair;
import dev.otter.engine.verify.online.OnlineConfig;
import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows back that a run of a pipeline has applied, on a thread of its own, and proves of those
 * that are not the same whether they differ: see ADR 34. The pipeline never waits for it. Opened,
 * started, closed once; {@link #close} waits for its thread, ten seconds at most.
 */
public final class LiveVerifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveVerifier.class);
    private static final int KEYS = 200;
    private static final int TRIES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final String name;
    private final VerifyRules rules;
    private final Pipeline pipeline;
    private final VerifyBoard board;
    private final Supplier<LogPosition> durable;
    private final BooleanSupplier copying;
    private final KeyGuides guides = new KeyGuides();
    private final KeyQueue queue;
    private final Suspects suspects = new Suspects();
    private final PairFinder pairs;
    private final Proof proof;
    private final StopSignal stop = new StopSignal();
    private final Thread thread;
    private long lookedAgain = System.nanoTime();

    /** What of the run it is told. */
    public record Run(VerifyBoard board, Supplier<LogPosition> durable, BooleanSupplier copying) {}

    /**
     * @param name full name of the pipeline
     * @param pipeline with the source that is read now; both ends are MySQL or MariaDB
     */
    public LiveVerifier(String name, Pipeline pipeline, Run run) {
        this.name = name;
        this.rules = pipeline.options().verify();
        this.pipeline = pipeline;
        this.board = run.board();
        board.begun();
        this.durable = run.durable();
        this.copying = run.copying();
        this.queue = new KeyQueue((long) rules.memoryMib() << 20);
        this.pairs = new PairFinder(pipeline, guides, stop);
        this.proof = new Proof(name, pipeline, config(), guides, stop);
        this.thread = Thread.ofPlatform().daemon().name(name + "-verify").unstarted(this::run);
    }

    private OnlineConfig config() {
        OnlineConfig usual = OnlineConfig.of(name);
        return new OnlineConfig(
                name, rules.rowsPerSecond(), usual.sourceThreads(), TRIES, PATIENCE, false);
    }

    /** Takes keys out of what flows through it; belongs to the reading thread. */
    public DeliverySink tap(DeliverySink next) {
        int percent = rules.continuous() == VerifyRules.Continuous.ALL ? 100 : rules.percent();
        return new KeyTap(
                pipeline.tables(),
                new KeyTap.Tools(guides, queue, board),
                new Share(percent, new SplittableRandom()),
                copying,
                next);
    }

    /** Begins to look. */
    public void start() {
        board.waiting(queue::open);
        thread.start();
    }

    private void run() {
        try (KeyLooks looks = new KeyLooks(pipeline.from(), pipeline.to(), config(), stop::pause)) {
            while (!stop.raised()) {
                round(looks);
            }
        } catch (CancellationException _) {
            LOG.debug("{}: reading back has ended", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{}: rows are not read back any more: an error of Otter's own", name, e);
            board.ended("nothing is read back any more, by an error of Otter's own: " + e);
        }
    }

    /** Trouble with a server, or with a table that was altered, is told and waited for. */
    private void round(KeyLooks looks) throws InterruptedException {
        try {
            if (!step(looks)) {
                stop.pause(IDLE);
            }
            board.trouble("");
        } catch (OtterException e) {
            board.trouble(e.getMessage());
            LOG.debug("{}: rows are read back again in a while", name, e);
            stop.pause(AFTER_TROUBLE);
        }
        board.unfit(guides.unfit());
    }

    /** Does what is next; false when nothing is. */
    private boolean step(KeyLooks looks) throws InterruptedException {
        pairs.prepare(durable.get());
        lookAgain();
        if (suspects.due(System.nanoTime())) {
            Optional<KeyQueue.Due> doubtful = suspects.take();
            if (doubtful.isPresent()) {
                try {
                    prove(doubtful.get());
                } finally {
                    queue.done(doubtful.get().keys().size());
                }
            }
            return true;
        }
        Optional<KeyQueue.Due> due = queue.take(durable.get(), KEYS);
        if (due.isEmpty()) {
            return false;
        }
        int suspected = 0;
        try {
            suspected = look(looks, due.get());
        } finally {
            queue.done(due.get().keys().size() - suspected);
        }
        return true;
    }

    /** Looks at rows; gives how many became suspects. */
    private int look(KeyLooks looks, KeyQueue.Due due) throws InterruptedException {
        Optional<KeyedPair> pair = guides.ofTarget(due.target());
        if (pair.isEmpty() || copying.getAsBoolean()) {
            leave(due.keys(), pair.isEmpty());
            return 0;
        }
        KeyLooks.Look look;
        try {
            look = looks.look(pair.get(), due.keys());
        } catch (OtterException e) {
            board.left(VerifyBoard.Left.UNREADY, due.keys().size());
            if (e.getCause() instanceof ServerErrorException) {
                // Columns may have gone: the tables are looked at anew.
                pair.get()
                        .pair()
                        .sources()
                        .forEach(shape -> guides.forget(new Way(shape.name(), due.target())));
            }
            throw e.within("pipeline " + name);
        }
        board.looked(due.keys().size());
        board.same(look.equal());
        Set<RowKey> unlike = new HashSet<>(look.unlike());
        board.equal(due.target(), due.keys().stream().filter(k -> !unlike.contains(k)).toList());
        return suspects.add(due.target(), look.unlike(), System.nanoTime());
    }

    private void leave(List<RowKey> keys, boolean unready) {
        board.left(unready ? VerifyBoard.Left.UNREADY : VerifyBoard.Left.COPYING, keys.size());
    }

    private void prove(KeyQueue.Due due) throws InterruptedException {
        Optional<KeyedPair> pair = guides.ofTarget(due.target());
        if (pair.isEmpty() || copying.getAsBoolean()) {
            leave(due.keys(), pair.isEmpty());
            return;
        }
        Proof.Outcome outcome;
        try {
            outcome = proof.of(pair.get(), due.keys());
        } catch (OtterException e) {
            board.left(VerifyBoard.Left.UNREADY, due.keys().size());
            throw e.within("pipeline " + name);
        }
        if (!outcome.holds() || copying.getAsBoolean()) {
            board.left(VerifyBoard.Left.FULL, queue.offer(due.target(), due.keys(), durable.get()));
            return;
        }
        tell(due.target(), outcome);
        if (rules.repair()) {
            repair(due.target(), outcome);
        }
    }

    private void tell(TableName target, Proof.Outcome outcome) {
        board.undecided(outcome.undecided());
        long news =
                outcome.found().entrySet().stream()
                        .filter(row -> board.found(row.getKey(), row.getValue()))
                        .count();
        if (news > 0) {
            LOG.warn("{}: {} rows of {} are proven to differ", name, news, target);
        }
    }

    private void repair(TableName target, Proof.Outcome outcome) throws InterruptedException {
        List<RowKey> sent = proof.repair(target, outcome, board.open());
        board.left(VerifyBoard.Left.FULL, queue.offer(target, sent, durable.get()));
    }

    /** Rows that differ are looked at again, for somebody may have mended them. */
    private void lookAgain() {
        long now = System.nanoTime();
        if (now - lookedAgain >= LOOK_AGAIN_NANOS) {
            lookedAgain = now;
            for (FoundRows.Found row : board.open().all()) {
                TableName target = row.finding().target();
                board.left(
                        VerifyBoard.Left.FULL,
                        queue.offer(target, List.of(row.key()), durable.get()));
            }
        }
    }

    /** Ends; waits for its thread, ten seconds at most. */
    @Override
    public void close() {
        stop.raise();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("{}: a server keeps reading back from ending", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        board.waiting(() -> 0);
    }

    /**
     * Whether rows can be read back between these ends.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED when they cannot
     */
    public static void require(String name, Pipeline pipeline) {
        switch (pipeline.to().type()) {
            case MYSQL, MARIADB -> {}
            case POSTGRESQL, ORACLE, KAFKA ->
                    throw new OtterException(
                            ErrorCode.OPTION_NOT_SUPPORTED,
                            "'verify.continuous' reads back from MySQL and MariaDB only",
                            "pipeline " + name + ", endpoint " + pipeline.to(),
                            "Write 'continuous: off'.");
        }
    }
}
