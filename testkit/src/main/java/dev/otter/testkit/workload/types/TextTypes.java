package dev.otter.testkit.workload.types;

import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.SqlText;
import java.util.ArrayList;
import java.util.List;

/** Texts in many character sets, and bytes. */
final class TextTypes {

    private static final int MEGABYTE = 1 << 20;

    /**
     * A character set and texts that it can hold beside ASCII.
     *
     * @param common one of those every test should use
     */
    private record TextSet(String name, boolean common, List<String> words) {}

    private static final List<String> LATIN = List.of("é ü ñ ß Ø", "Ünïcödé");
    private static final List<String> UNICODE =
            List.of(
                    "é ü ñ ß Ø",
                    "数据库同步",
                    "Привет",
                    "שלום عالم",
                    "e\u0301 ﬁ ﷺ",
                    "\uD7FF\uE000\uFFFD");
    private static final List<String> FULL =
            List.of("é ü ñ", "数据库同步", "Привет", "שלום", "😀👨‍👩‍👧🎉", "𠜎𠜱", "\uDBFF\uDFFF");
    private static final List<String> CHINESE = List.of("数据库同步", "運", "你好，世界", "縗縗");

    private TextTypes() {}

    static List<TypeFamily> families(ServerFeatures features) {
        List<TypeFamily> all = new ArrayList<>();
        for (TextSet set : sets(features)) {
            all.add(new TypeFamily("text_" + set.name(), texts(set)));
        }
        all.add(new TypeFamily("text_binary", binaryTexts()));
        all.add(new TypeFamily("text_collations", collations()));
        all.add(new TypeFamily("bytes", bytes()));
        all.add(new TypeFamily("big_values", bigValues()));
        return all;
    }

    private static List<TextSet> sets(ServerFeatures features) {
        List<TextSet> all = new ArrayList<>();
        all.add(new TextSet("utf8mb4", true, FULL));
        all.add(new TextSet("utf8mb3", true, UNICODE));
        all.add(new TextSet("latin1", true, LATIN));
        all.add(new TextSet("gbk", true, CHINESE));
        all.add(new TextSet("ucs2", true, UNICODE));
        all.add(new TextSet("utf16", true, FULL));
        all.add(new TextSet("utf32", true, FULL));
        all.add(new TextSet("ascii", false, List.of("plain")));
        all.add(new TextSet("utf16le", false, FULL));
        all.add(new TextSet("gb2312", false, List.of("数据库同步")));
        all.add(new TextSet("big5", false, List.of("許功蓋", "資料庫")));
        all.add(new TextSet("sjis", false, List.of("表示ソ", "データ")));
        all.add(new TextSet("cp932", false, List.of("表示ソ", "①Ⅱ")));
        all.add(new TextSet("ujis", false, List.of("表示ソ", "データ")));
        all.add(new TextSet("eucjpms", false, List.of("表示ソ", "①")));
        all.add(new TextSet("euckr", false, List.of("데이터", "동기화")));
        all.add(new TextSet("latin2", false, List.of("Łódź", "č š ž")));
        all.add(new TextSet("latin5", false, List.of("İğş")));
        all.add(new TextSet("cp1250", false, List.of("Łódź", "€")));
        all.add(new TextSet("cp1251", false, List.of("Привет", "№")));
        all.add(new TextSet("cp1256", false, List.of("عالم")));
        all.add(new TextSet("cp1257", false, List.of("ąčęė")));
        all.add(new TextSet("koi8r", false, List.of("Привет")));
        all.add(new TextSet("greek", false, List.of("Καλημέρα")));
        all.add(new TextSet("hebrew", false, List.of("שלום")));
        all.add(new TextSet("tis620", false, List.of("สวัสดี")));
        all.add(new TextSet("cp850", false, List.of("é ü ñ")));
        if (features.gb18030()) {
            all.add(new TextSet("gb18030", false, List.of("数据库同步", "😀", "𠜎")));
        }
        return all;
    }

    private static List<TypeCase> texts(TextSet set) {
        String suffix = " CHARACTER SET " + set.name();
        if (set.name().equals("utf8mb4")) {
            suffix += " COLLATE utf8mb4_general_ci";
        }
        List<Edge> shorts = shortTexts(set);
        Edges longs = new Edges();
        shorts.forEach(edge -> longs.raw(edge.name(), edge.literal()));
        String word = set.words().getFirst();
        longs.text("300 characters", (word + "x".repeat(300)).substring(0, 300));
        if (set.name().equals("latin1")) {
            longs.raw("all 256 bytes", "_latin1 " + SqlText.hex(everyByte()));
        }
        Edges longer = new Edges();
        longs.list().forEach(edge -> longer.raw(edge.name(), edge.literal()));
        longer.text("10,000 words", (word + " ").repeat(10_000 / (set.common() ? 1 : 10)));
        List<TypeCase> all = new ArrayList<>();
        String fixed = "CHAR(20)" + suffix;
        String varying = "VARCHAR(30)" + suffix;
        all.add(new TypeCase(fixed, fixed, shorts, set.common()));
        all.add(new TypeCase(varying, varying, shorts, set.common()));
        all.add(TypeCase.plain("VARCHAR(300)" + suffix, longs.list()));
        all.add(TypeCase.plain("TINYTEXT" + suffix, shorts));
        all.add(TypeCase.plain("MEDIUMTEXT" + suffix, longer.list()));
        if (set.common()) {
            all.add(TypeCase.plain("CHAR(1)" + suffix, new Edges().texts("", "x").list()));
            all.add(TypeCase.plain("CHAR(255)" + suffix, shorts));
            all.add(TypeCase.plain("TEXT" + suffix, longs.list()));
            all.add(TypeCase.plain("LONGTEXT" + suffix, longer.list()));
        }
        return all;
    }

