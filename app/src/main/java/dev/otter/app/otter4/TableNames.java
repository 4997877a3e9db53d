package dev.otter.app.otter4;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schema and table of a data media of Otter 4, each a name, a list of numbered names, or a regular
 * expression.
 *
 * @param schema as it is written there
 * @param table as it is written there
 */
record TableNames(String schema, String table) {
    private static final Pattern NUMBERED = Pattern.compile("(.*)\\[(\\d+)-(\\d+)](.*)");
    private static final Pattern EXPRESSION = Pattern.compile(".*[*?+|(){}\\[\\]\\\\$^.].*");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$-]+");

    /** How a part is written; the order in which pairs were looked at is that of their sums. */
    enum Mode {
        SINGLE(0),
        MULTI(1),
        WILDCARD(3);

        private final int rank;

        Mode(int rank) {
            this.rank = rank;
        }
    }

    static Mode mode(String part) {
        if (NUMBERED.matcher(part).matches()) {
            return Mode.MULTI;
        }
        return EXPRESSION.matcher(part).matches() ? Mode.WILDCARD : Mode.SINGLE;
    }

    /** The smaller, the earlier it was looked at. */
    int rank() {
        return mode(schema).rank + mode(table).rank;
    }

    /**
     * Patterns for a source.
     *
     * @throws IllegalArgumentException when there are none, with the reason
     */
    List<String> sources() {
        List<String> patterns = new ArrayList<>();
        for (String first : source(schema)) {
            for (String second : source(table)) {
                patterns.add(first + "." + second);
            }
        }
        return patterns;
    }

    /**
     * The pattern for a target; a part that is an expression keeps the source's name.
     *
     * @throws IllegalArgumentException when there is none, with the reason
     */
    String target() {
        return target(schema) + "." + target(table);
    }

    private static List<String> source(String part) {
        return switch (mode(part)) {
            case SINGLE -> List.of(quoted(part));
            case MULTI -> List.of(numbered(part));
            case WILDCARD -> RegexNames.patterns(part);
        };
    }

    private static String target(String part) {
        return switch (mode(part)) {
            case SINGLE -> quoted(part);
            case MULTI -> numbered(part);
            case WILDCARD -> "*";
        };
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
    }

    /** Bounds of different width were written without zeros in front. */
    private static String numbered(String part) {
        Matcher matcher = NUMBERED.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalStateException(part + " has no numbers");
        }
        String text = matcher.group(1) + matcher.group(4);
        if (!text.isEmpty() && !PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + part + "' has both numbers and special characters");
        }
        String first = matcher.group(2);
        String last = matcher.group(3);
        boolean padded = first.startsWith("0") && first.length() == last.length();
        return matcher.group(1)
                + "["
                + (padded ? first : Long.toString(Long.parseLong(first)))
                + "-"
                + (padded ? last : Long.toString(Long.parseLong(last)))
                + "]"
                + matcher.group(4);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
