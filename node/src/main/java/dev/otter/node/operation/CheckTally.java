package dev.otter.node.operation;

import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.OnlineComparison;
import dev.otter.model.table.TableName;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.DifferingValue;
import dev.otter.transport.control.message.OperationReport.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds up what a comparison of several tables has found. One thread. */
final class CheckTally {
    /** Kept until the manager has them; more would not fit into a message anyway. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final List<DifferingRow> rows = new ArrayList<>();
    private long left;
    private int characters;
    private long compared;
    private long tables;
    private long differentTables;
    private long differences;
    private long undecided;
    private long repaired;

    private record Row(TableName target, List<Finding.KeyValue> key) {
        static Row of(Finding finding) {
            return new Row(finding.target(), finding.key());
        }
    }

    /**
     * Rows were sent again.
     *
     * @param sent the differences that they had
     * @param still those that were found after it
     */
    void repaired(List<Finding> sent, List<Finding> still) {
        Set<Row> remaining = new HashSet<>();
        still.forEach(finding -> remaining.add(Row.of(finding)));
        repaired += sent.stream().filter(finding -> !remaining.contains(Row.of(finding))).count();
    }

    /** A table is done. */
    void add(OnlineComparison comparison) {
        tables++;
        compared += comparison.result().sourceRows();
        undecided += comparison.undecided();
        if (!comparison.result().equal()) {
            differentTables++;
            differences += comparison.result().differences();
        }
        String table = comparison.result().pair().title();
        comparison
                .result()
                .problems()
                .forEach(problem -> keep(new DifferingRow(table, problem, "problem", List.of())));
        List<RowDifference> shown = comparison.result().shown();
        shown.forEach(difference -> keep(row(table, difference)));
        left += Math.max(0, comparison.result().differences() - shown.size());
        comparison
                .undecidedShown()
                .forEach(text -> keep(new DifferingRow(table, text, "undecided", List.of())));
    }

    private void keep(DifferingRow row) {
        int size = size(row);
        if (rows.size() < Findings.MOST_ROWS && characters + size <= MOST_CHARACTERS) {
            rows.add(row);
            characters += size;
        } else {
            left++;
        }
    }

    private static int size(DifferingRow row) {
        return row.table().length()
                + row.key().length()
                + row.values().stream()
                        .mapToInt(value ->
                                value.column().length()
                                        + value.source().length()
                                        + value.target().length())
                        .sum();
    }

    static DifferingRow row(String table, RowDifference difference) {
        return switch (difference) {
            case RowDifference.Missing(String key) ->
                    new DifferingRow(table, key, "missing", List.of());
            case RowDifference.Extra(String key) ->
                    new DifferingRow(table, key, "extra", List.of());
            case RowDifference.Different(String key, List<RowDifference.Value> values) ->
                    new DifferingRow(
                            table,
                            key,
                            "changed",
                            values.stream()
                                    .map(value ->
                                            new DifferingValue(
                                                    value.column(),
                                                    String.valueOf(value.source()),
                                                    String.valueOf(value.target())))
                                    .toList());
        };
    }

    /** The rows to be shown. */
    Findings findings() {
        return new Findings(rows, List.of(), left);
    }

    /** {@code equal, N rows}, or what differs or is left open; in front what was repaired. */
    String verdict(boolean repairing) {
        return repairing ? "repaired %d rows; %s".formatted(repaired, compared()) : compared();
    }

    private String compared() {
        String open = undecided == 0 ? "" : undecided + " rows undecided";
        if (differentTables > 0) {
            return "different: %d rows in %d of %d tables%s"
                    .formatted(
                            differences,
                            differentTables,
                            tables,
                            open.isEmpty() ? "" : ", " + open);
        }
        return open.isEmpty()
                ? "equal, %d rows".formatted(compared)
                : "no difference proven, %s of %d".formatted(open, compared);
    }
}