    private static List<Edge> shortTexts(TextSet set) {
        Edges edges =
                new Edges()
                        .text("empty", "")
                        .text("one letter", "a")
                        .text("trailing spaces", "tail   ")
                        .text("leading spaces", "   head")
                        .text("spaces only", "   ")
                        .text("single quote", "it's '' 'x'")
                        .text("double quote", "say \"x\"")
                        .text("backslashes", "a\\b\\\\c\\'")
                        .text("trailing backslash", "end\\")
                        .text("NUL inside", "a\0b")
                        .text("line ends", "a\nb\r\nc\td")
                        .text("Ctrl-Z", "a\u001ab")
                        .text("wild cards", "100%_`;--")
                        .text("the word NULL", "NULL");
        for (String word : set.words()) {
            edges.texts(word);
        }
        return edges.list();
    }

    /** CHARACTER SET binary makes byte types of text types. */
    private static List<TypeCase> binaryTexts() {
        List<Edge> edges = byteEdges();
        return List.of(
                TypeCase.keyable("CHAR(20) CHARACTER SET binary", edges),
                TypeCase.keyable("VARCHAR(30) CHARACTER SET binary", edges),
                TypeCase.plain("TEXT CHARACTER SET binary", edges));
    }

    private static List<TypeCase> collations() {
        List<Edge> edges =
                new Edges().texts("a", "A", "á", "a ", "ss", "ß", "Straße", "", "ı", "İ").list();
        List<TypeCase> all = new ArrayList<>();
        for (String collation :
                List.of(
                        "utf8mb4_bin",
                        "utf8mb4_unicode_ci",
                        "utf8mb4_unicode_520_ci",
                        "utf8mb4_general_ci",
                        "utf8mb4_turkish_ci")) {
            String type = "VARCHAR(30) CHARACTER SET utf8mb4 COLLATE " + collation;
            all.add(TypeCase.keyable(type, edges));
        }
        List<Edge> western = new Edges().texts("a", "A", "ä", "ß", "ss", "").list();
        for (String collation : List.of("latin1_bin", "latin1_german2_ci", "latin1_general_cs")) {
            String type = "VARCHAR(30) CHARACTER SET latin1 COLLATE " + collation;
            all.add(TypeCase.keyable(type, western));
        }
        return all;
    }

    private static List<TypeCase> bytes() {
        List<Edge> edges = byteEdges();
        Edges longs = new Edges();
        edges.forEach(edge -> longs.raw(edge.name(), edge.literal()));
        longs.bytes("all 256 bytes", everyByte());
        List<Edge> one = new Edges().raw("x'00'", "x'ff'", "x'20'", "''").list();
        return List.of(
                TypeCase.keyable("BINARY(1)", one),
                TypeCase.keyable("BINARY(20)", edges),
                TypeCase.plain("BINARY(255)", edges),
                TypeCase.keyable("VARBINARY(20)", edges),
                TypeCase.plain("VARBINARY(300)", longs.list()),
                TypeCase.plain("VARBINARY(5000)", longs.list()),
                TypeCase.plain("TINYBLOB", edges),
                TypeCase.plain("BLOB", longs.list()),
                TypeCase.plain("MEDIUMBLOB", longs.list()),
                TypeCase.plain("LONGBLOB", longs.list()));
    }

    private static List<Edge> byteEdges() {
        return new Edges()
                .raw("empty", "''")
                .raw("NUL", "x'00'")
                .raw("trailing NULs", "x'6100000000'")
                .raw("leading NULs", "x'00000061'")
                .raw("trailing spaces", "x'61202020'")
                .raw("not UTF-8", "x'fffe80c0c1'")
                .raw("quotes and backslashes", "x'275c22605c5c'")
                .raw("UTF-8", "x'e695b0f09f9880'")
                .list();
    }

    private static List<TypeCase> bigValues() {
        byte[] noise = new byte[MEGABYTE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 31 + (i >> 8));
        }
        return List.of(
                TypeCase.plain(
                        "LONGBLOB", new Edges().bytes("1 MB", noise).raw("empty", "''").list()),
                new TypeCase(
                        "LONGTEXT",
                        "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                        new Edges()
                                .raw("1 MB", "REPEAT('otter数据😀', 65536)")
                                .text("empty", "")
                                .list(),
                        false));
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
