package dev.otter.engine.verify.live;

import dev.otter.engine.verify.RowDifference;
import java.time.Instant;
import java.util.List;

/**
 * What reading back has come to since the pipeline was started here.
 *
 * @param looked keys that were looked at on both sides
 * @param equal rows that were the same there at the first look
 * @param waiting keys that wait for the target, or for their turn
 * @param full keys that were left out because the queue was full
 * @param unready keys that were left out because their table was not known (yet), had been altered,
 *     or did not tell them
 * @param copying keys that were left out because tables were being copied
 * @param undecided rows that were changed again and again, or for which the target was too late
 * @param differences rows proven to differ; one that differs all the time counts once
 * @param healed of these, those that were seen equal later
 * @param repaired of these, those that had been sent again
 * @param open differing rows that were not seen equal since, the newest at most
 * @param openLeft differing rows that are not listed any more because there were too many
 * @param unfit tables that cannot be checked, each with the reason
 * @param trouble why nothing can be looked at now; empty when it can
 */
public record LiveStatus(
        long looked,
        long equal,
        long waiting,
        long full,
        long unready,
        long copying,
        long undecided,
        long differences,
        long healed,
        long repaired,
        List<DifferingRow> open,
        long openLeft,
        List<String> unfit,
        String trouble) {
    public LiveStatus {
        open = List.copyOf(open);
        unfit = List.copyOf(unfit);
    }

    /** Keys that were left out, for whatever reason. */
    public long leftOut() {
        return full + unready + copying;
    }

    /**
     * A row that differs.
     *
     * @param table the table on the target
     * @param difference both rows side by side
     * @param since when it was found
     */
    public record DifferingRow(String table, RowDifference difference, Instant since) {}
}
