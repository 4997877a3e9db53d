package dev.otter.testkit.workload.shop;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One writer of the shop: draws what to do, lets the two desks write the statements and remembers
 * the outcome once it is committed.
 */
final class ShopWriter implements TransactionWriter {

    private final ShopConfig config;
    private final ShopMemory memory;
    private final SplittableRandom random;
    private final OrderDesk orders;
    private final PeopleDesk people;
    private Draft draft = new Draft();

    /** A transaction in the making: its statements and what to remember of it. */
    static final class Draft {

        private final List<String> sql = new ArrayList<>();
        private final List<Runnable> outcome = new ArrayList<>();

        void add(String statement) {
            sql.add(statement);
        }

        /** Done to the memory once the transaction is committed. */
        void then(Runnable effect) {
            outcome.add(effect);
        }
    }

    ShopWriter(ShopConfig config, int writer, ShopMemory memory, long products) {
        this.config = config;
        this.memory = memory;
        this.random = new SplittableRandom(config.seed() * 1_000_003 + writer);
        this.orders = new OrderDesk(memory, random, products);
        this.people = new PeopleDesk(memory, random, products);
    }

    static String moveStock(long product, String place, long quantity) {
        return "UPDATE stock SET quantity=quantity+("
                + quantity
                + ") WHERE product_id="
                + product
                + " AND place='"
                + place
                + "'";
    }

    @Override
    public List<String> session() {
        return List.of("USE `" + config.database() + "`");
    }

    @Override
    public TransactionScript next() {
        draft = new Draft();
        String kind = memory.customers.size() < 4 ? people.register(draft) : draw();
        return TransactionScript.commit(kind, draft.sql);
    }

    private String draw() {
        int draw = random.nextInt(100);
        if (draw < 34) {
            return orders.place(draft);
        } else if (draw < 46) {
            return orders.pay(draft);
        } else if (draw < 51) {
            return orders.ship(draft);
        } else if (draw < 58) {
            return orders.cancel(draft);
        } else if (draw < 63) {
            return orders.moveLines(draft);
        } else if (draw < 68) {
            return orders.changeLine(draft);
        } else if (draw < 72) {
            return orders.restock(draft);
        }
        return drawPeople(draw);
    }

    private String drawPeople(int draw) {
        if (draw < 79) {
            return people.register(draft);
        } else if (draw < 83) {
            return people.changeEmail(draft);
        } else if (draw < 86) {
            return people.swapEmails(draft);
        } else if (draw < 87) {
            return people.swapSkus(draft);
        } else if (draw < 90) {
            return people.reRegister(draft);
        } else if (draw < 92) {
            return people.move(draft);
        } else if (draw < 95) {
            return people.fillCart(draft);
        } else if (draw < 97) {
            return people.dropCart(draft);
        }
        return people.growTree(draft);
    }

    @Override
    public void committed(TransactionScript script, long nanos) {
        draft.outcome.forEach(Runnable::run);
    }

    @Override
    public void unknown(TransactionScript script) {
        memory.forget();
    }
}
