package dev.otter.testkit.workload.shop;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one writer knows of the rows that are its own (those whose id has its remainder), so that it
 * need not ask the server. Only its own writer touches those rows. Not thread-safe.
 */
final class ShopMemory {

    private static final int LOADED = 2000;

    /** What refers to a loaded customer is not known, so it must look used for ever. */
    private static final int LOADED_USES = Integer.MAX_VALUE / 2;

    /** A customer; {@code email} is up to date. */
    static final class Customer {
        final long id;
        String email;
        int uses;

        Customer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    /** A line of an order; amounts in cents. */
    record Line(int number, long product, int quantity, long cents) {}

    /** An order with all its lines. */
    static final class Order {
        final long id;
        final Customer customer;
        final List<Line> lines;
        String status;
        int nextLine;

        Order(long id, Customer customer, List<Line> lines, String status) {
            this.id = id;
            this.customer = customer;
            this.lines = new ArrayList<>(lines);
            this.status = status;
            this.nextLine = lines.stream().mapToInt(Line::number).max().orElse(0) + 1;
        }

        long cents() {
            return lines.stream().mapToLong(Line::cents).sum();
        }

        boolean open() {
            return status.equals("open");
        }
    }

    /** A product whose article number this writer may change. */
    static final class Product {
        final long id;
        String sku;

        Product(long id, String sku) {
            this.id = id;
            this.sku = sku;
        }
    }

    /** A category made by this writer. */
    static final class Category {
        final long id;
        Category parent;
        int children;

        Category(long id, Category parent) {
            this.id = id;
            this.parent = parent;
        }
    }

    final List<Customer> customers = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final List<Product> products = new ArrayList<>();
    final List<Category> categories = new ArrayList<>();
    final List<Long> carts = new ArrayList<>();
    private final int writers;
    private long nextId;

    /**
     * @param firstId the writer's first free id, for rows of all tables
     */
    ShopMemory(long firstId, int writers) {
        this.nextId = firstId;
        this.writers = writers;
    }

    long newId() {
        long id = nextId;
        nextId += writers;
        return id;
    }

    /** Nothing is sure any more: start again with new rows. */
    void forget() {
        customers.clear();
        orders.clear();
        products.clear();
        categories.clear();
        carts.clear();
    }

    /** Reads the newest of the rows that are this writer's own. */
    void load(Connection connection, int writer) throws SQLException {
        String own = "id % " + writers + "=" + writer + " ORDER BY id DESC LIMIT " + LOADED;
        Map<Long, Customer> byId = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT id,email FROM customers WHERE " + own)) {
                while (rows.next()) {
                    Customer customer = new Customer(rows.getLong(1), rows.getString(2));
                    customer.uses = LOADED_USES;
                    customers.add(customer);
                    byId.put(customer.id, customer);
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT id,sku FROM products WHERE " + own)) {
                while (rows.next()) {
                    products.add(new Product(rows.getLong(1), rows.getString(2)));
                }
            }
            loadOrders(statement, own, byId);
        }
    }

    private void loadOrders(Statement statement, String own, Map<Long, Customer> byId)
            throws SQLException {
        Map<Long, List<Line>> lines = new HashMap<>();
        String sql =
                "SELECT order_id,line_no,product_id,quantity,amount FROM order_lines l"
                        + " JOIN (SELECT id FROM orders WHERE "
                        + own
                        + ") o ON o.id=l.order_id ORDER BY order_id,line_no";
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                BigDecimal cents = rows.getBigDecimal(5).movePointRight(2);
                lines.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                        .add(
                                new Line(
                                        rows.getInt(2),
                                        rows.getLong(3),
                                        rows.getInt(4),
                                        cents.longValueExact()));
            }
        }
        sql = "SELECT id,customer_id,status FROM orders WHERE " + own;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Customer customer = byId.get(rows.getLong(2));
                List<Line> known = lines.get(rows.getLong(1));
                if (customer != null && known != null) {
                    orders.add(new Order(rows.getLong(1), customer, known, rows.getString(3)));
                }
            }
        }
    }
}
