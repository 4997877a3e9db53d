package dev.otter.engine.database.value;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
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

    private static final Map<String, String> JAVA =
            Map.ofEntries(
                    Map.entry("utf8mb4", "UTF-8"),
                    Map.entry("ascii", "US-ASCII"),
                    Map.entry("latin1", "windows-1252"),
                    Map.entry("ucs2", "UTF-16BE"),
                    Map.entry("utf16", "UTF-16BE"),
                    Map.entry("utf16le", "UTF-16LE"),
                    Map.entry("utf32", "UTF-32BE"),
                    Map.entry("gbk", "GBK"),
                    Map.entry("gb2312", "GB2312"),
                    Map.entry("gb18030", "GB18030"),
                    Map.entry("big5", "Big5"),
                    Map.entry("sjis", "Shift_JIS"),
                    Map.entry("cp932", "windows-31j"),
                    Map.entry("ujis", "EUC-JP"),
                    Map.entry("euckr", "EUC-KR"),
                    Map.entry("latin2", "ISO-8859-2"),
                    Map.entry("latin5", "ISO-8859-9"),
                    Map.entry("latin7", "ISO-8859-13"),
                    Map.entry("greek", "ISO-8859-7"),
                    Map.entry("hebrew", "ISO-8859-8"),
                    Map.entry("cp1250", "windows-1250"),
                    Map.entry("cp1251", "windows-1251"),
                    Map.entry("cp1256", "windows-1256"),
                    Map.entry("cp1257", "windows-1257"),
                    Map.entry("cp850", "IBM850"),
                    Map.entry("cp852", "IBM852"),
                    Map.entry("cp866", "IBM866"),
                    Map.entry("koi8r", "KOI8-R"),
                    Map.entry("koi8u", "KOI8-U"),
                    Map.entry("tis620", "TIS-620"));

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

    /** Java's name of the same encoding; empty when there is none. */
    public static Optional<Charset> java(String charset) {
        String name = JAVA.get(canonical(charset));
        return name != null && Charset.isSupported(name)
                ? Optional.of(Charset.forName(name))
                : Optional.empty();
    }

    /** The bytes as text, empty when that cannot be told with certainty. */
    static Optional<String> decode(byte[] bytes, String charset) {
        String name = JAVA.get(canonical(charset));
        return name != null && Charset.isSupported(name)
                ? Optional.of(new String(bytes, Charset.forName(name)))
                : Optional.empty();
    }
}
