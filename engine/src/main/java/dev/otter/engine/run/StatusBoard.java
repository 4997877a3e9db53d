package dev.otter.engine.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Where the stages of one pipeline write what they count and what they wait for. Thread-safe; never
 * blocks.
 */
public final class StatusBoard {

    /**
     * A stage waits for something outside itself.
     *
     * @param stage name under which it was reported
     * @param reason for people
     * @param since when it began to wait for that
     */
    public record Wait(String stage, String reason, Instant since) {}

    private final InstantSource clock;
    private final Map<String, Wait> waits = new ConcurrentHashMap<>();
    private final Map<String, Predicate<String>> knowing = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Map<String, String> heldTables = new ConcurrentHashMap<>();
    private final Map<String, String> notices = new ConcurrentHashMap<>();

    /** Bytes of log read. */
    public final LongAdder bytesRead = new LongAdder();

    /** Source rows durable on the target. */
    public final LongAdder rowsApplied = new LongAdder();

    /** Of these, those that were inserted; known for a giant transaction when it is durable. */
    public final LongAdder inserts = new LongAdder();

    /** Those that were updated. */
    public final LongAdder updates = new LongAdder();

    /** Those that were deleted. */
    public final LongAdder deletes = new LongAdder();

    /** Statements that changed tables, run on the target. */
    public final LongAdder schemaChanges = new LongAdder();

    /** Source transactions durable on the target. */
    public final LongAdder transactionsApplied = new LongAdder();

    /** Target transactions committed. */
    public final LongAdder groupsApplied = new LongAdder();

    /** Target transactions tried again. */
    public final LongAdder retries = new LongAdder();

    /** Transactions that were refused beside older ones, and taken alone after them. */
    public final LongAdder triedAlone = new LongAdder();

    /** Rows put aside. */
    public final LongAdder quarantined = new LongAdder();

    /** Rows of a full load durable on the target. */
    public final LongAdder rowsCopied = new LongAdder();

    /** Attached files copied to the target. */
    public final LongAdder filesCopied = new LongAdder();

    /** Attached files that the target had already, with the same content. */
    public final LongAdder filesEqual = new LongAdder();

    /** Attached files that the source did not have, and rows went without. */
    public final LongAdder filesMissing = new LongAdder();

    /** Attached files removed on the target. */
    public final LongAdder filesRemoved = new LongAdder();

    /** Bytes of attached files written to the target. */
    public final LongAdder fileBytes = new LongAdder();

    public StatusBoard(InstantSource clock) {
        this.clock = clock;
    }

    /** The named stage waits; repeating the same reason keeps its time. */
    public void waiting(String stage, String reason) {
        knowing.remove(stage);
        waits(stage, reason);
    }

    /**
     * The named stage sees that something does not move, but not why. What a stage that knows has
     * told is shown with it.
     *
     * @param what for people; repeating the same keeps its time
     * @param known tells the names of stages that may know why
     */
    public void stuck(String stage, String what, Predicate<String> known) {
        knowing.put(stage, known);
        waits(stage, what);
    }

    /**
     * The named stage tries something again for this reason. It is no wait yet, and shown only with
     * a wait that it explains.
     */
    public void trouble(String stage, String reason) {
        troubles.put(stage, reason);
    }

    private void waits(String stage, String reason) {
        waits.compute(
                stage,
                (_, old) ->
                        old != null && old.reason().equals(reason)
                                ? old
                                : new Wait(stage, reason, clock.instant()));
    }

    /** The named stage is long about something; what it says may change and keeps its time. */
    public void busy(String stage, String what) {
        waits.compute(
                stage,
                (_, old) -> new Wait(stage, what, old == null ? clock.instant() : old.since()));
    }

    /** The named stage moves again. */
    public void moving(String stage) {
        waits.remove(stage);
        knowing.remove(stage);
        troubles.remove(stage);
    }

    /** No stage waits any more: all have ended. */
    public void allEnded() {
        waits.clear();
        knowing.clear();
        troubles.clear();
    }

    /** The longest wait, if any stage waits, with its cause when another stage has told it. */
    public Optional<Wait> longestWait() {
        return longest(_ -> true).map(this::explained);
    }

    private Optional<Wait> longest(Predicate<String> stages) {
        return waits.values().stream()
                .filter(wait -> stages.test(wait.stage()))
                .min((a, b) -> a.since().compareTo(b.since()));
    }

    private Wait explained(Wait wait) {
        Predicate<String> known = knowing.get(wait.stage());
        if (known == null) {
            return wait;
        }
        return longest(known)
                .map(Wait::reason)
                .or(() ->
                        new TreeMap<>(troubles)
                                .entrySet().stream()
                                        .filter(one -> known.test(one.getKey()))
                                        .map(Map.Entry::getValue)
                                        .findFirst())
                .map(cause -> new Wait(wait.stage(), wait.reason() + ": " + cause, wait.since()))
                .orElse(wait);
    }

    /** No table is held any more. */
    public void noneHeld() {
        heldTables.clear();
    }

    /** A table is held from now on. */
    public void held(String table, String reason) {
        heldTables.putIfAbsent(table, reason);
    }

    /** Held tables with their reasons, by name. */
    public Map<String, String> heldTables() {
        return new TreeMap<>(heldTables);
    }

    /**
     * Somebody should know this although the pipeline runs.
     *
     * @param about what the text replaces when it is told again
     */
    public void notice(String about, String text) {
        notices.put(about, text);
    }

    /** It no longer holds. */
    public void noticeOver(String about) {
        notices.remove(about);
    }

    /** What somebody should know, ordered by what it is about. */
    public List<String> notices() {
        return List.copyOf(new TreeMap<>(notices).values());
    }

    public InstantSource clock() {
        return clock;
    }
}
