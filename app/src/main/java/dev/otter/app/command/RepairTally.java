package dev.otter.app.command;

import dev.otter.app.view.Amounts;
import dev.otter.engine.verify.online.Finding;
import dev.otter.model.table.TableName;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Counts rows that were repaired. One thread. */
final class RepairTally {
    private final Map<Finding.Kind, Long> repaired = new EnumMap<>(Finding.Kind.class);

    private record Row(TableName target, List<Finding.KeyValue> key) {
        static Row of(Finding finding) {
            return new Row(finding.target(), finding.key());
        }
    }

    /**
     * Rows were sent again.
     *
     * @param sent the differences that they had
     * @param left those that were found after it
     */
    void add(List<Finding> sent, List<Finding> left) {
        Set<Row> still = new HashSet<>();
        left.forEach(finding -> still.add(Row.of(finding)));
        for (Finding finding : sent) {
            if (!still.contains(Row.of(finding))) {
                repaired.merge(finding.kind(), 1L, Long::sum);
            }
        }
    }

    /** {@code repaired 3 rows (2 missing, 1 extra)}. */
    String text() {
        long all = repaired.values().stream().mapToLong(Long::longValue).sum();
        StringJoiner kinds = new StringJoiner(", ", " (", ")").setEmptyValue("");
        repaired.forEach((kind, rows) ->
                kinds.add(Amounts.count(rows) + " " + kind.name().toLowerCase(Locale.ROOT)));
        return "repaired " + Amounts.count(all, "row") + kinds;
    }
}
