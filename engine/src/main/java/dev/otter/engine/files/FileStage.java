package dev.otter.engine.files;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.files.copy.FileJob;
import dev.otter.engine.files.resolve.RowFiles;
import dev.otter.engine.run.ByteBudget;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Holds each delivery back until the files of its rows are on the target's side, whole and
 * verified. Deliveries keep their order; the files of several of them are copied at once.
 *
 * <p>{@link #accept} belongs to the reading thread and waits while too many bytes wait here; what
 * has to wait is handed on by a thread of the stage's own, everything else at once.
 */
public final class FileStage implements DeliverySink, AutoCloseable {
    /** Under this name it tells what it waits for. */
    public static final String STAGE = "files";

    private static final String REMOVING = "files, removing";
    private static final Duration TICK = Duration.ofMillis(100);

    private final String pipeline;
    private final FileLimits limits;
    private final FileEntries entries;
    private final Surroundings around;
    private final DeliverySink next;
    private final ByteBudget budget;
    private final Removals removals = new Removals();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<WaitingDelivery> queue = new ArrayDeque<>();

    /** Files that rows of the giant transaction which is under way no longer have. */
    private final List<Removal> ofGiant = new ArrayList<>();

    private boolean nudged;
    private long leftBehind;
    private Thread thread;
    private volatile Throwable failure;
    private volatile boolean abandoned;

    /**
     * What the stage is told by others.
     *
     * @param board figures and reasons
     * @param durable up to where everything is durable on the target
     * @param applied transactions that earlier runs have made durable behind that place: nothing is
     *     copied for them
     */
    public record Surroundings(
            StatusBoard board, Supplier<LogPosition> durable, Set<TransactionId> applied) {
        public Surroundings {
            applied = Set.copyOf(applied);
        }
    }

    /**
     * @param pipeline its full name
     * @param entries those that have files; belong to the stage from now on
     * @param next gets the deliveries, from one thread at a time
     */
    public FileStage(
            String pipeline,
            FileLimits limits,
            FileEntries entries,
            Surroundings around,
            DeliverySink next) {
        this.pipeline = pipeline;
        this.limits = limits;
        this.entries = entries;
        this.around = around;
        this.next = next;
        this.budget = new ByteBudget(limits.queueBytes());
        entries.listen(this::wake, this::fail);
    }

    /** Begins to hand on what has to wait. */
    public void start() {
        thread = Thread.ofPlatform().daemon().name(pipeline + "-files").start(this::handOn);
    }

    @Override
    public void accept(Delivery delivery) {
        requireOpen();
        awaitRemovals();
        WaitingDelivery waiting =
                switch (delivery) {
                    case Delivery.Transaction(SourceTransaction t) -> transaction(delivery, t);
                    case Delivery.GiantPart part -> giantPart(part);
                    case Delivery.GiantEnd(SourceTransaction particulars) -> {
                        removals.add(ofGiant, particulars.end());
                        ofGiant.clear();
                        yield WaitingDelivery.plain(delivery);
                    }
                    case Delivery.GiantBroken _ -> {
                        ofGiant.clear();
                        yield WaitingDelivery.plain(delivery);
                    }
                    case Delivery.SchemaChange _, Delivery.Skipped _ ->
                            WaitingDelivery.plain(delivery);
                };
        if (waiting.jobs().isEmpty() && empty()) {
            next.accept(waiting.settled(removals));
        } else {
            enqueue(waiting);
        }
    }

    private WaitingDelivery transaction(Delivery delivery, SourceTransaction t) {
        boolean applied = around.applied().contains(t.id());
        WaitingDelivery waiting = waiting(delivery, work(t.changes()), applied, t.commitMicros());
        removals.add(waiting.removals(), t.end());
        return waiting;
    }

    private WaitingDelivery giantPart(Delivery.GiantPart part) {
        boolean applied = part.id().filter(around.applied()::contains).isPresent();
        WaitingDelivery waiting = waiting(part, work(part.changes()), applied, -1);
        for (Removal removal : waiting.removals()) {
            if (ofGiant.size() < limits.perTransaction()) {
                ofGiant.add(removal);
            } else {
                leftBehind++;
                around.board()
                        .notice(
                                "files of giants",
                                "%d attached files of rows that a giant transaction deleted stay on"
                                                .formatted(leftBehind)
                                        + " the target: of one transaction %d are removed at most"
                                                .formatted(limits.perTransaction()));
            }
        }
        return waiting;
    }

    private FileWork work(List<RowChanges> changes) {
        FileWork work = new FileWork(limits.perTransaction());
        for (int i = 0; i < changes.size(); i++) {
            RowChanges rows = changes.get(i);
            Optional<FileEntries.Entry> entry = entries.find(rows.source().name());
            if (entry.isEmpty() || !entry.get().resolver().concerns(rows)) {
                continue;
            }
            List<RowFiles> files = entry.get().resolver().files(rows);
            for (int row = 0; row < files.size(); row++) {
                RowPlace place = new RowPlace(i, row);
                work.add(entry.get().lane(), rows.source(), place, files.get(row));
            }
        }
        return work;
    }

    /** What was applied already is passed over by the load stage, and its files were there. */
    private WaitingDelivery waiting(
            Delivery delivery, FileWork work, boolean applied, long commitMicros) {
        work.keep(removals);
        if (applied) {
            return new WaitingDelivery(delivery, List.of(), work.removals(), new TreeMap<>(), 0);
        }
        long committed =
                commitMicros > 0
                        ? commitMicros / 1000
                        : around.board().clock().millis() + entries.clockAheadMillis();
        List<FileWork.Job> jobs = work.jobs(committed);
        WaitingDelivery waiting =
                new WaitingDelivery(delivery, jobs, work.removals(), work.refusals(), work.bytes());
        work.begin(jobs);
        return waiting;
    }

    private void requireOpen() {
        if (failure != null || entries.stopped()) {
            throw new StageClosedException();
        }
    }

    /** Reading does not run away from a folder of which nothing can be removed. */
    private void awaitRemovals() {
        if (removals.size() <= limits.removals()) {
            return;
        }
        try {
            while (removals.size() > limits.removals()) {
                around.board()
                        .waiting(
                                REMOVING,
                                removals.trouble()
                                        .orElse("files of deleted rows have to be removed first"));
                if (entries.paused(TICK)) {
                    throw new StageClosedException();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StageClosedException();
        } finally {
            around.board().moving(REMOVING);
        }
    }

    private void enqueue(WaitingDelivery waiting) {
        try {
            while (!budget.take(waiting.bytes(), TICK.toMillis())) {
                requireOpen();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StageClosedException();
        }
        lock.lock();
        try {
            queue.addLast(waiting);
            nudged = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            nudged = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable error) {
        failure = failure == null ? error : failure;
        entries.stop();
        wake();
    }

    /** The life of the stage's own thread. */
    private void handOn() {
        WaitingDelivery first = null;
        long since = 0;
        try {
            while (!entries.stopped()) {
                WaitingDelivery head = head();
                removals.run(around.durable().get());
                if (head == null) {
                    continue;
                }
                if (head != first) {
                    first = head;
                    since = System.nanoTime();
                }
                if (head.ready()) {
                    handOn(head);
                } else {
                    tell(head, Duration.ofNanos(System.nanoTime() - since));
                }
            }
        } catch (StageClosedException _) {
            // The load stage tells why it has ended; the reading thread is told at its next call.
            entries.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** The oldest delivery, after a moment when it is not ready; null when none waits. */
    private WaitingDelivery head() throws InterruptedException {
        lock.lock();
        try {
            long left = TICK.toNanos();
            while (left > 0 && !nudged && (queue.isEmpty() || !queue.peekFirst().ready())) {
                left = moved.awaitNanos(left);
            }
            nudged = false;
            return queue.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    private void handOn(WaitingDelivery head) {
        head.leftOut()
                .ifPresent(job ->
                        around.board()
                                .notice(
                                        "files",
                                        "%d attached files were missing at the source and left out;"
                                                        .formatted(
                                                                around.board().filesMissing.sum())
                                                + " the last was "
                                                + job.path()));
        next.accept(head.settled(removals));
        lock.lock();
        try {
            queue.removeFirst();
        } finally {
            lock.unlock();
        }
        budget.give(head.bytes());
        around.board().moving(STAGE);
    }

    private void tell(WaitingDelivery head, Duration waited) {
        if (waited.compareTo(limits.quiet()) < 0) {
            return;
        }
        List<FileJob> open = head.open();
        Optional<String> trouble =
                open.stream().map(FileJob::trouble).filter(text -> !text.isEmpty()).findFirst();
        if (trouble.isPresent()) {
            around.board().waiting(STAGE, "a row waits for its file " + trouble.get());
        } else if (!open.isEmpty()) {
            around.board()
                    .busy(
                            STAGE,
                            "copying attached files, %d of %d are there: %s"
                                    .formatted(
                                            head.jobs().size() - open.size(),
                                            head.jobs().size(),
                                            open.getFirst().inWords()));
        }
    }

    /** Whether nothing waits here. */
    public boolean empty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Commit time of the oldest transaction that waits here, or -1. */
    public long oldestMicros() {
        lock.lock();
        try {
            return queue.stream()
                    .mapToLong(WaitingDelivery::commitMicros)
                    .filter(micros -> micros > 0)
                    .findFirst()
                    .orElse(-1);
        } finally {
            lock.unlock();
        }
    }

    /** Why the stage has ended by itself. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Breaks copies off and takes nothing any more; from any thread. */
    public void abort() {
        entries.stop();
        wake();
    }

    /** The same; another process has taken over, and nothing is removed any more. */
    public void abandon() {
        abandoned = true;
        abort();
    }

    /** Ends all threads, and removes what may go by now; the load stage must have ended. */
    @Override
    public void close() {
        abort();
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        entries.close();
        if (!abandoned) {
            removals.run(around.durable().get());
        }
        around.board().moving(STAGE);
    }
}
