package dev.otter.testkit.workload.shop;

import dev.otter.testkit.workload.SqlText;
import dev.otter.testkit.workload.shop.ShopMemory.Category;
import dev.otter.testkit.workload.shop.ShopMemory.Customer;
import dev.otter.testkit.workload.shop.ShopMemory.Product;
import dev.otter.testkit.workload.shop.ShopWriter.Draft;
import java.util.random.RandomGenerator;

/** Writes transactions about customers, carts, article numbers and the tree of categories. */
final class PeopleDesk {

    private static final int CUSTOMERS_KEPT = 5000;
    private static final int CARTS_KEPT = 200;
    private static final int CATEGORIES_KEPT = 100;
    private static final int ROOTS = 5;

    private final ShopMemory memory;
    private final RandomGenerator random;
    private final long products;

    PeopleDesk(ShopMemory memory, RandomGenerator random, long products) {
        this.memory = memory;
        this.random = random;
        this.products = products;
    }

    String register(Draft draft) {
        long id = memory.newId();
        Customer customer = new Customer(id, "c" + id + "@shop.example");
        insert(draft, customer);
        draft.then(() -> {
            memory.customers.add(customer);
            if (memory.customers.size() > CUSTOMERS_KEPT) {
                memory.customers.removeFirst();
            }
        });
        return "register";
    }

    private void insert(Draft draft, Customer customer) {
        String phone = random.nextInt(3) == 0 ? "NULL" : "'+1-" + customer.id + "'";
        draft.add(
                "INSERT INTO customers (id,email,phone,name,registered_at) VALUES ("
                        + customer.id
                        + ","
                        + SqlText.quoted(customer.email)
                        + ","
                        + phone
                        + ","
                        + ShopWords.person(random)
                        + ","
                        + ShopWords.moment(random)
                        + ")");
        int homes = 1 + random.nextInt(2);
        for (int i = 0; i < homes; i++) {
            draft.add(
                    "INSERT INTO addresses (id,customer_id,street,city,country) VALUES ("
                            + memory.newId()
                            + ","
                            + customer.id
                            + ","
                            + ShopWords.street(random)
                            + ","
                            + ShopWords.city(random)
                            + ","
                            + ShopWords.country(random)
                            + ")");
        }
    }

    String changeEmail(Draft draft) {
        Customer customer = customer();
        String email = "n" + random.nextInt(10) + "-" + memory.newId() + "@shop.example";
        setEmail(draft, customer.id, email);
        draft.then(() -> customer.email = email);
        return "change email";
    }

    String swapEmails(Draft draft) {
        Customer one = customer();
        Customer two = customer();
        if (one == two) {
            return changeEmail(draft);
        }
        String first = one.email;
        String second = two.email;
        setEmail(draft, one.id, "swap:" + one.id);
        setEmail(draft, two.id, first);
        setEmail(draft, one.id, second);
        draft.then(() -> {
            one.email = second;
            two.email = first;
        });
        return "swap emails";
    }

    String swapSkus(Draft draft) {
        if (memory.products.size() < 2) {
            return changeEmail(draft);
        }
        Product one = memory.products.get(random.nextInt(memory.products.size()));
        Product two = memory.products.get(random.nextInt(memory.products.size()));
        if (one == two) {
            return changeEmail(draft);
        }
        String first = one.sku;
        String second = two.sku;
        setSku(draft, one, "swap:" + one.id);
        setSku(draft, two, first);
        setSku(draft, one, second);
        draft.then(() -> {
            one.sku = second;
            two.sku = first;
        });
        return "swap skus";
    }

    /** Deletes a customer that nothing refers to and gives its email to a new one. */
    String reRegister(Draft draft) {
        Customer old = customer();
        if (old.uses > 0) {
            return register(draft);
        }
        draft.add("DELETE FROM addresses WHERE customer_id=" + old.id);
        draft.add("DELETE FROM customers WHERE id=" + old.id);
        long id = random.nextBoolean() ? old.id : memory.newId();
        Customer fresh = new Customer(id, old.email);
        insert(draft, fresh);
        draft.then(() -> {
            memory.customers.remove(old);
            memory.customers.add(fresh);
        });
        return "register again";
    }

