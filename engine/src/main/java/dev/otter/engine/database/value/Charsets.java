package dev.otter.engine.database.value;

import dev.otter.engine.database.charset.CharacterSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What this side knows of MySQL's character sets. Names are the server's, letter case ignored. */
public final class Charsets {
    static final String BINARY = "binary";

    /** One byte a character; bytes below 128 are ASCII and stand for the same characters. */
    private static final Set<String> SINGLE_BYTE =
            Set.of(
                    "ascii",
                    "latin1",
                    "latin2",
                    "latin5",
                    "latin7",
                    "cp1250",
                    "cp1251",
                    "cp1256",
                    "cp1257",
                    "cp850",
                    "cp852",
                    "cp866",
                    "koi8r",
                    "koi8u",
                    "greek",
                    "hebrew",
                    "macce",
                    "macroman");

    /** One or more bytes a character; a byte below 128 that follows none above is ASCII. */
    private static final Set<String> MULTI_BYTE =
            Set.of("gbk", "gb2312", "gb18030", "big5", "euckr", "ujis", "eucjpms", "cp932");

    private Charsets() {}

    /** One name per encoding: utf8 and utf8mb3 are cut-down utf8mb4 with the same bytes. */
    static String canonical(String charset) {
        String name = charset.toLowerCase(Locale.ROOT);
        return name.equals("utf8") || name.equals("utf8mb3") ? "utf8mb4" : name;
    }

    /** Whether both have the same bytes for the same text. */
    static boolean same(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    /** Whether a column of this character set holds bytes, not text. */
    public static boolean binary(String charset) {
        return charset.equalsIgnoreCase(BINARY);
    }

    static boolean utf8(String charset) {
        return canonical(charset).equals("utf8mb4");
    }

    /** Unicode in units of two or four bytes. */
    static boolean wide(String charset) {
        return switch (canonical(charset)) {
            case "ucs2", "utf16", "utf16le", "utf32" -> true;
            default -> false;
        };
    }

    static boolean unicode(String charset) {
        return utf8(charset) || wide(charset);
    }

    static boolean singleByte(String charset) {
        return SINGLE_BYTE.contains(canonical(charset));
    }

    /** Whether text made of bytes below 128 is the same text in ASCII. */
    static boolean extendsAscii(String charset) {
        return utf8(charset) || singleByte(charset) || MULTI_BYTE.contains(canonical(charset));
    }

    /** The bytes of a character set as text and back; empty when it is not known here. */
    public static Optional<CharacterSet> known(String charset) {
        return CharacterSet.of(canonical(charset));
    }

    /**
     * The bytes of a statement or a member as text, with a mark for each that is none; empty when
     * the character set is not known here.
     */
    static Optional<String> decode(byte[] bytes, String charset) {
        return known(charset).map(known -> known.read(bytes, 0, bytes.length));
    }
}
