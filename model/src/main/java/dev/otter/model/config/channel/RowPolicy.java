package dev.otter.model.config.channel;

import dev.otter.model.channel.Consistency;
import dev.otter.model.channel.RowMode;
import dev.otter.model.config.Check;

/**
 * What of a changed row is sent.
 *
 * @param mode only changed columns, or the whole row, or what costs less
 * @param values from the log, or read again from the source
 * @param vanished what happens when a row that is read again is no longer there
 */
public record RowPolicy(RowMode mode, Values values, Vanished vanished) {

    /** Where values come from; {@code consistency} in Otter 4. */
    public enum Values {
        /** The log: what the transaction wrote. */
        LOG,
        /** The source's table at the time of sending. */
        DATABASE
    }

    /** A row that is read again and not found. */
    public enum Vanished {
        /** The values of the log are sent; the delete follows in the log. */
        USE_LOG,
        /** The change is dropped. */
        DROP
    }

    public RowPolicy {
        mode = Check.orElse(mode, RowMode.AUTO);
        values = Check.orElse(values, Values.LOG);
        vanished = Check.orElse(vanished, Vanished.USE_LOG);
    }

    /** The same in one word; without values from the database nothing can be gone. */
    public Consistency consistency() {
        if (values == Values.LOG) {
            return Consistency.BASE;
        }
        return vanished == Vanished.DROP ? Consistency.MEDIA_OR_NOTHING : Consistency.MEDIA;
    }

    public static RowPolicy defaults() {
        return new RowPolicy(null, null, null);
    }
}
