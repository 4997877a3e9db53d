package dev.otter.engine.pipeline;

import dev.otter.engine.change.Delivery;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement that changes tables does to rows that no log of rows shows: tables go, or get
 * the rows of tables that are not followed. Looks at the statement's text. Immutable.
 *
 * @param emptied source tables in scope that are gone behind it
 * @param filled source tables in scope that have other rows behind it
 */
record UnseenRows(List<TableName> emptied, List<TableName> filled) {
    private static final String WORD = "(?:`(?:[^`]|``)+`|[^\\s,.`();]+)";
    private static final String NAME = "(" + WORD + "(?:\\s*\\.\\s*" + WORD + ")?)";
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LITERAL =
            Pattern.compile("'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'", Pattern.DOTALL);
    private static final Pattern DROP = whole("DROP\\s+TABLES?\\s.*");
    private static final Pattern FOREIGN =
            whole("ALTER\\s.*\\b(?:EXCHANGE\\s+PARTITION|IMPORT\\s+TABLESPACE)\\b.*");
    private static final Pattern RENAME = whole("RENAME\\s+TABLES?\\s.*");
    private static final Pattern PAIR =
            Pattern.compile(NAME + "\\s+TO\\s+" + NAME, Pattern.CASE_INSENSITIVE);
    private static final Pattern ALTERED =
            whole(
                    "ALTER\\s+(?:\\w+\\s+)*?TABLE\\s+"
                            + NAME
                            + "\\s+(?:.*?,\\s*)?RENAME\\s+(?!COLUMN\\b|INDEX\\b|KEY\\b)(?:TO\\s+|AS\\s+|=\\s*)?"
                            + NAME
                            + ".*");

    /** Tables in which online tools gather the rows of another before they take its name. */
    private static final Pattern COPY = Pattern.compile("_+(.+)_(?:gho|new)");

    private static Pattern whole(String text) {
        return Pattern.compile("\\s*" + text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** A table that gets another name. */
    private record Renaming(String from, String to) {}

    static UnseenRows of(Delivery.SchemaChange change) {
        String text = LITERAL.matcher(change.statement()).replaceAll("''");
        text = COMMENT.matcher(text).replaceAll(" ");
        if (DROP.matcher(text).matches()) {
            return new UnseenRows(change.sources(), List.of());
        }
        if (FOREIGN.matcher(text).matches()) {
            return new UnseenRows(List.of(), change.sources());
        }
        return renamed(change.sources(), renamings(text));
    }

    private static List<Renaming> renamings(String text) {
        List<Renaming> found = new ArrayList<>();
        Matcher altered = ALTERED.matcher(text);
        if (altered.matches()) {
            found.add(new Renaming(altered.group(1), altered.group(2)));
        } else if (RENAME.matcher(text).matches()) {
            Matcher pair = PAIR.matcher(text);
            while (pair.find()) {
                found.add(new Renaming(pair.group(1), pair.group(2)));
            }
        }
        return found;
    }

    private static UnseenRows renamed(List<TableName> inScope, List<Renaming> renamings) {
        Set<TableName> emptied = new LinkedHashSet<>();
        Set<TableName> filled = new LinkedHashSet<>();
        for (Renaming renaming : renamings) {
            List<TableName> from = meant(inScope, renaming.from());
            List<TableName> to = meant(inScope, renaming.to());
            if (from.isEmpty()) {
                to.stream().filter(table -> !copyOf(renaming.from(), table)).forEach(filled::add);
            } else if (to.isEmpty()) {
                emptied.addAll(from);
            }
        }
        // What takes the name in the same statement decides about its rows.
        renamings.forEach(renaming -> meant(inScope, renaming.to()).forEach(emptied::remove));
        return new UnseenRows(List.copyOf(emptied), List.copyOf(filled));
    }

    private static boolean copyOf(String name, TableName table) {
        Matcher copy = COPY.matcher(table(name));
        return copy.matches() && copy.group(1).equalsIgnoreCase(table.table());
    }

    /** The tables in scope that a name in the text may mean; it may lack its database. */
    private static List<TableName> meant(List<TableName> inScope, String name) {
        return inScope.stream()
                .filter(table -> table.table().equalsIgnoreCase(table(name)))
                .filter(table -> {
                    String database = database(name);
                    return database.isEmpty() || database.equalsIgnoreCase(table.database());
                })
                .toList();
    }

    private static String table(String name) {
        List<String> words = words(name);
        return words.getLast();
    }

    private static String database(String name) {
        List<String> words = words(name);
        return words.size() == 2 ? words.getFirst() : "";
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile(WORD).matcher(name.toLowerCase(Locale.ROOT));
        while (word.find()) {
            String text = word.group();
            words.add(
                    text.startsWith("`")
                            ? text.substring(1, text.length() - 1).replace("``", "`")
                            : text);
        }
        return words;
    }
}
