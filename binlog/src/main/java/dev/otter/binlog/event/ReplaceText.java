package dev.otter.binlog.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Tells from a statement's text whether it replaces rows.
 *
 * <p>Needed for MariaDB: it logs a REPLACE that meets a row as an update of that row. With {@code
 * binlog_row_image} MINIMAL or NOBLOB the image after holds only the columns that the statement
 * names, although the others have got their defaults; in the log's rows nothing tells it from an
 * UPDATE of these columns (seen with 11.4.5).
 */
final class ReplaceText {
    /** Comments and blanks in front; executable comments count as text. */
    private static final String SPACE =
            "(?:\\s|/\\*(?!M?!).*?\\*/|--\\s[^\\n]*\\n|#[^\\n]*\\n|\\()*+";

    private static final Pattern REPLACES =
            Pattern.compile(
                    SPACE + "(?:/\\*M?!\\d*\\s*)?(?:REPLACE\\b|LOAD\\b.*\\bREPLACE\\b).*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The words looked for stand at the beginning. */
    private static final int LOOKED_AT = 4096;

    private ReplaceText() {}

    /** Whether the statement is REPLACE, or LOAD DATA with REPLACE. */
    static boolean replaces(byte[] sql) {
        int length = Math.min(sql.length, LOOKED_AT);
        String text = new String(sql, 0, length, StandardCharsets.ISO_8859_1);
        return REPLACES.matcher(text).matches();
    }
}
