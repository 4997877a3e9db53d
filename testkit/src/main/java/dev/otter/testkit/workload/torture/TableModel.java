package dev.otter.testkit.workload.torture;

import dev.otter.testkit.workload.torture.LiveRows.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One writer's knowledge of one table and the operations it draws on it. Numbers of keys: below
 * {@link #HOT} rows that are never deleted, up to {@link #SHARED} rows of all writers, then each
 * writer's own span. Every change of the knowledge is noted in the {@link Undo} and can be taken
 * back. Not thread-safe.
 */
final class TableModel {

    /** Rows that everybody updates. */
    static final int HOT = 10;

    /** Rows that everybody inserts, updates and deletes. */
    static final int SHARED = 60;

    private static final int SPAN = 5000;
    private static final int MOST_LIVE = 1500;
    private static final int DOUBLES = 40;

    private final TableShape table;
    private final RandomGenerator random;
    private final Undo undo;
    private final TableStatements write;
    private final LiveRows live = new LiveRows();
    private final List<TableModel> children = new ArrayList<>();
    private final int firstKey;
    private int nextUnique;

    /**
     * @param firstKey where the writer's own span of numbers begins
     */
    TableModel(
            TableShape table,
            RandomGenerator random,
            Undo undo,
            TableStatements write,
            int firstKey) {
        this.table = table;
        this.random = random;
        this.undo = undo;
        this.write = write;
        this.firstKey = firstKey;
        this.nextUnique = firstKey;
    }

    /** One of the rows that everybody updates. */
    static Row hot(TableShape table, int key) {
        int[] uniques = new int[table.uniques().size()];
        Arrays.fill(uniques, key);
        return new Row(key, uniques);
    }

    void addChild(TableModel child) {
        children.add(child);
    }

    /** The number of a row that most probably exists; for references to it. */
    int anyKey() {
        int draw = random.nextInt(100);
        if (draw < 3) {
            return SHARED + random.nextInt(SPAN);
        }
        return live.size() == 0 || draw < 30 ? random.nextInt(HOT) : live.random(random).key;
    }

    /**
     * Whether the table may be truncated: never when a foreign key leads to it, which the server
     * refuses.
     *
     * @param child whether a foreign key may lead from it
     */
    boolean truncatable(boolean child) {
        return children.isEmpty() && (child || table.parent().isEmpty());
    }

    /**
     * Empties the table, whoever has written its rows, and puts the hot rows back right behind it.
     * Both are committed at once and cannot be taken back.
     */
    void truncate(List<String> sql) {
        sql.add("TRUNCATE TABLE " + table.name());
        live.clear();
        List<Row> rows = new ArrayList<>();
        for (int key = 0; key < HOT; key++) {
            rows.add(hot(table, key));
        }
        sql.add(write.insert("INSERT IGNORE", rows));
    }

    /** Adds the statements of one random operation. */
    void operate(List<String> sql) {
        if (!table.tracked()) {
            doubles(sql);
            return;
        }
        int draw = random.nextInt(100);
        if (live.size() < 20 || (draw < 24 && live.size() < MOST_LIVE)) {
            insert(sql);
        } else if (draw < 48) {
            sql.add(write.update(mine()));
        } else if (draw < 53) {
            sql.add(write.updateAll(several()));
        } else if (draw < 59) {
            changeKey(sql);
        } else if (draw < 65) {
            changeUnique(sql);
        } else if (draw < 69) {
            swap(sql);
        } else if (draw < 80) {
            delete(sql);
        } else {
            rare(sql, draw);
        }
    }

    private void rare(List<String> sql, int draw) {
        if (draw < 85) {
            Row row = live.random(random);
            sql.add(write.delete(row));
            remove(row);
            Row again = fresh(row.key);
            sql.add(write.insert("INSERT", List.of(again)));
            add(again);
        } else if (draw < 88) {
            sql.add(write.touch(mine()));
        } else if (draw < 93) {
            sql.add(write.count(random.nextInt(HOT)));
        } else if (draw < 95) {
            Row copy = fresh(freeKey());
            sql.add(write.copy(mine(), copy));
            add(copy);
        } else if (draw < 97) {
            overwrite(sql);
        } else if (draw < 98) {
            Row row = mine();
            sql.add(write.setKey(row, row.key));
        } else {
            shift(sql);
        }
    }

    private void insert(List<String> sql) {
        int count = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(8);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Row row = fresh(random.nextInt(40) == 0 ? sharedKey() : freeKey());
            rows.add(row);
            add(row);
        }
        if (table.identity() == TableShape.Identity.NULLABLE_UNIQUE && random.nextInt(5) == 0) {
            rows.add(new Row(-1, fresh(0).uniques));
        }
        sql.add(write.insert(random.nextInt(30) == 0 ? "INSERT IGNORE" : "INSERT", rows));
    }

    private void overwrite(List<String> sql) {
        Row row = random.nextBoolean() ? fresh(sharedKey()) : mine().withKey(mine().key);
        List<Row> one = List.of(row);
        sql.add(random.nextBoolean() ? write.insert("REPLACE", one) : write.upsert(one));
        add(row);
    }

    private void changeKey(List<String> sql) {
        Row row = live.random(random);
        Row moved = row.withKey(random.nextInt(30) == 0 ? sharedKey() : freeKey());
        sql.add(write.setKey(row, moved.key));
        remove(row);
        add(moved);
    }

    private void changeUnique(List<String> sql) {
        if (table.uniques().isEmpty()) {
            sql.add(write.update(mine()));
            return;
        }
        Row row = live.random(random);
        int index = random.nextInt(table.uniques().size());
        int value = uniqueValue(index);
        sql.add(write.setUnique(row, index, value));
        set(row, index, value);
    }

    /** Two rows give each other a unique value, or their keys, by way of a third value. */
    private void swap(List<String> sql) {
        Row one = live.random(random);
        Row two = live.random(random);
        if (one == two) {
            sql.add(write.touch(one));
            return;
        }
        if (table.uniques().isEmpty() || random.nextInt(3) == 0) {
            Row aside = one.withKey(freeKey());
            sql.add(write.setKey(one, aside.key));
            sql.add(write.setKey(two, one.key));
            sql.add(write.setKey(aside, two.key));
            remove(one);
            remove(two);
            add(one.withKey(two.key));
            add(two.withKey(one.key));
            return;
        }
        int index = random.nextInt(table.uniques().size());
        int first = one.uniques[index];
        int second = two.uniques[index];
        sql.add(write.setUnique(one, index, nextUnique++));
        sql.add(write.setUnique(two, index, first));
        sql.add(write.setUnique(one, index, second));
        set(one, index, second);
        set(two, index, first);
    }

    private void delete(List<String> sql) {
        Row row = random.nextInt(20) == 0 ? fresh(sharedKey()) : live.random(random);
        if (random.nextInt(3) > 0) {
            for (TableModel child : children) {
                sql.add(child.write.orphan(table.key(), row.key));
            }
        }
        if (children.isEmpty() && random.nextInt(4) == 0) {
            List<Row> rows = several();
            sql.add(write.deleteAll(rows));
            rows.forEach(this::remove);
            return;
        }
        sql.add(write.delete(row));
        remove(row);
    }

    private void shift(List<String> sql) {
        int first = firstKey + random.nextInt(SPAN);
        boolean free = true;
        for (int key = first; key <= first + 3; key++) {
            free &= !live.contains(key);
        }
        if (table.key().kind() != KeyKind.INT || !free) {
            sql.add(write.touch(mine()));
            return;
        }
        List<Row> rows = List.of(fresh(first), fresh(first + 1), fresh(first + 2));
        sql.add(write.insert("INSERT", rows));
        sql.add(write.shift(first, first + 2));
        rows.forEach(row -> add(row.withKey(row.key + 1)));
    }

    /** Rows of a table without any key: few, often equal, told apart by nothing. */
    private void doubles(List<String> sql) {
        Row row = new Row(random.nextInt(DOUBLES));
        int draw = random.nextInt(100);
        if (draw < 40) {
            List<Row> rows = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                rows.add(row);
            }
            sql.add(write.insert("INSERT", rows));
        } else if (draw < 65) {
            sql.add(write.update(row));
        } else if (draw < 75) {
            sql.add(write.setKey(row, random.nextInt(DOUBLES)));
        } else {
            sql.add(write.delete(row));
        }
    }

    private Row mine() {
        if (random.nextInt(12) == 0) {
            return fresh(random.nextInt(SHARED));
        }
        return live.random(random);
    }

    private List<Row> several() {
        List<Row> rows = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rows.add(live.random(random));
        }
        return rows;
    }

    private Row fresh(int key) {
        int[] uniques = new int[table.uniques().size()];
        for (int i = 0; i < uniques.length; i++) {
            uniques[i] = uniqueValue(i);
        }
        return new Row(key, uniques);
    }

    private int uniqueValue(int index) {
        int draw = random.nextInt(100);
        if (draw < 12 && table.uniques().get(index).nullable()) {
            return -1;
        }
        return draw < 14 ? HOT + random.nextInt(SHARED) : nextUnique++;
    }

    private int freeKey() {
        int key = firstKey + random.nextInt(SPAN);
        while (live.contains(key)) {
            key = firstKey + random.nextInt(SPAN);
        }
        return key;
    }

    private int sharedKey() {
        return HOT + random.nextInt(SHARED - HOT);
    }

    private void add(Row row) {
        live.add(row);
        undo.note(() -> live.remove(row));
    }

    private void remove(Row row) {
        if (live.contains(row.key)) {
            live.remove(row);
            undo.note(() -> live.add(row));
        }
    }

    private void set(Row row, int index, int value) {
        int before = row.uniques[index];
        row.uniques[index] = value;
        undo.note(() -> row.uniques[index] = before);
    }
}
