package dev.otter.model.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern for full table names, such as {@code shop.orders}, {@code shop.*}, {@code
 * shop_*.order_*} or {@code logs.event_[00-15]}.
 *
 * <p>{@code *} stands for any characters, {@code [00-15]} for numbers padded to the same width,
 * {@code [8-12]} for numbers without padding. A part in backquotes is taken literally, dots and
 * stars included. Case counts. A database given by wildcards never matches the schemas of the
 * server itself ({@link #SYSTEM_SCHEMAS}).
 */
public final class TablePattern {

    /** Schemas that hold the server's own tables, or Otter's bookkeeping. */
    public static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "sys", "information_schema", "performance_schema", "retl");

    private final String text;
    private final NamePattern database;
    private final NamePattern table;

    private TablePattern(String text, NamePattern database, NamePattern table) {
        this.text = text;
        this.database = database;
        this.table = table;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none; the message is a phrase without full stop
     *     that begins with the pattern
     */
    public static TablePattern parse(String text) {
        List<NamePattern> parts = new ArrayList<>();
        String rest = text;
        try {
            while (true) {
                boolean quoted = rest.startsWith("`");
                int end = quoted ? endOfQuoted(rest) : endOfPlain(rest);
                String part = rest.substring(0, end);
                if (part.isBlank() || part.equals("``")) {
                    throw new IllegalArgumentException("is not of the form database.table");
                }
                if (!quoted && part.chars().anyMatch(c -> c == '`' || c <= ' ')) {
                    throw new IllegalArgumentException("has a blank or backquote in a name");
                }
                parts.add(
                        quoted
                                ? NamePattern.literal(part.substring(1, end - 1).replace("``", "`"))
                                : NamePattern.parse(part));
                if (end == rest.length()) {
                    break;
                }
                if (rest.charAt(end) != '.') {
                    throw new IllegalArgumentException("goes on after a closing backquote");
                }
                rest = rest.substring(end + 1);
            }
            if (parts.size() != 2) {
                throw new IllegalArgumentException("is not of the form database.table");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pattern '" + text + "' " + e.getMessage(), e);
        }
        return new TablePattern(text, parts.get(0), parts.get(1));
    }

    private static int endOfPlain(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? text.length() : dot;
    }

    private static int endOfQuoted(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '`') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '`') {
                    return i + 1;
                }
                i++;
            }
        }
        throw new IllegalArgumentException("has a backquote without an end");
    }

    /** Whether the table's name fits. */
    public boolean matches(TableName name) {
        return match(name).isPresent();
    }

    /** The one table that matches, when there are no wildcards. */
    public Optional<TableName> exact() {
        Optional<String> theDatabase = database.exact();
        Optional<String> theTable = table.exact();
        return theDatabase.isPresent() && theTable.isPresent()
                ? Optional.of(new TableName(theDatabase.get(), theTable.get()))
                : Optional.empty();
    }

    /** The system schema that this pattern names outright, if it does. */
    public Optional<String> systemSchema() {
        return database.exact().filter(SYSTEM_SCHEMAS::contains);
    }

    /**
     * Checks that a pattern can be the target of this one.
     *
     * @throws IllegalArgumentException when a source table's target could not be told; the message
     *     is a phrase without full stop
     */
    void checkTarget(TablePattern target) {
        List<NamePattern.Range> theirs = target.ranges(target);
        int targetRanges = theirs.size();
        List<NamePattern.Range> ours = ranges(target);
        if (targetRanges != 0 && targetRanges != ours.size()) {
            throw new IllegalArgumentException(
                    "target '%s' has %d ranges where source '%s' has %d"
                            .formatted(target, targetRanges, this, ours.size()));
        }
        for (int i = 0; i < targetRanges; i++) {
            if (ours.get(i).size() != theirs.get(i).size()) {
                throw new IllegalArgumentException(
                        "target '%s' has a range of %d numbers where source '%s' has %d"
                                .formatted(target, theirs.get(i).size(), this, ours.get(i).size()));
            }
        }
        checkStars(target, database, target.database);
        checkStars(target, table, target.table);
    }

    private void checkStars(TablePattern target, NamePattern ours, NamePattern theirs) {
        if (!theirs.anything() && theirs.stars() > 0 && theirs.stars() != ours.stars()) {
            throw new IllegalArgumentException(
                    "target '%s' has %d stars beside other text where source '%s' has %d"
                            .formatted(target, theirs.stars(), this, ours.stars()));
        }
    }

    /** The target's name of a table, by {@code target}; empty when the table does not match. */
    Optional<TableName> map(TableName source, TablePattern target) {
        return match(source)
                .map(found ->
                        new TableName(
                                name(source.database(), target, found, true),
                                name(source.table(), target, found, false)));
    }

    private static String name(String kept, TablePattern whole, Match found, boolean first) {
        NamePattern target = first ? whole.database : whole.table;
        if (target.anything()) {
            return kept;
        }
        List<Long> ranges = new ArrayList<>();
        if (!whole.database.anything()) {
            ranges.addAll(found.database.ranges());
        }
        if (!whole.table.anything()) {
            ranges.addAll(found.table.ranges());
        }
        int skipped = first ? 0 : whole.database.ranges().size();
        return target.fill(
                (first ? found.database : found.table).stars(),
                ranges.subList(Math.min(skipped, ranges.size()), ranges.size()));
    }

    private record Match(NamePattern.Captured database, NamePattern.Captured table) {}

    private Optional<Match> match(TableName name) {
        if (database.exact().isEmpty() && SYSTEM_SCHEMAS.contains(name.database())) {
            return Optional.empty();
        }
        Optional<NamePattern.Captured> inDatabase = database.match(name.database());
        Optional<NamePattern.Captured> inTable =
                inDatabase.isEmpty() ? Optional.empty() : table.match(name.table());
        return inTable.map(captured -> new Match(inDatabase.orElseThrow(), captured));
    }

    /** The ranges of the parts that the target does not keep as they are. */
    private List<NamePattern.Range> ranges(TablePattern target) {
        List<NamePattern.Range> all = new ArrayList<>();
        if (!target.database.anything()) {
            all.addAll(database.ranges());
        }
        if (!target.table.anything()) {
            all.addAll(table.ranges());
        }
        return all;
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
