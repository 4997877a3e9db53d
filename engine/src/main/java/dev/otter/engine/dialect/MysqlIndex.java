package dev.otter.engine.dialect;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An index as the source defines it. Immutable.
 *
 * @param name its name; empty where the source chooses one
 * @param kind what it is good for
 * @param parts its columns in order
 * @param text as the statement spells it, for messages
 */
public record MysqlIndex(String name, Kind kind, List<Part> parts, String text) {
    public MysqlIndex {
        parts = List.copyOf(parts);
    }

    /** What an index is good for. */
    public enum Kind {
        PRIMARY,
        UNIQUE,
        PLAIN,
        /** Full text or shapes: an aid of the source's own. */
        SPECIAL
    }

    /**
     * A column in an index.
     *
     * @param column its name
     * @param prefix how many characters or bytes count; 0 for all
     * @param down whether the order is from large to small
     */
    public record Part(String column, int prefix, boolean down) {}

    /** Whether only the beginnings of some values count. */
    public boolean prefixed() {
        return parts.stream().anyMatch(part -> part.prefix() > 0);
    }

    /** Its columns. */
    public List<String> columns() {
        return parts.stream().map(Part::column).collect(Collectors.toList());
    }
}
