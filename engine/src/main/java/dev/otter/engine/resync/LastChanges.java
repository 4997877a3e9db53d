package dev.otter.engine.resync;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.resync.PresentRows.Found;
import dev.otter.engine.resync.PresentRows.Look;
import dev.otter.engine.resync.PresentRows.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts present rows in the place of a transaction's rows: each key is read at most once, for its
 * last change, and only when that does not take it away. See ADR 35. One use, one thread.
 */
final class LastChanges {
    private final List<RowChanges> changes;
    private final Function<RowChanges, Look> looks;
    private final boolean vanishedToo;
    private final Map<KeyBytes, Integer> last = new HashMap<>();
    private final Map<KeyBytes, Wanted> wanted = new LinkedHashMap<>();
    private int step;

    /**
     * @param looks what is known of the table of a change; one without a twin for rows that go
     *     exactly as they are
     * @param vanishedToo whether rows that are gone are sent as the log has them
     */
    LastChanges(
            List<RowChanges> changes, Function<RowChanges, Look> looks, boolean vanishedToo) {
        this.changes = changes;
        this.looks = looks;
        this.vanishedToo = vanishedToo;
        for (RowChanges change : changes) {
            Look look = looks.apply(change);
            if (look.keyed().isPresent()) {
                for (int row = 0; row < change.rows(); row++) {
                    note(new Row(change, row, look));
                }
            }
        }
    }

    /**
     * One changed row.
     *
     * @param look what is known of its table, with a key
     */
    private record Row(RowChanges change, int row, Look look) {
        Twin twin() {
            return look.twin().orElseThrow();
        }

        int before() {
            return change.before(row);
        }

        /** The key before; null when there is none, or the log does not tell it. */
        KeyBytes leaves() {
            return change.kind() == ChangeKind.INSERT
                    ? null
                    : look.keyed().orElseThrow().key(change, before(), before());
        }

        /** The key after; null as above. */
        KeyBytes comes() {
            return change.kind() == ChangeKind.DELETE
                    ? null
                    : look.keyed().orElseThrow().key(change, change.after(row), instead());
        }

        private int instead() {
            return change.kind() == ChangeKind.INSERT ? change.after(row) : before();
        }

        Wanted wanted(KeyBytes key) {
            return new Wanted(
                    look.keyed().orElseThrow(), key, change, change.after(row), instead());
        }
    }

    private void note(Row row) {
        KeyBytes leaves = row.leaves();
        KeyBytes comes = row.comes();
        if (leaves != null && !leaves.equals(comes)) {
            last.put(leaves, step);
            wanted.remove(leaves);
        }
        if (comes != null) {
            last.put(comes, step);
            wanted.put(comes, row.wanted(comes));
        }
        step++;
    }

    /** The rows that have to be read, each key once. */
    List<Wanted> wanted() {
        return List.copyOf(wanted.values());
    }

    /** What is sent instead of the transaction's rows; perhaps nothing. */
    List<RowChanges> with(Found found) {
        List<RowChanges> sent = new ArrayList<>(changes.size());
        step = 0;
        for (RowChanges change : changes) {
            Look look = looks.apply(change);
            if (look.twin().isEmpty()) {
                sent.add(change);
                continue;
            }
            for (int row = 0; row < change.rows(); row++) {
                if (look.keyed().isPresent()) {
                    send(new Row(change, row, look), found, sent);
                    step++;
                } else {
                    sent.add(look.twin().get().asLogged(change, row));
                }
            }
        }
        return sent;
    }

    private void send(Row row, Found found, List<RowChanges> sent) {
        KeyBytes leaves = row.leaves();
        KeyBytes comes = row.comes();
        RowChanges present = comes == null ? null : found.present().get(comes);
        boolean asLogged =
                present == null
                        && wanted.containsKey(comes)
                        && (vanishedToo || !found.gone().contains(comes));
        if (row.change().kind() == ChangeKind.DELETE || asLogged || untold(row, leaves, comes)) {
            sent.add(row.twin().asLogged(row.change(), row.row()));
            return;
        }
        if (leaves != null && !leaves.equals(comes)) {
            sent.add(row.twin().gone(row.change(), row.before()));
        }
        if (present != null && last.get(comes) == step) {
            sent.add(present);
        }
    }

    /** Whether the log leaves out what the row would be found by. */
    private static boolean untold(Row row, KeyBytes leaves, KeyBytes comes) {
        return comes == null || row.change().kind() == ChangeKind.UPDATE && leaves == null;
    }
}
