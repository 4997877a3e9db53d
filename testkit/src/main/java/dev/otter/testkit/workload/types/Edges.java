package dev.otter.testkit.workload.types;

import dev.otter.testkit.workload.SqlText;
import java.util.ArrayList;
import java.util.List;

/** Collects edge values in short words. */
final class Edges {

    private final List<Edge> list = new ArrayList<>();

    Edges raw(String name, String literal) {
        list.add(new Edge(name, literal));
        return this;
    }

    /** Literals that are their own names. */
    Edges raw(String... literals) {
        for (String literal : literals) {
            list.add(new Edge(literal, literal));
        }
        return this;
    }

    /** Texts that are their own names. */
    Edges texts(String... texts) {
        for (String text : texts) {
            text(text, text);
        }
        return this;
    }

    Edges text(String name, String text) {
        list.add(new Edge(name, SqlText.quoted(text)));
        return this;
    }

    Edges bytes(String name, byte[] bytes) {
        list.add(new Edge(name, SqlText.hex(bytes)));
        return this;
    }

    List<Edge> list() {
        return List.copyOf(list);
    }
}
