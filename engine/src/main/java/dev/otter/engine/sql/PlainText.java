package dev.otter.engine.sql;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a statement plain enough for the grammar without moving any of its signs: what a place of
 * the plain text says is found at the same place of the statement.
 *
 * <p>Comments become blanks, and so do the brackets of comments that the server runs; names and
 * texts in quotes keep their quotes and lose what is in them, so that no escape in them can end
 * them early; letters become capitals; signs that the grammar does not expect become blanks. One
 * statement.
 */
final class PlainText {
    /** Signs that the grammar does not expect: RENAME = name, RENAME TABLES. */
    private static final List<Pattern> UNEXPECTED =
            List.of(
                    Pattern.compile("\\bRENAME\\s*(=)"),
                    Pattern.compile("^\\s*RENAME\\s+TABLE(S)\\b"));

    private final String sql;
    private final char[] out;
    private final SqlRules rules;
    private int at;

    /** Comments that the server runs and whose end is still to come. */
    private int open;

    private PlainText(String sql, SqlRules rules) {
        this.sql = sql;
        this.out = sql.toCharArray();
        this.rules = rules;
    }

    static String of(String sql, SqlRules rules) {
        PlainText text = new PlainText(sql, rules);
        text.run();
        for (Pattern unexpected : UNEXPECTED) {
            Matcher signs = unexpected.matcher(new String(text.out));
            while (signs.find()) {
                text.out[signs.start(1)] = ' ';
            }
        }
        return new String(text.out);
    }

    private void run() {
        while (at < out.length) {
            char c = out[at];
            if (c == '\'' || c == '`' || c == '"') {
                quoted(c);
            } else if (c == '#' || lineComment()) {
                blank(at, endOfLine());
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else if (open > 0 && sql.startsWith("*/", at)) {
                open--;
                blank(at, at + 2);
            } else {
                out[at] = plain(c);
                at++;
            }
        }
    }

    private static char plain(char c) {
        if (Character.isSurrogate(c)) {
            return '_';
        }
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    private boolean lineComment() {
        return sql.startsWith("--", at)
                && (at + 2 == out.length || Character.isWhitespace(out[at + 2]));
    }

    private int endOfLine() {
        int end = sql.indexOf('\n', at);
        return end < 0 ? out.length : end;
    }

    private void comment() {
        boolean both = sql.startsWith("/*!", at);
        boolean own = rules.mariadb() && sql.startsWith("/*M!", at);
        if (both || own) {
            int digits = at + (own ? 4 : 3);
            int end = digits;
            while (end < out.length && end - digits < 6 && Character.isDigit(out[end])) {
                end++;
            }
            if (runs(sql.substring(digits, end))) {
                open++;
                blank(at, end);
                return;
            }
        }
        int end = sql.indexOf("*/", at + 2);
        blank(at, end < 0 ? out.length : end + 2);
    }

    /** MariaDB leaves out what is marked for MySQL 5.7 and later, which is another server to it. */
    private boolean runs(String version) {
        if (version.isEmpty()) {
            return true;
        }
        int wanted = Integer.parseInt(version);
        return wanted <= rules.version() && !(rules.mariadb() && wanted >= 50700 && wanted < 99999);
    }

    private void blank(int from, int to) {
        Arrays.fill(out, from, to, ' ');
        at = to;
    }

    private void quoted(char quote) {
        boolean name = quote == '`' || (quote == '"' && rules.ansiQuotes());
        boolean kept = !name && (digits() || quote == '\'' && national());
        int start = at;
        int end = end(quote, !name && rules.backslashes());
        for (int i = start; i < end; i++) {
            out[i] = kept ? plain(out[i]) : 'X';
        }
        if (!kept) {
            out[start] = name ? '`' : '\'';
            out[end - 1] = out[start];
        }
        at = end;
    }

    /** Bit and hexadecimal literals mean something to the grammar. */
    private boolean digits() {
        if (at == 0 || "bBxX".indexOf(sql.charAt(at - 1)) < 0) {
            return false;
        }
        return at == 1 || !wordSign(sql.charAt(at - 2));
    }

    private boolean national() {
        return at > 0
                && (sql.charAt(at - 1) == 'N' || sql.charAt(at - 1) == 'n')
                && (at == 1 || !wordSign(sql.charAt(at - 2)));
    }

    private static boolean wordSign(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** The place behind the closing quote, or the statement's end. */
    private int end(char quote, boolean escapes) {
        int i = at + 1;
        while (i < out.length) {
            char c = sql.charAt(i++);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i == out.length || sql.charAt(i) != quote) {
                    return i;
                }
                i++;
            }
        }
        return out.length;
    }
}
