package dev.otter.engine.select;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL into words: identifiers, numbers, quoted texts with their quotes, single signs.
 * Comments vanish, but the inside of {@code /*!50100 … *}{@code /} counts, as the server runs it.
 */
final class WordReader {
    private final String sql;
    private int at;

    WordReader(String sql) {
        this.sql = sql;
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || skipComment(c)) {
                at += Character.isWhitespace(c) ? 1 : 0;
            } else if (c == '`' || c == '"' || c == '\'') {
                words.add(quoted(c));
            } else if (wordSign(c)) {
                int start = at;
                while (at < sql.length() && wordSign(sql.charAt(at))) {
                    at++;
                }
                words.add(sql.substring(start, at));
            } else {
                words.add(String.valueOf(c));
                at++;
            }
        }
        return words;
    }

    private static boolean wordSign(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80 || c == '@';
    }

    private boolean skipComment(char c) {
        if (c == '#' || sql.startsWith("-- ", at) || sql.startsWith("--\t", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end + 1;
            return true;
        }
        if (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at)) {
            at += sql.startsWith("/*!", at) ? 3 : 4;
            while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
                at++;
            }
            return true;
        }
        if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            at = end < 0 ? sql.length() : end + 2;
            return true;
        }
        if (sql.startsWith("*/", at)) {
            at += 2;
            return true;
        }
        return false;
    }

    private String quoted(char quote) {
        int start = at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && quote != '`') {
                at++;
            } else if (c == quote) {
                if (at < sql.length() && sql.charAt(at) == quote) {
                    at++;
                } else {
                    break;
                }
            }
        }
        at = Math.min(at, sql.length());
        return sql.substring(start, at);
    }
}
