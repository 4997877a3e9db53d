package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.WorkloadStats;
import dev.otter.testkit.workload.shop.Shop;
import dev.otter.testkit.workload.shop.ShopConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A shop on the source in which people trade all the time, and what of it is on the target. */
final class Trade implements AutoCloseable {
    private static final int CUSTOMERS = 500;
    private static final RunConfig PACED =
            RunConfig.of("trade", 2, RunLimit.untilStopped()).withPace(Pace.perSecond(100));

    private final MysqlServer source;
    private final MysqlServer target;
    private final String database;
    private final Shop shop;
    private final Connection eye;
    private WorkloadRun run;

    /** Makes the empty tables on both sides. */
    Trade(MysqlServer source, MysqlServer target, String database) throws SQLException {
        this.source = source;
        this.target = target;
        this.database = database;
        this.shop = new Shop(new ShopConfig(database, 11));
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            shop.createSchema(from);
            shop.createSchema(to);
        }
        this.eye = target.connect();
    }

    /** Fills the source's tables and lets people trade. */
    void begin() throws SQLException {
        try (Connection from = source.connect()) {
            shop.seed(from, CUSTOMERS);
        }
        run = shop.start(source::connect, PACED);
    }

    /** The greatest number that a thing on the target has; grows as long as things arrive. */
    long newest() throws SQLException {
        return number(
                "GREATEST",
                table -> "(SELECT COALESCE(MAX(id), 0) FROM " + table + ")",
                ", ",
                Stream.of("customers", "orders", "payments", "carts", "categories"));
    }

    /** How many rows the target has. */
    long rows() throws SQLException {
        return number(
                "", table -> "(SELECT COUNT(*) FROM " + table + ")", " + ", shop.tables().stream());
    }

    private interface Question {
        String about(String table);
    }

    private long number(String function, Question question, String between, Stream<String> tables)
            throws SQLException {
        String sql =
                tables.map(table -> question.about(database + "." + table))
                        .collect(Collectors.joining(between, "SELECT " + function + "(", ")"));
        try (Statement statement = eye.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends the trade and waits until both sides are equal, row by row. */
    WorkloadStats end() throws SQLException, InterruptedException {
        run.stop();
        WorkloadStats stats = run.await(Room.PATIENCE);
        TableComparer comparer =
                new TableComparer(source::connect, target::connect, CompareOptions.strict());
        Room.until(
                "the last rows are on the target",
                () -> comparer.compareDatabases(database).equal());
        Comparison comparison = comparer.compareDatabases(database);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        return stats;
    }

    /** Rows that the source's log says to have changed. */
    long changes() {
        return RowCount.of(source, database);
    }

    @Override
    public void close() throws SQLException {
        if (run != null) {
            run.close();
        }
        eye.close();
    }
}
