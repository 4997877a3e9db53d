package dev.otter.engine.load.schedule;

import dev.otter.binlog.gtid.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSetBuilder;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayDeque;
import java.util.Collection;

/**
 * A stretch of the log with nothing in scope, however long: what the mark will have to know of it
 * once it has passed it, in memory that hardly grows with the number of its transactions. One
 * thread.
 */
public final class Gap {
    /** Fingerprints kept: as many as go with a mark. */
    public static final int PRINTS_MAX = 8;

    private final GtidSetBuilder gtids = new GtidSetBuilder();
    private final ArrayDeque<Fingerprint> prints = new ArrayDeque<>();
    private LogPosition end;

    Gap() {}

    /**
     * Goes on up to here.
     *
     * @param id the transaction that lies there, or null when it is none
     */
    void add(TransactionId id, LogPosition newEnd) {
        end = newEnd;
        switch (id) {
            case null -> {}
            case TransactionId.Gtid gtid ->
                    gtids.add(new Gtid(new GtidSource(gtid.source(), gtid.tag()), gtid.number()));
            case TransactionId.AtPosition at ->
                    at.print()
                            .ifPresent(print -> {
                                prints.addLast(print);
                                if (prints.size() > PRINTS_MAX) {
                                    prints.removeFirst();
                                }
                            });
        }
    }

    LogPosition end() {
        return end;
    }

    /** The transactions in it that have GTIDs. */
    public GtidSet gtids() {
        return gtids.build();
    }

    /** The last fingerprints in it, oldest first. */
    public Collection<Fingerprint> newestPrints() {
        return prints;
    }
}
