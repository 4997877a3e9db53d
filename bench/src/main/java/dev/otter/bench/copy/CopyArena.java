package dev.otter.bench.copy;

import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.oltp.Oltp;
import dev.otter.testkit.workload.oltp.OltpConfig;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A source with four tables of sysbench, and an empty target, fully durable, that every contender
 * gets in the same state. For one thread.
 */
public final class CopyArena implements AutoCloseable {
    /** The database that is copied. */
    public static final String DATABASE = "copied";

    private static final int TABLES = 4;

    private final MysqlServer source;
    private final MysqlServer target;
    private final long rows;

    private CopyArena(MysqlServer source, MysqlServer target, long rows) {
        this.source = source;
        this.target = target;
        this.rows = rows;
    }

    /**
     * Starts both servers and fills the source.
     *
     * @param rowsPerTable rows of each of four tables
     */
    public static CopyArena open(Flavor flavor, int rowsPerTable) throws SQLException {
        ServerSpec spec =
                ServerSpec.of(flavor)
                        .withOptions("--innodb-buffer-pool-size=1G", "--innodb-log-file-size=256M");
        MysqlServer source = MysqlServer.start(spec.withServerId(1));
        try {
            MysqlServer target = MysqlServer.start(spec.withServerId(2).withDurable(true));
            Oltp oltp = new Oltp(new OltpConfig(DATABASE, TABLES, rowsPerTable, 1));
            try (Connection connection = source.connect()) {
                oltp.createSchema(connection);
                oltp.load(connection);
            }
            return new CopyArena(source, target, (long) TABLES * rowsPerTable);
        } catch (SQLException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    public MysqlServer source() {
        return source;
    }

    public MysqlServer target() {
        return target;
    }

    /** Rows of all tables. */
    public long rows() {
        return rows;
    }

    /** Empties the target. */
    public void resetTarget() throws SQLException {
        target.execute("DROP DATABASE IF EXISTS " + DATABASE, "DROP DATABASE IF EXISTS retl");
    }

    /**
     * Compares both sides row by row.
     *
     * @throws IllegalStateException when they differ
     */
    public void requireEqual() throws SQLException {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(DATABASE);
        if (!comparison.equal()) {
            throw new IllegalStateException(comparison.report());
        }
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }
}
