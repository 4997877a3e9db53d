package dev.otter.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A part of a statement and what it consists of. Immutable; safe for all threads.
 *
 * @param sql the whole statement
 * @param kind the grammar's name of the part, such as {@code alterByAddColumn} or {@code uid}; of a
 *     single word its own name in capitals, such as {@code FIRST}
 * @param start where it begins in the statement
 * @param end where it ends
 * @param parts what it consists of; none for a single word
 */
public record SqlNode(String sql, String kind, int start, int end, List<SqlNode> parts) {
    public SqlNode {
        parts = List.copyOf(parts);
    }

    /** As the statement spells it. */
    public String text() {
        return sql.substring(start, end);
    }

    public boolean is(String wanted) {
        return kind.equals(wanted);
    }

    /** The first part of this kind. */
    public Optional<SqlNode> part(String wanted) {
        return parts.stream().filter(part -> part.is(wanted)).findFirst();
    }

    /** All parts of this kind. */
    public List<SqlNode> parts(String wanted) {
        return parts.stream().filter(part -> part.is(wanted)).toList();
    }

    public boolean has(String wanted) {
        return part(wanted).isPresent();
    }

    /** All of this kind at any depth, in the statement's order, this node included. */
    public List<SqlNode> all(String wanted) {
        List<SqlNode> found = new ArrayList<>();
        collect(wanted, found);
        return found;
    }

    private void collect(String wanted, List<SqlNode> found) {
        if (is(wanted)) {
            found.add(this);
        }
        parts.forEach(part -> part.collect(wanted, found));
    }

    /** The single words of which it consists. */
    public List<SqlNode> words() {
        List<SqlNode> words = new ArrayList<>();
        words(words);
        return words;
    }

    private void words(List<SqlNode> words) {
        if (parts.isEmpty() && end > start) {
            words.add(this);
        }
        parts.forEach(part -> part.words(words));
    }

    /** Its text in capitals, for words. */
    public String word() {
        return text().toUpperCase(Locale.ROOT);
    }

    /** The name that it stands for: without quotes, doubled ones made single. */
    public String name() {
        String text = text();
        if (text.startsWith(".")) {
            text = text.substring(1).strip();
        }
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        if (text.length() < 2 || (quote != '`' && quote != '"' && quote != '\'')) {
            return text;
        }
        String one = String.valueOf(quote);
        return text.substring(1, text.length() - 1).replace(one + one, one);
    }
}
