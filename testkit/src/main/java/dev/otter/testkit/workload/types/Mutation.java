package dev.otter.testkit.workload.types;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One round of changes over all tables of {@link EveryType}. */
final class Mutation {

    private static final int DUPLICATE = 1062;
    private static final int TRANSACTIONS_PER_TABLE = 12;
    private static final int MOST_STATEMENTS = 6;

    private final Connection connection;
    private final Statement statement;
    private final SplittableRandom random;
    private int changed;

    Mutation(Connection connection, Statement statement, long seed) {
        this.connection = connection;
        this.statement = statement;
        this.random = new SplittableRandom(seed);
    }

    int run(EveryType types) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (TypeFamily family : types.families()) {
                family(types.qualified(family.table()), family);
            }
            for (KeyTable table : types.keyTables()) {
                keys(table);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return changed;
    }

    private void family(String table, TypeFamily family) throws SQLException {
        FamilyRows rows = new FamilyRows(table, family);
        List<Long> ids = ids(table);
        long next = ids.isEmpty() ? 1 : ids.getLast() + 1;
        for (int i = 0; i < TRANSACTIONS_PER_TABLE; i++) {
            int count = 1 + random.nextInt(MOST_STATEMENTS);
            for (int j = 0; j < count; j++) {
                next = change(rows, family, ids, next);
            }
            connection.commit();
        }
    }

    private long change(FamilyRows rows, TypeFamily family, List<Long> ids, long next)
            throws SQLException {
        int draw = ids.size() < 3 ? 99 : random.nextInt(100);
        int which = ids.isEmpty() ? 0 : random.nextInt(ids.size());
        if (draw < 30 && family.table().equals("json")) {
            execute(rows.changeDocument(ids.get(which), random));
        } else if (draw < 55) {
            execute(rows.update(ids.get(which), random));
        } else if (draw < 65) {
            execute(rows.delete(ids.remove(which)));
        } else if (draw < 75) {
            execute(rows.move(ids.get(which), next));
            ids.set(which, next);
            return next + 1;
        } else if (draw < 85) {
            long id = ids.get(which);
            execute(rows.delete(id));
            execute(rows.insert(id, random.nextInt(1000)));
        } else {
            execute(rows.insert(next, random.nextInt(1000)));
            ids.add(next);
            return next + 1;
        }
        return next;
    }

    private void keys(KeyTable table) throws SQLException {
        List<Edge> edges = table.type().edges();
        for (int i = 0; i < TRANSACTIONS_PER_TABLE; i++) {
            Edge one = edges.get(random.nextInt(edges.size()));
            Edge two = edges.get(random.nextInt(edges.size()));
            switch (random.nextInt(4)) {
                case 0 -> execute(table.update(one, random.nextInt(1000)));
                case 1 -> execute(table.move(one, two));
                case 2 -> {
                    execute(table.delete(one));
                    execute(table.insert(one, 7));
                }
                default -> {
                    execute(table.delete(one));
                    execute(table.insert(two, 8));
                }
            }
            connection.commit();
        }
    }

    /** A duplicate key undoes only its statement, as an application may take it. */
    private void execute(String sql) throws SQLException {
        try {
            changed += statement.executeUpdate(sql) > 0 ? 1 : 0;
        } catch (SQLException e) {
            if (e.getErrorCode() != DUPLICATE) {
                throw new SQLException(
                        e.getMessage() + " in " + sql.substring(0, Math.min(500, sql.length())),
                        e.getSQLState(),
                        e.getErrorCode(),
                        e);
            }
        }
    }

    private List<Long> ids(String table) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
