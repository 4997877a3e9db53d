package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.load.access.AccessReader;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.load.apply.ApplierPool;
import dev.otter.engine.load.apply.GiantTask;
import dev.otter.engine.load.apply.GroupTask;
import dev.otter.engine.load.apply.GroupTask.Outcome;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.schedule.GroupCutter;
import dev.otter.engine.load.schedule.PendingQueue;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.engine.run.ByteBudget;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The load stage's own thread: takes deliveries, works out what each transaction touches, cuts
 * groups, hands them to appliers, and moves the low-water mark when they are durable.
 *
 * <p>{@link #accept} belongs to the reading thread and waits while too many bytes are on their way;
 * {@link #run} is the load thread; the other methods may be called from any.
 *
 * <p>A giant transaction is a barrier: deliveries behind it wait until everything before it is
 * durable and it is too. A change of schema is one for its tables alone; one that stands within a
 * transaction holds back all, for the end of that transaction is the first that comes behind it.
 */
public final class Loader implements DeliverySink {
    private static final long TICK_MILLIS = 200;
    private static final long LAST_MARK_NANOS = Duration.ofSeconds(5).toNanos();

    private final LoaderConfig config;
    private final Progress progress;
    private final AccessReader access;
    private final MissingColumns missing;
    private final SchemaGuard schema;
    private final StatusBoard board;
    private final ByteBudget budget;
    private final Mailbox mailbox = new Mailbox();
    private final PendingQueue queue = new PendingQueue();
    private final GroupCutter cutter;

    private final DurableCount counted;
    private final LoadWait wait;
    private ApplierPool appliers;
    private int running;
    private long looseRows;

    /** A delivery that has to wait, and with it all that comes behind. */
    private Delivery barrier;

    private final GiantFeed giants;
    private final SchemaLane lane;

    private final IdleMark idleMark;

    private volatile boolean closing;
    private volatile Throwable failure;
    private volatile LogPosition durable;
    private volatile long oldestMicros = -1;

    /**
     * @param pipeline its full name, for names of threads
     * @param config sizes
     * @param tools what it works with
     * @param board figures and reasons
     */
    Loader(String pipeline, LoaderConfig config, LoadTools tools, StatusBoard board) {
        this.config = config;
        this.progress = tools.progress();
        this.access = tools.access();
        this.missing = tools.missing();
        this.schema = tools.schema();
        this.board = board;
        this.budget = new ByteBudget(config.budgetBytes());
        this.cutter = new GroupCutter(config.limits());
        this.giants = new GiantFeed(progress, missing, mailbox, budget, board);
        this.lane = new SchemaLane(pipeline, schema, progress, mailbox);
        this.idleMark = new IdleMark(progress);
        this.counted = new DurableCount(board);
        this.wait = new LoadWait(pipeline, board);
        this.durable = progress.mark().position();
    }

    /** Is told how tasks end. */
    ApplierPool.Listener endings() {
        return mailbox;
    }

    ByteBudget budget() {
        return budget;
    }

    /**
     * Bytes that were accepted and are not yet durable; at most the budget, but for a giant row.
     * What is out of scope counts until it is taken note of.
     */
    public long queuedBytes() {
        return budget.used();
    }

    /** Everything up to here is durable on the target. */
    public LogPosition durable() {
        return durable;
    }

    /** Commit time of the oldest transaction read and not yet durable, or -1. */
    public long oldestOutstandingMicros() {
        return oldestMicros;
    }

    /** Why the stage has ended, if it has. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void accept(Delivery delivery) {
        try {
            while (!budget.take(delivery.bytes(), TICK_MILLIS)) {
                requireOpen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageClosedException();
        }
        requireOpen();
        mailbox.arrived(delivery);
    }

    private void requireOpen() {
        if (closing || failure != null) {
            throw new StageClosedException();
        }
    }

    /** Finishes what is in flight, writes the mark and ends {@link #run}. */
    public void stop() {
        closing = true;
        schema.stop();
        mailbox.nudge();
    }

    /** The load thread's life: ends after {@link #stop}, or with {@link #failure} set. */
    void run(ApplierPool pool) throws InterruptedException {
        appliers = pool;
        try {
            while (failure == null && !(closing && running == 0 && !lane.runs())) {
                mailbox.await(wantsArrivals(), TICK_MILLIS);
                takeEndings();
                takeArrivals();
                barrier();
                schemaStep();
                dispatch();
                writeMarkWhenIdle();
                publish();
            }
            if (failure == null) {
                writeLastMark();
            }
        } catch (RuntimeException | Error e) {
            failure = failure == null ? e : failure;
        }
        if (lane.runs()) {
            schema.abandon();
        }
        publish();
    }

    private boolean wantsArrivals() {
        return (barrier == null || giants.hungry()) && !closing;
    }

    private void takeEndings() {
        for (Mailbox.Ended ended = mailbox.ending(); ended != null; ended = mailbox.ending()) {
            if (!(ended instanceof Mailbox.SchemaEnded)) {
                running--;
                wait.moved();
            }
            switch (ended) {
                case Mailbox.GroupEnded group -> groupEnded(group.task(), group.outcome());
                case Mailbox.GiantEnded end -> giantEnded(end.task(), end.durable());
                case Mailbox.SchemaEnded schemaEnded -> schemaEnded(schemaEnded);
                case Mailbox.ApplierFailed failed ->
                        failure = failure == null ? failed.error() : failure;
            }
        }
    }

    private void groupEnded(GroupTask task, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            failure = failure == null ? failed.error() : failure;
        }
        List<PendingTransaction> durableNow = outcome.durableOf(task);
        long newest = 0;
        for (PendingTransaction member : durableNow) {
            SourceTransaction transaction = member.transaction();
            newest = Math.max(newest, transaction.sequence());
            lane.closed(transaction);
            progress.closed(transaction.sequence());
            counted.add(transaction);
        }
        counted.report();
        if (!task.statements().isEmpty() && !durableNow.isEmpty()) {
            board.schemaChanges.increment();
            lane.durable();
        }
        progress.written(task.slot(), newest);
        cutter.ended(task.group());
        List<PendingTransaction> again =
                outcome instanceof Outcome.Again some ? some.again() : List.of();
        queue.putBack(again);
        budget.give(task.group().bytes() - new TransactionGroup(again).bytes());
        if (again.isEmpty() || !durableNow.isEmpty()) {
            board.groupsApplied.increment();
            idleMark.written(task.mark());
        }
        looseRows = -1;
    }

    private void takeArrivals() {
        while (barrier == null && failure == null && !closing) {
            Delivery delivery = mailbox.arrival();
            if (delivery == null) {
                return;
            }
            take(delivery);
        }
    }

    private void take(Delivery delivery) {
        switch (delivery) {
            case Delivery.Transaction whole -> {
                if (lane.holdsBack(whole.transaction())) {
                    barrier = delivery;
                } else {
                    transaction(whole.transaction());
                }
            }
            case Delivery.Skipped skipped -> {
                if (lane.within()) {
                    barrier = delivery;
                } else {
                    progress.skipped(skipped.id(), skipped.end());
                    budget.give(skipped.bytes());
                }
            }
            case Delivery.SchemaChange change -> {
                if (lane.free()) {
                    lane.open(change);
                } else {
                    barrier = delivery;
                }
            }
            case Delivery.GiantPart _ -> barrier = delivery;
            case Delivery.GiantEnd _, Delivery.GiantBroken _ ->
                    throw new IllegalStateException("the end of a giant without its parts");
        }
    }

    private void transaction(SourceTransaction transaction) {
        if (progress.opened(transaction)) {
            budget.give(transaction.bytes());
            return;
        }
        lane.opened(transaction);
        SourceTransaction fitting = missing.fit(transaction);
        queue.add(new PendingTransaction(fitting, access.read(fitting)));
    }

    private void barrier() {
        if (barrier == null || failure != null) {
            return;
        }
        if (giants.active()) {
            giants.feed();
            barrier = giants.active() ? barrier : null;
            return;
        }
        switch (barrier) {
            case Delivery.GiantPart part -> {
                if (running == 0 && queue.isEmpty() && lane.free()) {
                    beginGiant(part);
                }
            }
            case Delivery.Transaction _, Delivery.SchemaChange _, Delivery.Skipped _ -> {
                if (lane.free()) {
                    Delivery waited = barrier;
                    barrier = null;
                    take(waited);
                    takeArrivals();
                }
            }
            case Delivery.GiantEnd _, Delivery.GiantBroken _ ->
                    throw new IllegalStateException("not a barrier: " + barrier);
        }
    }

    private void beginGiant(Delivery.GiantPart part) {
        if (part.id().filter(progress::applied).isPresent()) {
            giants.pass(part);
            barrier = giants.active() ? barrier : null;
            return;
        }
        giants.begin(part)
                .ifPresent(task -> {
                    running++;
                    appliers.apply(task);
                    giants.feed();
                });
    }

    private void giantEnded(GiantTask task, boolean durableNow) {
        giants.ended(task, durableNow);
        if (durableNow) {
            idleMark.written(progress.checkpoint());
        }
        barrier = null;
    }

    /** What comes behind waits until the statements, which touch whole tables, are durable. */
    private void schemaStep() {
        if (failure != null || closing) {
            return;
        }
        lane.turn().ifPresent(this::apply);
    }

    private void schemaEnded(Mailbox.SchemaEnded end) {
        if (end.error() == null) {
            lane.decided(end.statements());
            return;
        }
        lane.failed();
        boolean stopped = closing && end.error() instanceof AbandonedException;
        failure = failure == null && !stopped ? end.error() : failure;
    }

    /** New groups when there is something new to look at: see {@link GroupCutter}. */
    private void dispatch() {
        int idle = config.appliers() - running;
        if (idle <= 0 || queue.isEmpty() || giants.active() || failure != null || closing) {
            return;
        }
        if (looseRows >= 0 && queue.rows() < looseRows + Math.max(1, looseRows / 8)) {
            return;
        }
        for (TransactionGroup group : cutter.cut(queue, idle, lane.slotsFor(queue))) {
            SlotUse use = progress.claim(group).orElseThrow();
            apply(new GroupTask(group, use, progress.checkpoint(), List.of()));
        }
        looseRows = queue.isEmpty() ? -1 : queue.rows();
    }

    /** An idle pipeline still tells how far it has read, once a second. */
    private void writeMarkWhenIdle() {
        if (running == 0 && queue.isEmpty() && barrier == null && !closing && failure == null) {
            idleMark.due().ifPresent(this::apply);
        }
    }

    private void apply(GroupTask task) {
        running++;
        appliers.apply(task);
    }

    private void writeLastMark() throws InterruptedException {
        idleMark.now().ifPresent(this::apply);
        long deadline = System.nanoTime() + LAST_MARK_NANOS;
        while (running > 0 && failure == null && System.nanoTime() < deadline) {
            mailbox.await(false, TICK_MILLIS);
            takeEndings();
        }
    }

    private void publish() {
        durable = progress.mark().position();
        oldestMicros = progress.mark().oldestOutstandingMicros();
        if (giants.active()) {
            wait.giant();
            return;
        }
        // A change of schema that runs tells by itself what it waits for.
        wait.tell(
                new LoadWait.View(
                        running,
                        running == 0 && !queue.isEmpty() && progress.slotsFree() == 0,
                        queue.holdsRefused(),
                        barrier != null && !lane.runs()));
    }
}
