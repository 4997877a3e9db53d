package dev.otter.transport.control.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an operation is going on the node that does it.
 *
 * @param id of the operation
 * @param state what becomes of it
 * @param progress how far it is
 * @param summary what came of it, in a sentence; empty while it runs
 * @param fault why it failed
 * @param findings what it found, once it is over
 * @param document the answer to a question, when that is one
 */
public record OperationReport(
        long id,
        State state,
        Progress progress,
        String summary,
        Optional<Fault> fault,
        Findings findings,
        Optional<String> document) {

    /** A report of an operation that is no question. */
    public OperationReport(
            long id,
            State state,
            Progress progress,
            String summary,
            Optional<Fault> fault,
            Findings findings) {
        this(id, state, progress, summary, fault, findings, Optional.empty());
    }

    /** The same with the answer to a question. */
    public OperationReport with(Optional<String> answer) {
        return new OperationReport(id, state, progress, summary, fault, findings, answer);
    }

    /** What becomes of it. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        /** Whether it is over. */
        public boolean over() {
            return this != RUNNING;
        }
    }

    /**
     * How far it is.
     *
     * @param waitsFor what it is at, or waits for; empty when there is nothing to tell
     * @param rowsDone rows that are done
     * @param rowsTotal rows in all, which may be a guess; 0 when there is none
     * @param rowsPerSecond since it began
     * @param secondsLeft at this speed; empty while it cannot be told
     */
    public record Progress(
            String waitsFor,
            long rowsDone,
            long rowsTotal,
            double rowsPerSecond,
            OptionalLong secondsLeft) {
        public static final Progress NONE = new Progress("", 0, 0, 0, OptionalLong.empty());
    }

    /**
     * What it found; on the wire at most so many rows and statements as fit.
     *
     * @param rows that are not the same on both sides
     * @param statements that wait for somebody
     * @param left rows or statements that were left out, because there are too many
     */
    public record Findings(List<DifferingRow> rows, List<WaitingStatement> statements, long left) {
        /** Most rows of a result. */
        public static final int MOST_ROWS = 1_000;

        /** Nothing was found. */
        public static final Findings NONE = new Findings(List.of(), List.of(), 0);

        public Findings {
            rows = List.copyOf(rows);
            statements = List.copyOf(statements);
        }
    }

    /**
     * A row that is not the same on both sides.
     *
     * @param table on the target
     * @param key such as {@code id=17}
     * @param kind {@code missing}, {@code extra} or {@code changed}, as the target sees it; {@code
     *     undecided} when nothing could be proven, {@code problem} when the tables do not fit; the
     *     key tells why then
     * @param values that differ
     */
    public record DifferingRow(String table, String key, String kind, List<DifferingValue> values) {
        public DifferingRow {
            values = List.copyOf(values);
        }
    }

    /** A column whose value differs; long values are shortened. */
    public record DifferingValue(String column, String source, String target) {}

    /**
     * A statement that waits for somebody.
     *
     * @param id names it
     * @param state {@code asked}, {@code approved} or {@code started}
     * @param since when it was written down, as the target's clock says
     * @param source as the source ran it
     * @param target as it would run on the target; empty when it cannot be carried over
     */
    public record WaitingStatement(
            String id, String state, String since, String source, String target) {}
}
