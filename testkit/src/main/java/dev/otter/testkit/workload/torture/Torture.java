package dev.otter.testkit.workload.torture;

import dev.otter.testkit.workload.ConnectionSource;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.SqlText;
import dev.otter.testkit.workload.TransactionWriter;
import dev.otter.testkit.workload.WorkloadRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random tables over all column types and random transactions over them: changed keys, swapped
 * unique values, deletes and re-inserts, savepoints, hot rows, big transactions, rejected ones,
 * tables that are truncated. Immutable; the tables depend on the {@link TortureSpec} only, what a
 * writer sends on the spec, the round and what the server rejects.
 */
public final class Torture {

    private static final String SQL_MODE = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO";

    /** Numbers of keys that each writer has for itself in each round. */
    private static final int WRITER_SPAN = 1_000_000;

    private static final int MOST_SPANS = 2000;

    private final TortureSpec spec;
    private final List<TableShape> tables;

    public Torture(TortureSpec spec) {
        this.spec = spec;
        this.tables = new RandomSchema(spec).draw();
    }

    /** All tables, parents before their children. */
    public List<String> tables() {
        List<String> names = new ArrayList<>();
        tables.forEach(table -> names.add(table.name()));
        names.add(BulkRows.TABLE);
        return names;
    }

    /** The tables as CREATE statements, parents first. */
    public List<String> ddl() {
        List<String> all = new ArrayList<>();
        tables.forEach(table -> all.add(table.create()));
        all.add(BulkRows.create());
        return all;
    }

    /** Creates the database anew with its empty tables. */
    public void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode='" + SQL_MODE + "'");
            statement.execute("DROP DATABASE IF EXISTS " + SqlText.name(spec.database()));
            statement.execute("CREATE DATABASE " + SqlText.name(spec.database()));
        }
        connection.setCatalog(spec.database());
        try (Statement statement = connection.createStatement()) {
            for (String sql : ddl()) {
                statement.execute(sql);
            }
        }
    }

    /** Inserts the hot rows; belongs on the source only. */
    public void seed(Connection connection) throws SQLException {
        connection.setCatalog(spec.database());
        SplittableRandom random = new SplittableRandom(spec.seed());
        try (Statement statement = connection.createStatement()) {
            for (String sql : session(false, false)) {
                statement.execute(sql);
            }
            for (TableShape table : tables) {
                TableStatements write = new TableStatements(table, random, () -> 0);
                for (int key = 0; key < TableModel.HOT; key++) {
                    statement.execute(write.insert("INSERT", List.of(TableModel.hot(table, key))));
                }
            }
        }
    }

    /** The first round. */
    public WorkloadRun start(ConnectionSource source, RunConfig run) {
        return start(source, run, 0);
    }

    /**
     * Starts the writers; returns once they run.
     *
     * @param round from 0; a round of its own gives a run after another on the same tables fresh
     *     keys, otherwise it meets the rows of the former one
     */
    public WorkloadRun start(ConnectionSource source, RunConfig run, int round) {
        if (round < 0 || (long) (round + 1) * run.writers() > MOST_SPANS) {
            throw new IllegalArgumentException(
                    "round " + round + " has no keys left for " + run.writers() + " writers");
        }
        return WorkloadRun.start(source, run, index -> writer(index, round, run.writers()));
    }

    /**
     * One writer, for runs that put something of their own around it; see {@link #start}.
     *
     * @param index of the writer, from 0
     * @param writers how many there are
     */
    public TransactionWriter writer(int index, int round, int writers) {
        int span = round * writers + index;
        int firstKey = TableModel.SHARED + span * WRITER_SPAN;
        SplittableRandom random = new SplittableRandom(spec.seed() * 1_000_003 + span);
        Undo undo = new Undo();
        List<TableModel> models = new ArrayList<>();
        for (TableShape table : tables) {
            TableStatements write =
                    new TableStatements(
                            table,
                            random,
                            () ->
                                    table.parent().isEmpty() || optional(table, random)
                                            ? -1
                                            : models.get(table.parent().get().table()).anyKey());
            TableModel model = new TableModel(table, random, undo, write, firstKey);
            table.parent().ifPresent(link -> models.get(link.table()).addChild(model));
            models.add(model);
        }
        boolean unchecked = spec.has(Hazard.CHECKS_OFF) && writers > 1 && index == writers - 1;
        TortureShare share =
                new TortureShare(
                        session(unchecked, index % 2 == 1),
                        random,
                        spec.has(Hazard.BIG_TRANSACTIONS),
                        spec.has(Hazard.TRUNCATES),
                        spec.truncatesChildren(),
                        index == 0);
        return new TortureWriter(share, models, undo, new BulkRows(1L + (long) span * WRITER_SPAN));
    }

    private static boolean optional(TableShape table, SplittableRandom random) {
        return table.parent().get().column().nullable() && random.nextInt(8) == 0;
    }

    private List<String> session(boolean unchecked, boolean readCommitted) {
        List<String> all = new ArrayList<>();
        all.add("USE " + SqlText.name(spec.database()));
        all.add("SET SESSION sql_mode='" + SQL_MODE + "', time_zone='+00:00'");
        all.add("SET SESSION innodb_lock_wait_timeout=5");
        if (unchecked) {
            all.add("SET SESSION foreign_key_checks=0");
        }
        if (readCommitted) {
            all.add("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        return all;
    }
}
