package dev.otter.testkit.workload.oltp;

import dev.otter.testkit.workload.ConnectionSource;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.WorkloadRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The sysbench-like workload: flat tables {@code sbtestN(id, k, c, pad)}. Immutable; a run may be
 * started again on tables that already hold the rows of former runs. What each writer sends depends
 * on seed and table contents at the start only.
 */
public final class Oltp {

    private static final int LOAD_BATCH = 1000;

    private final OltpConfig config;

    public Oltp(OltpConfig config) {
        this.config = config;
    }

    /** Creates the database and its empty tables; those of before are dropped. */
    public void createSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS `" + config.database() + "`");
            for (int i = 0; i < config.tables(); i++) {
                String table = OltpRows.table(config, i);
                statement.execute("DROP TABLE IF EXISTS " + table);
                statement.execute(
                        "CREATE TABLE "
                                + table
                                + " (id BIGINT NOT NULL PRIMARY KEY, k INT NOT NULL DEFAULT 0,"
                                + " c CHAR(120) NOT NULL DEFAULT '', pad CHAR(60) NOT NULL"
                                + " DEFAULT '', KEY k_1 (k)) ENGINE=InnoDB CHARSET=utf8mb4");
            }
        }
    }

    /** Fills the empty tables with rows 1 to {@link OltpConfig#rows}. */
    public void load(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        SplittableRandom random = new SplittableRandom(config.seed());
        try (Statement statement = connection.createStatement()) {
            for (int table = 0; table < config.tables(); table++) {
                for (int from = 1; from <= config.rows(); from += LOAD_BATCH) {
                    statement.execute(batch(table, from, random));
                }
            }
        }
    }

    private String batch(int table, int from, SplittableRandom random) {
        StringBuilder out =
                new StringBuilder("INSERT INTO ")
                        .append(OltpRows.table(config, table))
                        .append(" (id,k,c,pad) VALUES ");
        int end = Math.min(config.rows(), from + LOAD_BATCH - 1);
        for (int id = from; id <= end; id++) {
            out.append(id == from ? "" : ",");
            OltpRows.append(out, id, config.rows(), random);
        }
        return out.toString();
    }

    public WorkloadRun start(ConnectionSource source, RunConfig run, OltpMix mix)
            throws SQLException {
        return start(source, run, mix, CommitListener.none());
    }

    /** Starts the writers; returns once they run. */
    public WorkloadRun start(
            ConnectionSource source, RunConfig run, OltpMix mix, CommitListener listener)
            throws SQLException {
        List<OltpWriter> writers = writers(source, run.writers(), mix, listener);
        return WorkloadRun.start(source, run, writers::get);
    }

    /**
     * Inserts at a steady rate, for measuring latency.
     *
     * @param rowsPerSecond over all writers
     * @param rowsPerTransaction one multi-row INSERT each
     */
    public WorkloadRun startSteady(
            ConnectionSource source,
            RunConfig run,
            int rowsPerSecond,
            int rowsPerTransaction,
            CommitListener listener)
            throws SQLException {
        Pace pace = Pace.perSecond((double) rowsPerSecond / rowsPerTransaction);
        OltpMix mix = new OltpMix.InsertOnly(rowsPerTransaction, true);
        return start(source, run.withPace(pace), mix, listener);
    }

    private List<OltpWriter> writers(
            ConnectionSource source, int writers, OltpMix mix, CommitListener listener)
            throws SQLException {
        try (Connection connection = source.open();
                Statement statement = connection.createStatement()) {
            long base = config.rows();
            for (int table = 0; table < config.tables(); table++) {
                base = Math.max(base, greatestId(statement, table));
            }
            List<OltpWriter> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                List<LiveIds> live = new ArrayList<>();
                for (int table = 0; table < config.tables(); table++) {
                    live.add(
                            mix instanceof OltpMix.Mixed
                                    ? liveIds(statement, table, writer, writers)
                                    : new LiveIds());
                }
                // the first id above base that has the writer's remainder
                long first = base + 1 + Math.floorMod(writer - (base + 1), (long) writers);
                OltpShare share = new OltpShare(writer, writers, first);
                all.add(new OltpWriter(config, mix, share, live, listener));
            }
            return all;
        }
    }

    private long greatestId(Statement statement, int table) throws SQLException {
        String sql = "SELECT COALESCE(MAX(id),0) FROM " + OltpRows.table(config, table);
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private LiveIds liveIds(Statement statement, int table, int writer, int writers)
            throws SQLException {
        String sql =
                "SELECT id FROM "
                        + OltpRows.table(config, table)
                        + " WHERE id % "
                        + writers
                        + "="
                        + writer
                        + " ORDER BY id";
        LiveIds live = new LiveIds();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                live.add(rows.getLong(1));
            }
        }
        return live;
    }
}
