package dev.otter.testkit.workload.types;

import java.util.List;

/**
 * A column type and its edge values. A type without edges is a column that the server computes.
 *
 * @param name as the documentation lists it
 * @param ddl what follows the column's name in CREATE TABLE, nullable
 * @param edges values other than NULL
 * @param keyable whether the type, as it is, may be a primary key
 */
public record TypeCase(String name, String ddl, List<Edge> edges, boolean keyable) {

    public TypeCase {
        edges = List.copyOf(edges);
    }

    static TypeCase keyable(String ddl, List<Edge> edges) {
        return new TypeCase(ddl, ddl, edges, true);
    }

    static TypeCase plain(String ddl, List<Edge> edges) {
        return new TypeCase(ddl, ddl, edges, false);
    }

    public boolean computed() {
        return edges.isEmpty();
    }
}
