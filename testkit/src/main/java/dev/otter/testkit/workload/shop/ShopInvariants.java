package dev.otter.testkit.workload.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums that hold between whole transactions and not in the midst of one. Each query gives the
 * rows that break one of them.
 */
final class ShopInvariants {

    private static final int SHOWN = 3;

    private static final Map<String, String> QUERIES = queries();

    private ShopInvariants() {}

    private static Map<String, String> queries() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "an order's total is the sum of its lines",
                """
                SELECT o.id, o.total, SUM(l.amount) FROM orders o
                LEFT JOIN order_lines l ON l.order_id = o.id
                GROUP BY o.id, o.total HAVING NOT (o.total <=> SUM(l.amount))
                """);
        all.put(
                "every line has its order",
                """
                SELECT l.order_id, l.line_no, l.amount FROM order_lines l
                LEFT JOIN orders o ON o.id = l.order_id WHERE o.id IS NULL
                """);
        all.put(
                "a product's stock adds up to " + ShopSchema.STOCK_PER_PRODUCT,
                "SELECT product_id, COUNT(*), SUM(quantity) FROM stock GROUP BY product_id"
                        + " HAVING SUM(quantity) <> "
                        + ShopSchema.STOCK_PER_PRODUCT);
        all.put(
                "what is sold is what the lines say",
                """
                SELECT s.product_id, s.quantity, COALESCE(l.q, 0) FROM stock s
                LEFT JOIN (SELECT product_id, SUM(quantity) q FROM order_lines
                           GROUP BY product_id) l ON l.product_id = s.product_id
                WHERE s.place = 'sold' AND s.quantity <> COALESCE(l.q, 0)
                """);
        all.put(
                "an order is paid in full or not at all",
                """
                SELECT o.id, o.status, p.paid FROM orders o
                LEFT JOIN (SELECT order_id, SUM(amount) paid FROM payments
                           GROUP BY order_id) p ON p.order_id = o.id
                WHERE COALESCE(p.paid, 0) <> IF(o.status = 'open', 0, o.total)
                """);
        all.put(
                "a cart knows the number of its items",
                """
                SELECT c.id, c.items, COUNT(i.cart_id) FROM carts c
                LEFT JOIN cart_items i ON i.cart_id = c.id
                GROUP BY c.id, c.items HAVING c.items <> COUNT(i.cart_id)
                """);
        all.put(
                "a category knows the number of its children",
                """
                SELECT p.id, p.children, COUNT(c.id) FROM categories p
                LEFT JOIN categories c ON c.parent_id = p.id
                GROUP BY p.id, p.children HAVING p.children <> COUNT(c.id)
                """);
        all.put(
                "no temporary value of a swap is seen",
                """
                SELECT 'customer', id, email FROM customers WHERE email LIKE 'swap:%'
                UNION ALL SELECT 'product', id, sku FROM products WHERE sku LIKE 'swap:%'
                """);
        return all;
    }

    /** One sentence per broken invariant; empty when all hold. Reads one consistent snapshot. */
    static List<String> check(Connection connection, String database) throws SQLException {
        List<String> broken = new ArrayList<>();
        connection.setAutoCommit(true);
        connection.setCatalog(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            for (Map.Entry<String, String> query : QUERIES.entrySet()) {
                String found = firstRows(statement, query.getValue());
                if (!found.isEmpty()) {
                    broken.add("broken: " + query.getKey() + ": " + found);
                }
            }
            statement.execute("ROLLBACK");
        }
        return broken;
    }

    private static String firstRows(Statement statement, String sql) throws SQLException {
        StringBuilder out = new StringBuilder();
        int count = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (count++ < SHOWN) {
                    out.append('(').append(rows.getString(1));
                    out.append(", ").append(rows.getString(2));
                    out.append(", ").append(rows.getString(3)).append(") ");
                }
            }
        }
        return count == 0 ? "" : out.append("in all ").append(count).toString();
    }
}
