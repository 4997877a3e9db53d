package dev.otter.engine.trial;

import dev.otter.engine.resync.SampleValue;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What came of a trial.
 *
 * @param source the source's table
 * @param target its name on the target
 * @param view what the entry makes of the columns, in words; empty when there is a problem with it
 * @param in the row that was tried
 * @param sent whether the target gets the row
 * @param out the row that the target gets
 * @param problems why it does not work; those with the target's table do not keep the row from
 *     being tried
 */
public record TrialOutcome(
        TableName source,
        TableName target,
        List<String> view,
        List<SampleValue> in,
        boolean sent,
        List<SampleValue> out,
        List<Problem> problems) {
    public TrialOutcome {
        view = List.copyOf(view);
        in = List.copyOf(in);
        out = List.copyOf(out);
        problems = List.copyOf(problems);
    }

    /** The part of an entry that a problem is about. */
    public enum Place {
        /** The entry as a whole. */
        ENTRY,
        COLUMNS,
        WHERE,
        /** One of the columns that are worked out. */
        SET,
        GROUPS,
        PROCESSOR,
        /** Into which of several tables the row goes. */
        ROUTE,
        /** What the target's table makes of it. */
        TARGET,
        /** A value of the row that was tried. */
        ROW
    }

    /**
     * Something that does not work.
     *
     * @param place what of the entry it is about
     * @param column which column, where the place has several
     * @param error what it is, and what to do
     */
    public record Problem(Place place, Optional<String> column, OtterException error) {}
}
