package dev.otter.engine.schema;

import dev.otter.engine.sql.SqlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the character set that words of a statement name. Stateless. */
final class CharsetWords {
    private static final Set<String> NAMES =
            Set.of(
                    "armscii8",
                    "ascii",
                    "big5",
                    "binary",
                    "cp1250",
                    "cp1251",
                    "cp1256",
                    "cp1257",
                    "cp850",
                    "cp852",
                    "cp866",
                    "cp932",
                    "dec8",
                    "eucjpms",
                    "euckr",
                    "gb18030",
                    "gb2312",
                    "gbk",
                    "geostd8",
                    "greek",
                    "hebrew",
                    "hp8",
                    "keybcs2",
                    "koi8r",
                    "koi8u",
                    "latin1",
                    "latin2",
                    "latin5",
                    "latin7",
                    "macce",
                    "macroman",
                    "sjis",
                    "swe7",
                    "tis620",
                    "ucs2",
                    "ujis",
                    "utf16",
                    "utf16le",
                    "utf32",
                    "utf8",
                    "utf8mb3",
                    "utf8mb4");

    private CharsetWords() {}

    /**
     * What CHARACTER SET and COLLATE say among the words; the character set wins, as both must
     * agree. Empty when they name none, {@link TableShape#UNKNOWN} when it is not known here.
     */
    static Optional<String> find(List<SqlNode> words) {
        String charset = null;
        String collation = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).word();
            boolean set = word.equals("SET") && i > 0 && character(words.get(i - 1).word());
            if (set || word.equals("CHARSET")) {
                charset = value(words, i);
            } else if (word.equals("COLLATE")) {
                collation = value(words, i);
            } else if (word.equals("ASCII")) {
                charset = "latin1";
            } else if (word.equals("UNICODE")) {
                charset = "ucs2";
            } else if (word.equals("BYTE")) {
                charset = "binary";
            }
        }
        if (charset != null && !charset.equals("default")) {
            return Optional.of(NAMES.contains(charset) ? charset : TableShape.UNKNOWN);
        }
        if (charset != null) {
            return Optional.of(TableShape.UNKNOWN);
        }
        return collation == null ? Optional.empty() : ofCollation(collation);
    }

    private static boolean character(String word) {
        return word.equals("CHARACTER") || word.equals("CHAR");
    }

    private static String value(List<SqlNode> words, int at) {
        int next = at + 1;
        if (next < words.size() && words.get(next).text().equals("=")) {
            next++;
        }
        return next < words.size() ? words.get(next).name().toLowerCase(Locale.ROOT) : "";
    }

    /** Collations that MariaDB has for all character sets name none. */
    private static Optional<String> ofCollation(String collation) {
        int end = collation.indexOf('_');
        String charset = end < 0 ? collation : collation.substring(0, end);
        if (NAMES.contains(charset)) {
            return Optional.of(charset);
        }
        return charset.startsWith("uca1400") ? Optional.empty() : Optional.of(TableShape.UNKNOWN);
    }
}
