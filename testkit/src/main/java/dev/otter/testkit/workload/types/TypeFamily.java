package dev.otter.testkit.workload.types;

import java.util.List;

/**
 * Types that share a table, one column each: {@code id INT PRIMARY KEY, c1, c2, …}.
 *
 * @param table its name
 */
public record TypeFamily(String table, List<TypeCase> types) {

    public TypeFamily {
        types = List.copyOf(types);
    }
}
