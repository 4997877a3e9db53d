package dev.otter.testkit.workload.shop;

import java.util.List;

/** The tables of the shop, parents first. */
final class ShopSchema {

    /** What each product's stock adds up to over its places, always. */
    static final long STOCK_PER_PRODUCT = 1_000_000;

    static final List<String> TABLES =
            List.of(
                    "categories",
                    "products",
                    "stock",
                    "customers",
                    "addresses",
                    "orders",
                    "order_lines",
                    "payments",
                    "carts",
                    "cart_items");

    private static final List<String> COLUMNS =
            List.of(
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    parent_id BIGINT NULL,
                    name VARCHAR(80) NOT NULL,
                    children INT NOT NULL DEFAULT 0,
                    CONSTRAINT fk_category_parent FOREIGN KEY (parent_id) REFERENCES categories (id)
                    """,
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    sku VARCHAR(40) NOT NULL,
                    name VARCHAR(100) NOT NULL,
                    category_id BIGINT NOT NULL,
                    price DECIMAL(10,2) NOT NULL,
                    description TEXT NULL,
                    UNIQUE KEY uk_product_sku (sku),
                    CONSTRAINT fk_product_category FOREIGN KEY (category_id)
                      REFERENCES categories (id)
                    """,
                    """
                    product_id BIGINT NOT NULL,
                    place ENUM('shelf','sold','transit') NOT NULL,
                    quantity BIGINT NOT NULL,
                    PRIMARY KEY (product_id, place),
                    CONSTRAINT fk_stock_product FOREIGN KEY (product_id) REFERENCES products (id)
                    """,
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    email VARCHAR(120) NOT NULL,
                    phone VARCHAR(40) NULL,
                    name VARCHAR(100) NOT NULL,
                    registered_at DATETIME(3) NOT NULL,
                    UNIQUE KEY uk_customer_email (email),
                    UNIQUE KEY uk_customer_phone (phone)
                    """,
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    customer_id BIGINT NOT NULL,
                    street VARCHAR(120) NOT NULL,
                    city VARCHAR(80) NOT NULL,
                    country CHAR(2) NOT NULL,
                    CONSTRAINT fk_address_customer FOREIGN KEY (customer_id)
                      REFERENCES customers (id)
                    """,
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    customer_id BIGINT NOT NULL,
                    gift_product_id BIGINT NULL,
                    status ENUM('open','paid','shipped') NOT NULL,
                    total DECIMAL(14,2) NOT NULL,
                    placed_at DATETIME(6) NOT NULL,
                    CONSTRAINT fk_order_customer FOREIGN KEY (customer_id)
                      REFERENCES customers (id),
                    CONSTRAINT fk_order_gift FOREIGN KEY (gift_product_id) REFERENCES products (id)
                    """,
                    """
                    order_id BIGINT NOT NULL,
                    line_no INT NOT NULL,
                    product_id BIGINT NOT NULL,
                    quantity INT NOT NULL,
                    amount DECIMAL(12,2) NOT NULL,
                    PRIMARY KEY (order_id, line_no),
                    CONSTRAINT fk_line_order FOREIGN KEY (order_id) REFERENCES orders (id)
                      ON DELETE RESTRICT,
                    CONSTRAINT fk_line_product FOREIGN KEY (product_id) REFERENCES products (id)
                    """,
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    order_id BIGINT NOT NULL,
                    reference VARCHAR(40) NOT NULL,
                    amount DECIMAL(14,2) NOT NULL,
                    paid_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
                    UNIQUE KEY uk_payment_reference (reference),
                    CONSTRAINT fk_payment_order FOREIGN KEY (order_id) REFERENCES orders (id)
                    """,
                    """
                    id BIGINT NOT NULL PRIMARY KEY,
                    customer_id BIGINT NOT NULL,
                    items INT NOT NULL,
                    CONSTRAINT fk_cart_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
                    """,
                    """
                    cart_id BIGINT NOT NULL,
                    item_no INT NOT NULL,
                    product_id BIGINT NOT NULL,
                    note VARCHAR(200) NULL,
                    PRIMARY KEY (cart_id, item_no),
                    CONSTRAINT fk_item_cart FOREIGN KEY (cart_id) REFERENCES carts (id)
                      ON DELETE CASCADE,
                    CONSTRAINT fk_item_product FOREIGN KEY (product_id) REFERENCES products (id)
                    """);

    private ShopSchema() {}

    static String drop(int table) {
        return "DROP TABLE IF EXISTS " + TABLES.get(table);
    }

    static String create(int table) {
        return "CREATE TABLE "
                + TABLES.get(table)
                + " ("
                + COLUMNS.get(table)
                + ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";
    }
}
