package dev.otter.engine.database.charset;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The character sets of MySQL 5.7 to 9 and MariaDB; tables are read when first asked for. */
final class CharacterSets {
    private static final Map<String, CharacterSet> UNICODE =
            Map.of(
                    "utf8mb4", new Utf8(),
                    "ucs2", new WideUnicode(WideUnicode.Form.UCS2),
                    "utf16", new WideUnicode(WideUnicode.Form.UTF16),
                    "utf16le", new WideUnicode(WideUnicode.Form.UTF16LE),
                    "utf32", new WideUnicode(WideUnicode.Form.UTF32));

    /** Each has a resource of its name. */
    private static final Set<String> TABLES =
            Set.of(
                    "armscii8",
                    "ascii",
                    "big5",
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
                    "ujis");

    private static final Map<String, CharacterSet> READ = new ConcurrentHashMap<>();

    private CharacterSets() {}

    static Set<String> tables() {
        return TABLES;
    }

    static Optional<CharacterSet> of(String name) {
        CharacterSet unicode = UNICODE.get(name);
        if (unicode != null) {
            return Optional.of(unicode);
        }
        return TABLES.contains(name)
                ? Optional.of(
                        READ.computeIfAbsent(
                                name, key -> new TableCharacterSet(TableReader.resource(key))))
                : Optional.empty();
    }
}
