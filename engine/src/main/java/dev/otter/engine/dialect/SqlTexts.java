package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlRules;

/** Reads what stands between quotes in a statement of MySQL. Stateless. */
final class SqlTexts {
    private SqlTexts() {}

    /** Whether it is a text in quotes. */
    static boolean quoted(String literal, SqlRules rules) {
        return literal.length() >= 2
                && (literal.startsWith("'") || !rules.ansiQuotes() && literal.startsWith("\""));
    }

    /** The text that a literal stands for. */
    static String plain(String literal, SqlRules rules) {
        char quote = literal.charAt(0);
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == quote) {
                i++;
            } else if (c == '\\' && rules.backslashes() && i + 1 < literal.length() - 1) {
                i++;
                c = escaped(literal.charAt(i));
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'Z' -> '\u001a';
            default -> c;
        };
    }
}
