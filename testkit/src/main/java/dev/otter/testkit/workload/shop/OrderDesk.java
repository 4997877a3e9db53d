package dev.otter.testkit.workload.shop;

import dev.otter.testkit.workload.shop.ShopMemory.Customer;
import dev.otter.testkit.workload.shop.ShopMemory.Line;
import dev.otter.testkit.workload.shop.ShopMemory.Order;
import dev.otter.testkit.workload.shop.ShopWriter.Draft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes transactions about orders: each keeps totals, stock and payments in step. */
final class OrderDesk {

    private static final int ORDERS_KEPT = 4000;
    private static final int HOT_PRODUCTS = 5;

    private final ShopMemory memory;
    private final RandomGenerator random;
    private final long products;

    OrderDesk(ShopMemory memory, RandomGenerator random, long products) {
        this.memory = memory;
        this.random = random;
        this.products = products;
    }

    String place(Draft draft) {
        Customer customer = memory.customers.get(random.nextInt(memory.customers.size()));
        List<Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 1; i <= count; i++) {
            lines.add(line(i));
        }
        Order order = new Order(memory.newId(), customer, lines, "open");
        String gift = random.nextInt(10) == 0 ? String.valueOf(product()) : "NULL";
        draft.add(
                "INSERT INTO orders (id,customer_id,gift_product_id,status,total,placed_at) VALUES ("
                        + order.id
                        + ","
                        + customer.id
                        + ","
                        + gift
                        + ",'open',"
                        + ShopWords.money(order.cents())
                        + ","
                        + ShopWords.moment(random)
                        + ")");
        insertLines(draft, order.id, lines);
        // most take the hot rows in one order; some do not, for a deadlock now and then
        List<Line> taken = new ArrayList<>(lines);
        if (random.nextInt(20) > 0) {
            taken.sort(Comparator.comparingLong(Line::product));
        }
        taken.forEach(line -> sell(draft, line.product(), line.quantity()));
        draft.then(() -> {
            customer.uses++;
            memory.orders.add(order);
            if (memory.orders.size() > ORDERS_KEPT) {
                memory.orders.removeFirst();
            }
        });
        return "place order";
    }

    String pay(Draft draft) {
        Optional<Order> found = openOrder();
        if (found.isEmpty()) {
            return place(draft);
        }
        Order order = found.get();
        long cents = order.cents();
        long first = cents > 1 && random.nextInt(4) == 0 ? cents / 2 : cents;
        insertPayment(draft, order, first);
        if (first < cents) {
            insertPayment(draft, order, cents - first);
        }
        draft.add("UPDATE orders SET status='paid' WHERE id=" + order.id);
        draft.then(() -> order.status = "paid");
        return "pay";
    }

    private void insertPayment(Draft draft, Order order, long cents) {
        long id = memory.newId();
        draft.add(
                "INSERT INTO payments (id,order_id,reference,amount,paid_at) VALUES ("
                        + id
                        + ","
                        + order.id
                        + ",'ref-"
                        + id
                        + "',"
                        + ShopWords.money(cents)
                        + ","
                        + ShopWords.moment(random)
                        + ")");
    }

    String ship(Draft draft) {
        Optional<Order> found =
                memory.orders.stream().filter(order -> order.status.equals("paid")).findFirst();
        if (found.isEmpty()) {
            return pay(draft);
        }
        Order order = found.get();
        draft.add("UPDATE orders SET status='shipped' WHERE id=" + order.id);
        draft.then(() -> memory.orders.remove(order));
        return "ship";
    }

    String cancel(Draft draft) {
        if (memory.orders.isEmpty()) {
            return place(draft);
        }
        Order order = memory.orders.get(random.nextInt(memory.orders.size()));
        if (!order.open()) {
            draft.add("DELETE FROM payments WHERE order_id=" + order.id);
        }
        delete(draft, order);
        order.lines.stream()
                .sorted(Comparator.comparingLong(Line::product))
                .forEach(line -> sell(draft, line.product(), -line.quantity()));
        return "cancel order";
    }

    private void delete(Draft draft, Order order) {
        draft.add("DELETE FROM order_lines WHERE order_id=" + order.id);
        draft.add("DELETE FROM orders WHERE id=" + order.id);
        draft.then(() -> {
            order.customer.uses--;
            memory.orders.remove(order);
        });
    }

    /** Moves one line, and with it a part of the key, from one order to another. */
    String moveLines(Draft draft) {
        Optional<Order> from = openOrder();
        Optional<Order> to = openOrder();
        if (from.isEmpty() || to.isEmpty() || from.get() == to.get()) {
            return place(draft);
        }
        Order source = from.get();
        Order target = to.get();
        Line line = source.lines.get(random.nextInt(source.lines.size()));
        Line moved = new Line(target.nextLine, line.product(), line.quantity(), line.cents());
        draft.add(
                "UPDATE order_lines SET order_id="
                        + target.id
                        + ",line_no="
                        + moved.number()
                        + whereLine(source, line));
        addToTotal(draft, target, line.cents());
        if (source.lines.size() == 1) {
            draft.add("DELETE FROM orders WHERE id=" + source.id);
        } else {
            addToTotal(draft, source, -line.cents());
        }
        draft.then(() -> {
            source.lines.remove(line);
            target.lines.add(moved);
            target.nextLine++;
            if (source.lines.isEmpty()) {
                source.customer.uses--;
                memory.orders.remove(source);
            }
        });
        return "move line";
    }

    /** Adds, removes or changes a line, or deletes it and inserts it again. */
    String changeLine(Draft draft) {
        Optional<Order> found = openOrder();
        if (found.isEmpty()) {
            return place(draft);
        }
        Order order = found.get();
        if (order.lines.size() < 6 && random.nextBoolean()) {
            Line added = line(order.nextLine);
            insertLines(draft, order.id, List.of(added));
            replaceLine(draft, order, null, added);
            return "add line";
        }
        Line old = order.lines.get(random.nextInt(order.lines.size()));
        if (order.lines.size() > 1 && random.nextBoolean()) {
            draft.add("DELETE FROM order_lines" + whereLine(order, old));
            replaceLine(draft, order, old, null);
            return "remove line";
        }
        Line fresh = line(old.number());
        if (random.nextBoolean()) {
            draft.add("DELETE FROM order_lines" + whereLine(order, old));
            insertLines(draft, order.id, List.of(fresh));
        } else {
            draft.add(
                    "UPDATE order_lines SET product_id="
                            + fresh.product()
                            + ",quantity="
                            + fresh.quantity()
                            + ",amount="
                            + ShopWords.money(fresh.cents())
                            + whereLine(order, old));
        }
        replaceLine(draft, order, old, fresh);
        return "change line";
    }

    /** Books the difference; {@code before} or {@code after} may be missing. */
    private void replaceLine(Draft draft, Order order, Line before, Line after) {
        long cents = (after == null ? 0 : after.cents()) - (before == null ? 0 : before.cents());
        addToTotal(draft, order, cents);
        if (before != null) {
            sell(draft, before.product(), -before.quantity());
        }
        if (after != null) {
            sell(draft, after.product(), after.quantity());
        }
        draft.then(() -> {
            order.lines.remove(before);
            if (after != null) {
                order.lines.add(after);
                order.nextLine = Math.max(order.nextLine, after.number() + 1);
            }
        });
    }

    /** Moves stock of a hot product between its places. */
    String restock(Draft draft) {
        long product = product();
        int quantity = random.nextInt(200) - 100;
        draft.add(ShopWriter.moveStock(product, "shelf", -quantity));
        draft.add(ShopWriter.moveStock(product, "transit", quantity));
        return "restock";
    }

    private static void sell(Draft draft, long product, int quantity) {
        draft.add(ShopWriter.moveStock(product, "shelf", -quantity));
        draft.add(ShopWriter.moveStock(product, "sold", quantity));
    }

    private static void addToTotal(Draft draft, Order order, long cents) {
        String sign = cents < 0 ? "-" : "+";
        draft.add(
                "UPDATE orders SET total=total"
                        + sign
                        + ShopWords.money(Math.abs(cents))
                        + " WHERE id="
                        + order.id);
    }

    private static void insertLines(Draft draft, long order, List<Line> lines) {
        StringBuilder out = new StringBuilder();
        for (Line line : lines) {
            out.append(out.isEmpty() ? "(" : ",(").append(order).append(',').append(line.number());
            out.append(',').append(line.product()).append(',').append(line.quantity()).append(',');
            out.append(ShopWords.money(line.cents())).append(')');
        }
        draft.add(
                "INSERT INTO order_lines (order_id,line_no,product_id,quantity,amount) VALUES "
                        + out);
    }

    private static String whereLine(Order order, Line line) {
        return " WHERE order_id=" + order.id + " AND line_no=" + line.number();
    }

    private Line line(int number) {
        int quantity = 1 + random.nextInt(5);
        return new Line(number, product(), quantity, quantity * (100L + random.nextInt(10_000)));
    }

    /** Half of all falls on a few hot products. */
    private long product() {
        return 1 + random.nextLong(random.nextBoolean() ? HOT_PRODUCTS : products);
    }

    private Optional<Order> openOrder() {
        for (int tries = 0; tries < 8 && !memory.orders.isEmpty(); tries++) {
            Order order = memory.orders.get(random.nextInt(memory.orders.size()));
            if (order.open()) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }
}
