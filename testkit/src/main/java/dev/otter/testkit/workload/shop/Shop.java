package dev.otter.testkit.workload.shop;

import dev.otter.testkit.workload.ConnectionSource;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.TransactionWriter;
import dev.otter.testkit.workload.WorkloadRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A small shop: customers, orders with lines, payments, stock, carts (deleted by cascade) and a
 * tree of categories, with foreign and unique keys and sums that only whole transactions keep.
 * Immutable; runs may follow each other on the same tables. Each writer sends what seed and table
 * contents at the start determine.
 */
public final class Shop {

    private final ShopConfig config;

    public Shop(ShopConfig config) {
        this.config = config;
    }

    /** The tables of the shop, parents first. */
    public List<String> tables() {
        return ShopSchema.TABLES;
    }

    /** Creates the database and its empty tables; those of before are dropped. */
    public void createSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS `" + config.database() + "`");
            statement.execute("USE `" + config.database() + "`");
            for (int i = ShopSchema.TABLES.size() - 1; i >= 0; i--) {
                statement.execute(ShopSchema.drop(i));
            }
            for (int i = 0; i < ShopSchema.TABLES.size(); i++) {
                statement.execute(ShopSchema.create(i));
            }
        }
    }

    /**
     * Fills the empty tables.
     *
     * @param customers how many; half of them have an order, and there is a product for every ten
     */
    public void seed(Connection connection, int customers) throws SQLException {
        new ShopSeed(config, customers).write(connection);
    }

    /** Starts the writers; the shop must have been seeded. Returns once they run. */
    public WorkloadRun start(ConnectionSource source, RunConfig run) throws SQLException {
        List<TransactionWriter> writers = new ArrayList<>();
        try (Connection connection = source.open()) {
            connection.setCatalog(config.database());
            long greatest = 0;
            for (String table : List.of("customers", "addresses", "orders", "payments")) {
                greatest = Math.max(greatest, greatestId(connection, table));
            }
            greatest = Math.max(greatest, greatestId(connection, "categories"));
            greatest = Math.max(greatest, greatestId(connection, "carts"));
            long products = greatestId(connection, "products");
            for (int i = 0; i < run.writers(); i++) {
                long above = greatest + 1;
                long first = above + Math.floorMod(i - above, (long) run.writers());
                ShopMemory memory = new ShopMemory(first, run.writers());
                memory.load(connection, i);
                writers.add(new ShopWriter(config, i, memory, products));
            }
        }
        return WorkloadRun.start(source, run, writers::get);
    }

    /**
     * Reads one consistent snapshot and answers one sentence per broken sum; empty when the shop
     * shows nothing but whole transactions.
     */
    public List<String> checkInvariants(Connection connection) throws SQLException {
        return ShopInvariants.check(connection, config.database());
    }

    private static long greatestId(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT COALESCE(MAX(id),0) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
