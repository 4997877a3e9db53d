package dev.otter.engine.load.random;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.load.random.RandomTables.Link;
import dev.otter.engine.load.random.RandomTables.Table;
import dev.otter.model.table.TableName;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of {@link RandomTables}, kept as InnoDB keeps them: every constraint is checked at every
 * row, and foreign keys cascade. One thread.
 */
public final class RandomRows {
    private final RandomTables tables;
    private final Map<TableName, List<Object[]>> rows = new TreeMap<>();

    public RandomRows(RandomTables tables) {
        this.tables = tables;
        tables.all().forEach(table -> rows.put(table.name(), new ArrayList<>()));
    }

    /** The same rows, independent of these. */
    public RandomRows copy() {
        RandomRows copy = new RandomRows(tables);
        rows.forEach((table, all) -> all.forEach(row -> copy.rows.get(table).add(row.clone())));
        return copy;
    }

    List<Object[]> of(Table table) {
        return rows.get(table.name());
    }

    /** All rows as text, in an order that does not depend on their history. */
    public String text() {
        return rows.entrySet().stream()
                .map(entry ->
                        entry.getKey().table()
                                + entry.getValue().stream()
                                        .map(Arrays::toString)
                                        .sorted()
                                        .collect(Collectors.joining(" ", ": ", "")))
                .collect(Collectors.joining("\n"));
    }

    /** Applies all rows of the log one by one; false at the first that is refused. */
    public boolean play(RowChanges changes) {
        for (int row = 0; row < changes.rows(); row++) {
            Object[] before =
                    changes.kind() == ChangeKind.INSERT
                            ? null
                            : tables.values(changes, changes.before(row));
            Object[] after =
                    changes.kind() == ChangeKind.DELETE
                            ? null
                            : tables.values(changes, changes.after(row));
            if (!change(changes.target(), before, after, changes.foreignKeyChecks())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes one row of another; the first is found by its key, or as a whole where there is none.
     *
     * @param before null for a row that comes
     * @param after null for a row that goes
     * @return false, with nothing changed, when a constraint refuses it or it is not there
     */
    public boolean change(TableName name, Object[] before, Object[] after, boolean checks) {
        RandomRows tried = copy();
        if (!new Change(tried, checks).row(tables.table(name), before, after)) {
            return false;
        }
        rows.putAll(tried.rows);
        return true;
    }

    /** Writes all columns but the key into the row that has the key already; one must change. */
    public boolean overwrite(TableName name, Object[] after, boolean checks) {
        Table table = tables.table(name);
        Object[] there = find(table, after);
        if (there == null) {
            return false;
        }
        Object[] all = after.clone();
        all[RandomTables.KEY] = there[RandomTables.KEY];
        return !Arrays.equals(there, all) && change(name, there.clone(), all, checks);
    }

    /** Whether every row that refers to another one finds it. */
    boolean sound() {
        for (Table table : tables.all()) {
            for (Link link : table.links()) {
                List<Object[]> parents = of(tables.all().get(link.parent()));
                for (Object[] row : of(table)) {
                    Object value = row[link.column()];
                    if (value != null
                            && parents.stream()
                                    .noneMatch(other -> same(other[link.parentColumn()], value))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private Object[] find(Table table, Object[] image) {
        for (Object[] row : of(table)) {
            boolean found =
                    table.keyed()
                            ? same(row[RandomTables.KEY], image[RandomTables.KEY])
                            : Arrays.equals(row, image);
            if (found) {
                return row;
            }
        }
        return null;
    }

    /** Equality as the columns' collation has it; NULL is equal to nothing. */
    static boolean same(Object a, Object b) {
        return a != null && b != null && normal(a).equals(normal(b));
    }

    private static String normal(Object value) {
        return Normalizer.normalize(value.toString(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}| +$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** One change with all that follows from it; equal rows are told apart by identity. */
    @SuppressWarnings("ReferenceEquality")
    private record Change(RandomRows to, boolean checks) {

        boolean row(Table table, Object[] before, Object[] after) {
            if (before == null) {
                to.of(table).add(after.clone());
                return unique(table, after) && parents(table, new Object[after.length], after);
            }
            Object[] there = to.find(table, before);
            if (there == null) {
                return false;
            }
            if (after == null) {
                return remove(table, there);
            }
            Object[] next = there.clone();
            for (int i = 0; i < next.length; i++) {
                if (!RandomTables.ABSENT.equals(after[i]) && !Objects.equals(before[i], after[i])) {
                    next[i] = after[i];
                }
            }
            return replace(table, there, next);
        }

        private boolean remove(Table table, Object[] row) {
            to.of(table).removeIf(other -> other == row);
            return followers(table, row, null);
        }

        private boolean replace(Table table, Object[] row, Object[] next) {
            to.of(table).replaceAll(other -> other == row ? next : other);
            return unique(table, next) && parents(table, row, next) && followers(table, row, next);
        }

        private boolean unique(Table table, Object[] row) {
            int keys = 0;
            int uniques = 0;
            for (Object[] other : to.of(table)) {
                keys += same(other[RandomTables.KEY], row[RandomTables.KEY]) ? 1 : 0;
                uniques += same(other[RandomTables.UNIQUE], row[RandomTables.UNIQUE]) ? 1 : 0;
            }
            return (!table.keyed() || keys == 1) && (!table.unique() || uniques <= 1);
        }

        /** Whether all to which the row newly refers is there. */
        private boolean parents(Table table, Object[] row, Object[] next) {
            for (Link link : table.links()) {
                Object value = next[link.column()];
                Table parent = to.tables.all().get(link.parent());
                if (checks
                        && value != null
                        && !value.equals(row[link.column()])
                        && to.of(parent).stream()
                                .noneMatch(other -> same(other[link.parentColumn()], value))) {
                    return false;
                }
            }
            return true;
        }

        /** What becomes of rows that refer to a row which goes, or whose columns change. */
        private boolean followers(Table table, Object[] row, Object[] next) {
            if (!checks) {
                return true;
            }
            int number = to.tables.all().indexOf(table);
            for (Table child : to.tables.all()) {
                for (Link link : child.links()) {
                    if (link.parent() == number && !follower(child, link, row, next)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean follower(Table child, Link link, Object[] row, Object[] next) {
            Object value = row[link.parentColumn()];
            if (value == null || (next != null && value.equals(next[link.parentColumn()]))) {
                return true;
            }
            Rule rule = next == null ? link.onDelete() : link.onUpdate();
            List<Object[]> referring =
                    to.of(child).stream()
                            .filter(other -> other != next && same(other[link.column()], value))
                            .toList();
            for (Object[] other : referring) {
                if (to.of(child).stream().noneMatch(left -> left == other)) {
                    continue;
                }
                Object[] changed = other.clone();
                changed[link.column()] =
                        next == null || rule == Rule.SET_NULL ? null : next[link.parentColumn()];
                boolean done =
                        switch (rule) {
                            case RESTRICT, NO_ACTION, SET_DEFAULT -> false;
                            case SET_NULL -> replaceFollower(child, other, changed);
                            case CASCADE ->
                                    next == null
                                            ? remove(child, other)
                                            : replaceFollower(child, other, changed);
                        };
                if (!done) {
                    return false;
                }
            }
            return true;
        }

        /** The other foreign keys of the follower are as they were. */
        private boolean replaceFollower(Table child, Object[] row, Object[] next) {
            to.of(child).replaceAll(other -> other == row ? next : other);
            return unique(child, next) && followers(child, row, next);
        }
    }
}