    String move(Draft draft) {
        draft.add(
                "UPDATE addresses SET street="
                        + ShopWords.street(random)
                        + ",city="
                        + ShopWords.city(random)
                        + " WHERE customer_id="
                        + customer().id);
        return "move house";
    }

    String fillCart(Draft draft) {
        Customer customer = customer();
        long cart = memory.newId();
        int items = random.nextInt(6);
        draft.add(
                "INSERT INTO carts (id,customer_id,items) VALUES ("
                        + cart
                        + ","
                        + customer.id
                        + ","
                        + items
                        + ")");
        for (int i = 1; i <= items; i++) {
            draft.add(
                    "INSERT INTO cart_items (cart_id,item_no,product_id,note) VALUES ("
                            + cart
                            + ","
                            + i
                            + ","
                            + (1 + random.nextLong(products))
                            + ","
                            + ShopWords.note(random)
                            + ")");
        }
        draft.then(() -> {
            customer.uses++;
            memory.carts.add(cart);
            if (memory.carts.size() > CARTS_KEPT) {
                memory.carts.removeFirst();
            }
        });
        return "fill cart";
    }

    /** The cart's items go by cascade. */
    String dropCart(Draft draft) {
        if (memory.carts.isEmpty()) {
            return fillCart(draft);
        }
        Long cart = memory.carts.get(random.nextInt(memory.carts.size()));
        draft.add("DELETE FROM carts WHERE id=" + cart);
        draft.then(() -> memory.carts.remove(cart));
        return "drop cart";
    }

    /** Adds a category, moves one to another parent, or removes a leaf. */
    String growTree(Draft draft) {
        int draw = random.nextInt(4);
        if (memory.categories.size() < 2
                || (draw < 2 && memory.categories.size() < CATEGORIES_KEPT)) {
            return addCategory(draft);
        }
        Category one = memory.categories.get(random.nextInt(memory.categories.size()));
        if (one.children > 0 || draw == 2) {
            return moveCategory(draft, one);
        }
        draft.add("DELETE FROM categories WHERE id=" + one.id);
        countChildren(draft, one.parent, -1);
        draft.then(() -> memory.categories.remove(one));
        return "remove category";
    }

    private String addCategory(Draft draft) {
        boolean top = memory.categories.isEmpty() || random.nextInt(8) == 0;
        Category parent =
                top
                        ? new Category(1 + random.nextInt(ROOTS), null)
                        : memory.categories.get(random.nextInt(memory.categories.size()));
        Category fresh = new Category(memory.newId(), parent);
        draft.add(
                "INSERT INTO categories (id,parent_id,name,children) VALUES ("
                        + fresh.id
                        + ","
                        + parent.id
                        + ",'category "
                        + fresh.id
                        + "',0)");
        countChildren(draft, parent, 1);
        draft.then(() -> memory.categories.add(fresh));
        return "add category";
    }

    private String moveCategory(Draft draft, Category moved) {
        Category parent = new Category(1 + random.nextInt(ROOTS), null);
        Category before = moved.parent;
        draft.add("UPDATE categories SET parent_id=" + parent.id + " WHERE id=" + moved.id);
        countChildren(draft, before, -1);
        countChildren(draft, parent, 1);
        draft.then(() -> moved.parent = parent);
        return "move category";
    }

    private static void countChildren(Draft draft, Category parent, int change) {
        draft.add("UPDATE categories SET children=children+(" + change + ") WHERE id=" + parent.id);
        draft.then(() -> parent.children += change);
    }

    private Customer customer() {
        return memory.customers.get(random.nextInt(memory.customers.size()));
    }

    private static void setEmail(Draft draft, long id, String email) {
        draft.add("UPDATE customers SET email=" + SqlText.quoted(email) + " WHERE id=" + id);
    }

    private static void setSku(Draft draft, Product product, String sku) {
        draft.add("UPDATE products SET sku=" + SqlText.quoted(sku) + " WHERE id=" + product.id);
    }
}
