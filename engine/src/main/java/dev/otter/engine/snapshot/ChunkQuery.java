package dev.otter.engine.snapshot;

import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of the questions by which a table is read: in the order of a key, from a point on, so
 * that the server itself decides what comes next under the columns' collations. Immutable.
 */
final class ChunkQuery {
    private final String select;
    private final String index;
    private final List<String> keys;
    private final String order;
    private final String filter;

    /**
     * @param source the table
     * @param expressions what is read, in order
     * @param index name of the key's index
     * @param parts the key's columns; none to read the table as it lies
     * @param filter condition that rows must meet; empty for all
     */
    ChunkQuery(
            TableName source,
            List<String> expressions,
            String index,
            List<KeyPart> parts,
            String filter) {
        this.keys = parts.stream().map(part -> TableName.quote(part.column().name())).toList();
        List<String> read = new ArrayList<>(expressions);
        parts.forEach(part -> read.add(CopyColumns.expression(part.column())));
        this.select = "SELECT " + String.join(",", read) + " FROM " + source.quoted();
        this.index = " FORCE INDEX (" + TableName.quote(index) + ")";
        this.filter = filter.isEmpty() ? "" : condition(filter);
        this.order = " ORDER BY " + String.join(",", keys);
    }

    /** The first rows of a range. */
    String chunk(KeyRange range, int limit) {
        List<String> conditions = conditions(keys, range);
        if (!filter.isEmpty()) {
            conditions.add(filter);
        }
        return select + index + where(conditions) + order + " LIMIT " + limit;
    }

    /** A condition that somebody has written, see {@link CopyFilter}. */
    static String condition(String filter) {
        return "(" + filter + ")";
    }

    /**
     * Lets the rows of a range go from another table, whose key has the same order.
     *
     * @param table as its server spells it
     * @param columns of its key, spelled likewise
     */
    static String delete(String table, List<String> columns, KeyRange range) {
        return "DELETE FROM " + table + where(conditions(columns, range));
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static List<String> conditions(List<String> keys, KeyRange range) {
        List<String> conditions = new ArrayList<>();
        if (!range.after().none()) {
            conditions.add(keys.getFirst() + ">=" + range.after().literals().getFirst());
            conditions.add(behind(keys, range.after().literals(), 0));
        }
        if (!range.upTo().none()) {
            conditions.add(upTo(keys, range.upTo().literals(), 0));
        }
        return conditions;
    }

    /** {@code a>1 OR (a=1 AND (b>2))}: row values compared in a form that uses the index. */
    private static String behind(List<String> keys, List<String> literals, int at) {
        String key = keys.get(at);
        String literal = literals.get(at);
        String greater = key + ">" + literal;
        return at == literals.size() - 1
                ? greater
                : "("
                        + greater
                        + " OR ("
                        + key
                        + "="
                        + literal
                        + " AND "
                        + behind(keys, literals, at + 1)
                        + "))";
    }

    private static String upTo(List<String> keys, List<String> literals, int at) {
        String key = keys.get(at);
        String literal = literals.get(at);
        return at == literals.size() - 1
                ? key + "<=" + literal
                : "("
                        + key
                        + "<"
                        + literal
                        + " OR ("
                        + key
                        + "="
                        + literal
                        + " AND "
                        + upTo(keys, literals, at + 1)
                        + "))";
    }

    /** Least and greatest value of the key's first column. */
    String borders(TableName source) {
        String key = keys.getFirst();
        return "SELECT MIN(" + key + "),MAX(" + key + ") FROM " + source.quoted();
    }

    /** The whole table in whatever order. */
    String everything() {
        return select;
    }
}
