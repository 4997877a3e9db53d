package dev.otter.testkit.compare;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Matches the rows of two streams by key, in whatever order they come. Both are read in step; a row
 * whose partner has not come yet waits. Streams in the same order, which is the common case, keep
 * nearly nothing waiting, and streams in different orders are still compared right: servers and
 * collations need not agree on how keys are sorted. Rows without a key match by all they hold, each
 * as often as it occurs.
 *
 * <p>Rows that wait keep their values up to a limit of bytes; beyond it only a SHA-256 of them,
 * which still tells equal from different but not what differs.
 */
final class RowMatcher {
    private static final long MAX_WAITING_BYTES = 64L << 20;
    private static final int MAX_WAITING_ROWS = 2_000_000;

    /** A row without a partner yet; either the row or, to save memory, its digest and key. */
    private record Waiting(Row row, byte[] digest, String digestKey) {
        String keyText() {
            return row == null ? digestKey : row.keyText();
        }
    }

    private final String table;
    private final List<ColumnReading> readings;
    private final Findings findings;
    private final Map<Row.Key, Queue<Waiting>> left = new LinkedHashMap<>();
    private final Map<Row.Key, Queue<Waiting>> right = new LinkedHashMap<>();
    private long waitingBytes;
    private int waitingRows;

    RowMatcher(String table, List<ColumnReading> readings, Findings findings) {
        this.table = table;
        this.readings = readings;
        this.findings = findings;
    }

    void match(RowStream leftRows, RowStream rightRows) throws SQLException {
        Row one = leftRows.next();
        Row two = rightRows.next();
        while (one != null || two != null) {
            if (one != null && two != null && one.sameKey(two)) {
                compare(one, two);
            } else {
                if (one != null) {
                    place(one, true);
                }
                if (two != null) {
                    place(two, false);
                }
            }
            one = one == null ? null : leftRows.next();
            two = two == null ? null : rightRows.next();
        }
        for (Queue<Waiting> rows : left.values()) {
            rows.forEach(row -> findings.add(new Difference.MissingRow(table, row.keyText())));
        }
        for (Queue<Waiting> rows : right.values()) {
            rows.forEach(row -> findings.add(new Difference.ExtraRow(table, row.keyText())));
        }
    }

    /** Compares the row with its partner if that waits already, else lets it wait. */
    private void place(Row row, boolean fromLeft) {
        Map<Row.Key, Queue<Waiting>> own = fromLeft ? left : right;
        Map<Row.Key, Queue<Waiting>> partners = fromLeft ? right : left;
        Row.Key key = row.key();
        Queue<Waiting> waiting = partners.get(key);
        if (waiting == null) {
            own.computeIfAbsent(key, _ -> new ArrayDeque<>(1)).add(keep(row));
            return;
        }
        Waiting partner = waiting.remove();
        waitingRows--;
        if (waiting.isEmpty()) {
            partners.remove(key);
        }
        if (partner.row() == null) {
            compareDigests(row, partner);
            return;
        }
        waitingBytes -= partner.row().bytes();
        if (fromLeft) {
            compare(row, partner.row());
        } else {
            compare(partner.row(), row);
        }
    }

    private Waiting keep(Row row) {
        if (++waitingRows > MAX_WAITING_ROWS) {
            throw new IllegalStateException(
                    "%s: more than %d rows have no partner; the sides are too different to compare"
                            .formatted(table, MAX_WAITING_ROWS));
        }
        if (waitingBytes + row.bytes() > MAX_WAITING_BYTES) {
            return new Waiting(null, row.digest(), row.keyText());
        }
        waitingBytes += row.bytes();
        return new Waiting(row, null, null);
    }

    private void compare(Row one, Row two) {
        for (int i = 0; i < one.width(); i++) {
            byte[] a = one.value(i);
            byte[] b = two.value(i);
            if (!Arrays.equals(a, b)) {
                findings.add(
                        new Difference.Value(
                                table,
                                one.keyText(),
                                readings.get(i).name(),
                                Rendering.beside(a, b),
                                Rendering.beside(b, a)));
            }
        }
    }

    private void compareDigests(Row row, Waiting partner) {
        if (!Arrays.equals(row.digest(), partner.digest())) {
            findings.add(
                    new Difference.Value(
                            table,
                            row.keyText(),
                            "(some)",
                            "(not kept: too many rows waited)",
                            "(not kept)"));
        }
    }
}
