package dev.otter.engine.schema;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;

/** A point of the log that can tell which transactions lie before it. Immutable. */
public record LogReach(LogPosition position, GtidSet gtids) {

    /** The point that a checkpoint tells. */
    public static LogReach of(Checkpoint checkpoint) {
        return new LogReach(checkpoint.position(), GtidSet.parse(checkpoint.gtids()));
    }

    /** Whether the transaction ends at or before it. */
    public boolean holds(TransactionId id) {
        return switch (id) {
            case TransactionId.Gtid gtid ->
                    gtids.contains(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
            case TransactionId.AtPosition at -> at.end().compareTo(position) <= 0;
        };
    }
}
