package dev.otter.engine.verify.online;

import dev.otter.engine.verify.RowDifference;
import dev.otter.model.table.TableName;
import java.util.List;

/**
 * A row that is not the same on both sides, proven at a moment of the log; with what a repair needs
 * to send the row again through the stream.
 *
 * @param sources the tables on the source that flow into the target's, one of which has the row or
 *     should not have lost it
 * @param target the table on the target
 * @param key the key's columns and values
 * @param kind what is wrong
 * @param difference both rows side by side, for people
 */
public record Finding(
        List<TableName> sources,
        TableName target,
        List<KeyValue> key,
        Kind kind,
        RowDifference difference) {
    public Finding {
        sources = List.copyOf(sources);
        key = List.copyOf(key);
    }

    /** What is wrong with a row. */
    public enum Kind {
        /** The source has it, the target has not. */
        MISSING,
        /** The target has it, the source has not. */
        EXTRA,
        /** Both have it, with other values. */
        CHANGED;

        static Kind of(RowDifference difference) {
            return switch (difference) {
                case RowDifference.Missing _ -> MISSING;
                case RowDifference.Extra _ -> EXTRA;
                case RowDifference.Different _ -> CHANGED;
            };
        }
    }

    /**
     * One column of a key.
     *
     * @param column its name on the source
     * @param literal its value as SQL for the source, right in every SQL mode and character set;
     *     times are UTC
     */
    public record KeyValue(String column, String literal) {}
}
