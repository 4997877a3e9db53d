package dev.otter.system.fault;

import dev.otter.engine.verify.online.Finding.Kind;
import dev.otter.testkit.workload.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Spoils rows of a target behind everybody's back: takes some away, brings some that the source
 * does not have, and changes one column of others, column after column. Each row is spoilt once.
 * For one thread.
 */
final class Corruptions {
    private static final int EXTRA = 3_000_000;
    private static final int TRIES = 40;

    private final Connection target;
    private final List<TypeTable> tables;
    private final Random random;
    private final List<Spot> spots = new ArrayList<>();
    private final Map<TypeTable, Deque<Integer>> left = new HashMap<>();
    private final Map<TypeTable, List<Integer>> resting = new HashMap<>();
    private final TreeSet<String> told = new TreeSet<>();
    private final TreeSet<String> columns = new TreeSet<>();
    private int extra = EXTRA;

    /** A column in which a row can be changed. */
    private record Spot(TypeTable table, TypeTable.Column column) {}

    /**
     * @param target a session of the corrupted server
     */
    Corruptions(Connection target, List<TypeTable> tables, Random random) throws SQLException {
        this.target = target;
        this.tables = List.copyOf(tables);
        this.random = random;
        try (Statement statement = target.createStatement()) {
            statement.execute("SET SESSION sql_mode='', time_zone='+00:00'");
        }
        for (TypeTable table : tables) {
            List<Integer> ids = table.resting(target);
            List<Integer> mixed = new ArrayList<>(ids);
            Collections.shuffle(mixed, random);
            resting.put(table, ids);
            left.put(table, new ArrayDeque<>(mixed));
            table.columns().forEach(column -> spots.add(new Spot(table, column)));
        }
        Collections.shuffle(spots, random);
    }

    /** How a comparison should tell a row: kind, table and id. */
    static String told(Kind kind, String table, String id) {
        return kind + " " + table + " " + id;
    }

    /**
     * Spoils so many rows: two of five are missing or extra, the rest changed.
     *
     * @throws IllegalStateException when there are not enough rows
     */
    void inflict(int count) throws SQLException {
        int column = 0;
        for (int i = 0; i < count; i++) {
            boolean done =
                    switch (i % 5) {
                        case 0 -> missing(tables.get(random.nextInt(tables.size())));
                        case 1 -> extra(tables.get(random.nextInt(tables.size())));
                        default -> false;
                    };
            for (int tries = 0; !done && tries < spots.size(); tries++) {
                done = changed(spots.get(column++ % spots.size()));
            }
            if (!done) {
                throw new IllegalStateException("no row is left to be spoilt after " + told.size());
            }
        }
    }

    private boolean missing(TypeTable table) throws SQLException {
        Integer id = left.get(table).poll();
        return id != null
                && spoilt(
                        "DELETE FROM " + table.qualified() + " WHERE id=" + id,
                        Kind.MISSING,
                        table,
                        id);
    }

    private boolean extra(TypeTable table) throws SQLException {
        List<Integer> ids = resting.get(table);
        int from = ids.get(random.nextInt(ids.size()));
        int id = extra++;
        return spoilt(table.copy("INSERT", from, id), Kind.EXTRA, table, id);
    }

    /** False when no row is left that another one's value would change. */
    private boolean changed(Spot spot) throws SQLException {
        TypeTable table = spot.table();
        TypeTable.Column column = spot.column();
        Integer id = left.get(table).poll();
        if (id == null) {
            return false;
        }
        List<Integer> ids = resting.get(table);
        String name = SqlText.name(column.name());
        for (int i = 0; i < TRIES; i++) {
            int other = ids.get(random.nextInt(ids.size()));
            String sql =
                    "UPDATE %s a JOIN %s b ON b.id=%d SET a.%s=b.%s WHERE a.id=%d AND %s"
                            .formatted(
                                    table.qualified(),
                                    table.qualified(),
                                    other,
                                    name,
                                    name,
                                    id,
                                    column.unlike("a", "b"));
            if (spoilt(sql, Kind.CHANGED, table, id)) {
                columns.add(table.name() + "." + column.name());
                return true;
            }
        }
        left.get(table).addLast(id);
        return false;
    }

    private boolean spoilt(String sql, Kind kind, TypeTable table, int id) throws SQLException {
        try (Statement statement = target.createStatement()) {
            if (statement.executeUpdate(sql) != 1) {
                return false;
            }
        }
        told.add(told(kind, table.name(), Integer.toString(id)));
        return true;
    }

    /** All that was done, as {@link #told(Kind, String, String)} writes it. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** Columns that were changed in some row. */
    int columns() {
        return columns.size();
    }
}
