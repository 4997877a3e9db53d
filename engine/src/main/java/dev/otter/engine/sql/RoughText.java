package dev.otter.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the one table's name in statements that the grammar does not know. Stateless. */
final class RoughText {
    static final String ALTER = "roughAlterTable";
    static final String CREATE = "roughCreateTable";

    private static final String NAME = "(`[^`]*`|[\\w$\\x{80}-\\x{FFFF}]+)";
    private static final Pattern HEAD =
            Pattern.compile(
                    "\\s*(ALTER|CREATE)\\s+(?:(?:ONLINE|OFFLINE|IGNORE|OR\\s+REPLACE)\\s+)*TABLE\\s+"
                            + "(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?"
                            + NAME
                            + "(?:\\s*\\.\\s*"
                            + NAME
                            + ")?");

    /** Options of a table that say its character set. */
    private static final Pattern CHARSET =
            Pattern.compile("\\b(?:CHARSET|CHARACTER\\s+SET|COLLATE)\\b");

    /** Words behind which another table's name may stand. */
    private static final Pattern OTHERS =
            Pattern.compile(
                    "\\b(?:REFERENCES|EXCHANGE|LIKE|SELECT|UNION)\\b"
                            + "|\\bRENAME\\s+(?!COLUMN\\b|INDEX\\b|KEY\\b)");

    private RoughText() {}

    /**
     * A tree of the statement with the table's name as its first part; of a CREATE TABLE also where
     * its definitions are, and whether options behind them say the character set.
     */
    static Optional<SqlNode> read(String sql, SqlRules rules) {
        String plain = PlainText.of(sql, rules);
        Matcher head = HEAD.matcher(plain);
        if (!head.lookingAt() || OTHERS.matcher(plain.substring(head.end())).find()) {
            return Optional.empty();
        }
        List<SqlNode> words = new ArrayList<>();
        words.add(word(sql, head, 2));
        if (head.group(3) != null) {
            words.add(word(sql, head, 3));
        }
        SqlNode name = new SqlNode(sql, "tableName", head.start(2), words.getLast().end(), words);
        boolean alters = head.group(1).equals("ALTER");
        List<SqlNode> parts = new ArrayList<>(List.of(name));
        if (!alters) {
            parts.addAll(definitions(sql, plain, head.end()));
        }
        return Optional.of(new SqlNode(sql, alters ? ALTER : CREATE, 0, sql.length(), parts));
    }

    /** What the brackets behind the name hold; nothing where none are, or they do not end. */
    private static List<SqlNode> definitions(String sql, String plain, int from) {
        int start = plain.indexOf('(', from);
        int depth = 0;
        for (int at = Math.max(0, start); start >= 0 && at < plain.length(); at++) {
            depth += plain.charAt(at) == '(' ? 1 : plain.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                SqlNode whole = new SqlNode(sql, "createDefinitions", start, at + 1, List.of());
                boolean said = CHARSET.matcher(plain.substring(at)).find();
                return said
                        ? List.of(whole, new SqlNode(sql, "tableOptionCharset", at, at, List.of()))
                        : List.of(whole);
            }
        }
        return List.of();
    }

    private static SqlNode word(String sql, Matcher head, int group) {
        return new SqlNode(sql, "ID", head.start(group), head.end(group), List.of());
    }
}
