package dev.otter.testkit.workload.shop;

import java.util.Objects;

/**
 * Where the shop is and what its random choices start from.
 *
 * @param database holds the shop's tables
 * @param seed of all random choices
 */
public record ShopConfig(String database, long seed) {

    public ShopConfig {
        Objects.requireNonNull(database, "database");
    }
}
