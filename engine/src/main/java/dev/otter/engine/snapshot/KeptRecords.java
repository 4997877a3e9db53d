package dev.otter.engine.snapshot;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The record of a full load on a target that has no SQL: lines of a key and a value, of which the
 * last for each key counts. A note is one or more such lines, {@code key=value}; without a value
 * the key is forgotten. One pipeline's.
 */
public final class KeptRecords implements RecordSql {
    private final Supplier<Map<String, String>> durable;
    private final KeptRecord record;

    /**
     * @param durable reads the last durable value of each key
     */
    public KeptRecords(Supplier<Map<String, String>> durable) {
        this(durable, "");
    }

    private KeptRecords(Supplier<Map<String, String>> durable, String lane) {
        this.durable = durable;
        this.record = new KeptRecord(durable, lane);
    }

    /** The record of one of several copies, under keys of its own. */
    public KeptRecords lane(CopyLane lane) {
        return lane.number() == 0
                ? this
                : new KeptRecords(durable, (lane.number() + 1) + KeptRecord.LANE);
    }

    CopyRecord record() {
        return record;
    }

    @Override
    public String table(String name) {
        throw new IllegalStateException("no table " + name + " without SQL");
    }

    @Override
    public String text(String value) {
        throw new IllegalStateException("no literals without SQL");
    }
}
