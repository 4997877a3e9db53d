package dev.otter.testkit.workload.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Fills an empty shop; every transaction of it already keeps the shop's sums. */
final class ShopSeed {

    private static final int BATCH = 500;
    private static final int ROOTS = 5;
    private static final int CATEGORIES = 20;

    private final SplittableRandom random;
    private final ShopConfig config;
    private final int customers;
    private final int products;

    ShopSeed(ShopConfig config, int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("a shop needs a customer, not " + customers);
        }
        this.config = config;
        this.customers = customers;
        this.products = Math.max(20, customers / 10);
        this.random = new SplittableRandom(config.seed());
    }

    void write(Connection connection) throws SQLException {
        connection.setCatalog(config.database());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            categories(statement);
            for (int first = 1; first <= products; first += BATCH) {
                products(statement, first, Math.min(products, first + BATCH - 1));
            }
            connection.commit();
            for (int first = 1; first <= customers; first += BATCH) {
                customers(statement, first, Math.min(customers, first + BATCH - 1));
                connection.commit();
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void categories(Statement statement) throws SQLException {
        Rows rows = new Rows("categories (id,parent_id,name,children)");
        for (int id = 1; id <= CATEGORIES; id++) {
            boolean root = id <= ROOTS;
            String parent = root ? "NULL" : String.valueOf(1 + id % ROOTS);
            int children = root ? (CATEGORIES - ROOTS) / ROOTS : 0;
            rows.add(id + "," + parent + ",'category " + id + "'," + children);
        }
        statement.execute(rows.sql());
    }

    private void products(Statement statement, int first, int last) throws SQLException {
        Rows items = new Rows("products (id,sku,name,category_id,price,description)");
        Rows stock = new Rows("stock (product_id,place,quantity)");
        for (int id = first; id <= last; id++) {
            long price = 100L + random.nextInt(100_000);
            items.add(
                    "%d,'sku-%d','product %d',%d,%s,%s"
                            .formatted(
                                    id,
                                    id,
                                    id,
                                    1 + random.nextInt(CATEGORIES),
                                    ShopWords.money(price),
                                    ShopWords.note(random)));
            stock.add(id + ",'shelf'," + ShopSchema.STOCK_PER_PRODUCT);
            stock.add(id + ",'sold',0");
            stock.add(id + ",'transit',0");
        }
        statement.execute(items.sql());
        statement.execute(stock.sql());
    }

    private void customers(Statement statement, int first, int last) throws SQLException {
        Rows people = new Rows("customers (id,email,phone,name,registered_at)");
        Rows homes = new Rows("addresses (id,customer_id,street,city,country)");
        Rows orders = new Rows("orders (id,customer_id,gift_product_id,status,total,placed_at)");
        Rows lines = new Rows("order_lines (order_id,line_no,product_id,quantity,amount)");
        Map<Integer, Integer> sold = new TreeMap<>();
        for (int id = first; id <= last; id++) {
            String phone = random.nextInt(3) == 0 ? "NULL" : "'+1-" + id + "'";
            people.add(
                    "%d,'c%d@shop.example',%s,%s,%s"
                            .formatted(
                                    id,
                                    id,
                                    phone,
                                    ShopWords.person(random),
                                    ShopWords.moment(random)));
            homes.add(
                    "%d,%d,%s,%s,%s"
                            .formatted(
                                    id,
                                    id,
                                    ShopWords.street(random),
                                    ShopWords.city(random),
                                    ShopWords.country(random)));
            if (id % 2 == 0 || id == 1) {
                order(id, orders, lines, sold);
            }
        }
        statement.execute(people.sql());
        statement.execute(homes.sql());
        if (!sold.isEmpty()) {
            statement.execute(orders.sql());
            statement.execute(lines.sql());
        }
        for (Map.Entry<Integer, Integer> product : sold.entrySet()) {
            statement.execute(ShopWriter.moveStock(product.getKey(), "shelf", -product.getValue()));
            statement.execute(ShopWriter.moveStock(product.getKey(), "sold", product.getValue()));
        }
    }

    private void order(int id, Rows orders, Rows lines, Map<Integer, Integer> sold) {
        long total = 0;
        int count = 1 + random.nextInt(3);
        for (int line = 1; line <= count; line++) {
            int product = 1 + random.nextInt(products);
            int quantity = 1 + random.nextInt(5);
            long cents = quantity * (100L + random.nextInt(10_000));
            total += cents;
            sold.merge(product, quantity, Integer::sum);
            lines.add(
                    "%d,%d,%d,%d,%s"
                            .formatted(id, line, product, quantity, ShopWords.money(cents)));
        }
        orders.add(
                "%d,%d,NULL,'open',%s,%s"
                        .formatted(id, id, ShopWords.money(total), ShopWords.moment(random)));
    }

    /** A multi-row INSERT in the making. */
    private static final class Rows {

        private final StringBuilder text = new StringBuilder();

        Rows(String target) {
            text.append("INSERT INTO ").append(target).append(" VALUES ");
        }

        void add(String values) {
            text.append(text.charAt(text.length() - 1) == ')' ? ",(" : "(");
            text.append(values).append(')');
        }

        String sql() {
            return text.toString();
        }
    }
}
