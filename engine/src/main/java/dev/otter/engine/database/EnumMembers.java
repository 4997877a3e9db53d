package dev.otter.engine.database;

import java.util.ArrayList;
import java.util.List;

/** Takes the texts out of a column type such as {@code enum('a','it''s')}. Stateless. */
final class EnumMembers {
    private EnumMembers() {}

    /** The texts in order; none for other types. */
    static List<String> parse(String dataType, String columnType) {
        if (!dataType.equals("enum") && !dataType.equals("set")) {
            return List.of();
        }
        List<String> members = new ArrayList<>();
        int at = columnType.indexOf('\'');
        while (at >= 0) {
            StringBuilder member = new StringBuilder();
            at = read(columnType, at + 1, member);
            members.add(member.toString());
            at = columnType.indexOf('\'', at);
        }
        return members;
    }

    /** Reads up to the closing quote; answers the place behind it. */
    private static int read(String text, int start, StringBuilder member) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean more = at < text.length();
            if (c == '\'') {
                if (!more || text.charAt(at) != '\'') {
                    return at;
                }
                at++;
                member.append('\'');
            } else if (c == '\\' && more) {
                member.append(plain(text.charAt(at++)));
            } else {
                member.append(c);
            }
        }
        throw new IllegalArgumentException("no end of a text in " + text);
    }

    private static char plain(char escaped) {
        return switch (escaped) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'Z' -> '\u001a';
            default -> escaped;
        };
    }
}
