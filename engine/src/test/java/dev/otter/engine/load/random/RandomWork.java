package dev.otter.engine.load.random;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.random.RandomTables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Random transactions on a source: whatever its constraints let pass is done there and told as the
 * log would, without what cascades did. One thread.
 */
public final class RandomWork {
    /**
     * What may be found in it.
     *
     * @param minimal whether images leave out what they can
     * @param orphans whether sessions without checks leave rows that refer to nothing
     */
    public record Log(boolean minimal, boolean orphans) {}

    private record Place(Table table, Object[] row) {}

    private static final List<String> WORDS =
            List.of("a", "A", "á", "b", "B", "b ", "c", "ç", "d", "D ");
    private static final int TRIES = 200;

    private final RandomTables tables;
    private final RandomRows source;
    private final Random random;
    private final Log log;

    /** A row that is to go once all that is in its way has gone; null when there is none. */
    private Place doomed;

    /**
     * @param source is changed as transactions are drawn
     */
    public RandomWork(RandomTables tables, RandomRows source, Random random, Log log) {
        this.tables = tables;
        this.source = source;
        this.random = random;
        this.log = log;
    }

    /** Rows to begin with: as many as find room in so many tries. */
    public void fill(int tries) {
        boolean checks = random.nextInt(8) > 0;
        for (int tried = 0; tried < tries; tried++) {
            Table table = tables.all().get(random.nextInt(tables.all().size()));
            done(table, null, drawn(table), checks);
        }
    }

    /** One transaction of so many rows at most; hardly ever empty. */
    public List<RowChanges> transaction(int rows) {
        boolean checks = random.nextInt(12) > 0;
        List<RowChanges> all = new ArrayList<>();
        for (int tried = 0; tried < TRIES && all.size() < rows; tried++) {
            RowChanges row = row(checks);
            if (row != null) {
                all.add(row);
            }
        }
        return all;
    }

    private RowChanges row(boolean checks) {
        if (doomed != null && random.nextInt(4) > 0) {
            return delete(doomed.table(), doomed.row(), checks);
        }
        Table table = tables.all().get(random.nextInt(tables.all().size()));
        List<Object[]> there = source.of(table);
        if (there.isEmpty() || random.nextInt(3) == 0) {
            Object[] after = drawn(table);
            return done(table, null, after, checks)
                    ? tables.changes(ChangeKind.INSERT, table, checks, after)
                    : null;
        }
        Object[] before = there.get(random.nextInt(there.size())).clone();
        if (random.nextInt(5) > 1) {
            return update(table, before, checks);
        }
        doomed = new Place(table, before);
        return delete(table, before, checks);
    }

    /** Deletes the row, or one that is in its way; the row then goes later. */
    private RowChanges delete(Table table, Object[] row, boolean checks) {
        boolean there = source.of(table).stream().anyMatch(other -> Arrays.equals(other, row));
        if (there && !done(table, row, null, checks)) {
            Place inTheWay = follower(table, row);
            return inTheWay == null ? null : delete(inTheWay.table(), inTheWay.row(), checks);
        }
        if (doomed != null && Arrays.equals(doomed.row(), row)) {
            doomed = null;
        }
        return there
                ? tables.changes(ChangeKind.DELETE, table, checks, identity(table, row))
                : null;
    }

    /** Some row that refers to this one, or to one that would go with it. */
    private Place follower(Table table, Object[] row) {
        for (Table child : tables.all()) {
            for (RandomTables.Link link : child.links()) {
                if (!tables.all().get(link.parent()).equals(table) || child.equals(table)) {
                    continue;
                }
                for (Object[] other : source.of(child)) {
                    if (RandomRows.same(other[link.column()], row[link.parentColumn()])) {
                        Place further = follower(child, other);
                        return further == null ? new Place(child, other.clone()) : further;
                    }
                }
            }
        }
        return null;
    }

    private RowChanges update(Table table, Object[] before, boolean checks) {
        Object[] after = before.clone();
        Object[] other = drawn(table);
        for (int i = 0; i < after.length; i++) {
            if (random.nextInt(i == RandomTables.KEY ? 5 : 2) == 0) {
                after[i] = other[i];
            }
        }
        if (Arrays.equals(before, after) || !done(table, before, after, checks)) {
            return null;
        }
        return tables.changes(
                ChangeKind.UPDATE, table, checks, identity(table, before), changed(before, after));
    }

    private boolean done(Table table, Object[] before, Object[] after, boolean checks) {
        if (!checks && !log.orphans()) {
            RandomRows tried = source.copy();
            if (!tried.change(table.name(), before, after, false) || !tried.sound()) {
                return false;
            }
        }
        return source.change(table.name(), before, after, checks);
    }

    private Object[] drawn(Table table) {
        Object[] row = new Object[table.width()];
        for (int i = 0; i < row.length; i++) {
            boolean text = table.text().get(i);
            if (i == RandomTables.PLAIN) {
                row[i] = random.nextInt(1000);
            } else if (i == RandomTables.KEY || random.nextInt(3) > 0) {
                row[i] =
                        text
                                ? (Object) WORDS.get(random.nextInt(WORDS.size()))
                                : (Object) (1 + random.nextInt(6));
            }
        }
        for (RandomTables.Link link : table.links()) {
            List<Object[]> parents = source.of(tables.all().get(link.parent()));
            if (!parents.isEmpty() && random.nextInt(4) > 0) {
                Object[] parent = parents.get(random.nextInt(parents.size()));
                row[link.column()] = spelled(parent[link.parentColumn()]);
            }
        }
        return row;
    }

    /** An equal value, which text may spell otherwise. */
    private Object spelled(Object value) {
        return value instanceof String
                ? WORDS.stream()
                        .filter(word -> RandomRows.same(word, value) && random.nextInt(3) == 0)
                        .findAny()
                        .orElse(value.toString())
                : value;
    }

    private Object[] identity(Table table, Object[] row) {
        Object[] image = row.clone();
        for (int i = 0; log.minimal() && table.keyed() && i < image.length; i++) {
            image[i] = i == RandomTables.KEY ? image[i] : RandomTables.ABSENT;
        }
        return image;
    }

    private Object[] changed(Object[] before, Object[] after) {
        Object[] image = after.clone();
        for (int i = 0; log.minimal() && i < image.length; i++) {
            image[i] = Objects.equals(before[i], after[i]) ? RandomTables.ABSENT : image[i];
        }
        return image;
    }
}
