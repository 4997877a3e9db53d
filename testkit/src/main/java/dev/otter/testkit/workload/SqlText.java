package dev.otter.testkit.workload;

import java.util.HexFormat;

/** Literals of SQL that any server takes, whatever its character set and SQL mode. */
public final class SqlText {

    private static final HexFormat HEX = HexFormat.of();

    private SqlText() {}

    /** A quoted text; backslashes are doubled, so NO_BACKSLASH_ESCAPES must be off. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'' -> out.append("''");
                case '\\' -> out.append("\\\\");
                case '\0' -> out.append("\\0");
                default -> out.append(c);
            }
        }
        return out.append('\'').toString();
    }

    /** A binary literal. */
    public static String hex(byte[] bytes) {
        return "x'" + HEX.formatHex(bytes) + "'";
    }

    /** A quoted name of a table or column. */
    public static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
