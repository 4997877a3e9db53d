package dev.otter.engine.verify.live;

import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.table.TableName;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What reading back counts and finds, over all runs of a pipeline in this process. Thread-safe;
 * never blocks.
 */
public final class VerifyBoard {
    private static final int UNFIT_MOST = 50;

    private final InstantSource clock;
    private final FoundRows found = new FoundRows();
    private final LongAdder looked = new LongAdder();
    private final LongAdder same = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder differences = new LongAdder();
    private final LongAdder healed = new LongAdder();
    private final LongAdder repaired = new LongAdder();
    private final Map<Left, LongAdder> left = new EnumMap<>(Left.class);
    private volatile LongSupplier waiting = () -> 0;
    private volatile List<String> unfit = List.of();
    private volatile String trouble = "";
    private volatile String end = "";

    /** Why keys are left out. */
    enum Left {
        /** The queue was full. */
        FULL,
        /** Their table was not known, had been altered, or did not tell them. */
        UNREADY,
        /** Tables were being copied. */
        COPYING
    }

    public VerifyBoard(InstantSource clock) {
        this.clock = clock;
        for (Left reason : Left.values()) {
            left.put(reason, new LongAdder());
        }
    }

    void left(Left reason, long keys) {
        left.get(reason).add(keys);
    }

    void looked(long rows) {
        looked.add(rows);
    }

    void undecided(long rows) {
        undecided.add(rows);
    }

    /** Who says how many keys wait. */
    void waiting(LongSupplier keys) {
        waiting = keys;
    }

    /** Why nothing can be looked at now; empty when it can. */
    void trouble(String reason) {
        trouble = reason;
    }

    /** Another run begins. */
    void begun() {
        trouble = "";
        end = "";
    }

    /** This run looks at nothing any more, by an error of its own. */
    void ended(String reason) {
        end = reason;
    }

    /** Rows were the same on both sides. */
    void same(long rows) {
        same.add(rows);
    }

    void unfit(Map<TableName, String> tables) {
        unfit =
                tables.entrySet().stream()
                        .limit(UNFIT_MOST)
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.toUnmodifiableList());
    }

    /**
     * A row is proven to differ.
     *
     * @return whether that is news
     */
    boolean found(RowKey key, Finding finding) {
        boolean news = found.found(key, finding, clock.instant());
        if (news) {
            differences.increment();
        }
        return news;
    }

    /** These rows are equal. */
    void equal(TableName target, List<RowKey> keys) {
        for (FoundRows.Found row : found.equal(target, keys)) {
            healed.increment();
            if (row.sent() > 0) {
                repaired.increment();
            }
        }
    }

    FoundRows open() {
        return found;
    }

    /** One look at all of it. */
    public LiveStatus status() {
        return new LiveStatus(
                looked.sum(),
                same.sum(),
                waiting.getAsLong(),
                left.get(Left.FULL).sum(),
                left.get(Left.UNREADY).sum(),
                left.get(Left.COPYING).sum(),
                undecided.sum(),
                differences.sum(),
                healed.sum(),
                repaired.sum(),
                found.all().stream()
                        .map(row ->
                                new LiveStatus.DifferingRow(
                                        row.finding().target().toString(),
                                        row.finding().difference(),
                                        row.at()))
                        .toList(),
                found.left(),
                unfit,
                end.isEmpty() ? trouble : end);
    }
}
