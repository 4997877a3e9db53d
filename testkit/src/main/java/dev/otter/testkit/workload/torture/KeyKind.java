package dev.otter.testkit.workload.torture;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Types of keys. Each turns a number into a key: different numbers are different keys, and equal
 * numbers equal keys, though under some collations the key is spelled differently each time.
 */
enum KeyKind {
    INT("INT"),
    BIGINT_UNSIGNED("BIGINT UNSIGNED"),
    COMPOSITE("INT", "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"),
    TEXT_CI("VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"),
    TEXT_LATIN("CHAR(20) CHARACTER SET latin1"),
    TEXT_GBK("VARCHAR(30) CHARACTER SET gbk"),
    TEXT_BIN("VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"),
    TEXT_UCS2("VARCHAR(30) CHARACTER SET ucs2"),
    BYTES("VARBINARY(16)"),
    FIXED_BYTES("BINARY(8)"),
    BITS("BIT(40)"),
    DECIMAL("DECIMAL(20,4)"),
    MOMENT("DATETIME(6)"),
    TIME_AND_NUMBER("TIME(3)", "SMALLINT UNSIGNED"),
    PREFIX("VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

    private static final int PREFIX_LENGTH = 12;
    private static final LocalDateTime ORIGIN = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("''yyyy-MM-dd HH:mm:ss.SSSSSS''", Locale.ROOT);

    private final String first;
    private final String second;

    KeyKind(String only) {
        this(only, "");
    }

    KeyKind(String first, String second) {
        this.first = first;
        this.second = second;
    }

    /** Number of columns. */
    int width() {
        return second.isEmpty() ? 1 : 2;
    }

    String type(int part) {
        return part == 0 ? first : second;
    }

    /** How the column stands in the index. */
    String indexed(String column) {
        return this == PREFIX ? column + "(" + PREFIX_LENGTH + ")" : column;
    }

    String literal(int part, int n, RandomGenerator random) {
        return switch (this) {
            case INT -> Integer.toString(n);
            case BIGINT_UNSIGNED -> Long.toUnsignedString(-1L - n);
            case COMPOSITE -> part == 0 ? Integer.toString(n / 7) : "'p" + n % 7 + "'";
            case TEXT_CI -> spelled("Key-", n, random);
            case TEXT_LATIN -> spelled("ké\u00a0", n, random);
            case TEXT_GBK -> "'運" + n + "'";
            case TEXT_BIN -> (n % 2 == 0 ? "'Bin-" : "'bin-") + n / 2 + "'";
            case TEXT_UCS2 -> spelled("дом", n, random);
            case BYTES -> String.format(Locale.ROOT, "x'%08x27'", n);
            case FIXED_BYTES -> String.format(Locale.ROOT, "x'%08x00000000'", n);
            case BITS -> "b'" + Long.toBinaryString((1L << 39) | n) + "'";
            case DECIMAL -> (n % 2 == 0 ? "" : "-") + n + ".2500";
            case MOMENT -> ORIGIN.plusSeconds(n).plusNanos(n % 1000 * 1000L).format(MICROS);
            case TIME_AND_NUMBER -> part == 0 ? time(n) : Integer.toString(n % 1000);
            case PREFIX ->
                    String.format(Locale.ROOT, "'%012d tail %d'", n, random.nextInt(1_000_000));
        };
    }

    private static String time(int n) {
        int seconds = n / 1000;
        return String.format(
                Locale.ROOT,
                "'%s%d:%02d:%02d.500'",
                seconds % 2 == 0 ? "" : "-",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60);
    }

    /** Another case and a trailing space make the same key where the collation says so. */
    private static String spelled(String word, int n, RandomGenerator random) {
        int way = random.nextInt(8);
        String text =
                switch (way) {
                    case 0 -> word.toUpperCase(Locale.ROOT);
                    case 1 -> word.toLowerCase(Locale.ROOT);
                    default -> word;
                };
        return "'" + text + n + (way == 2 ? " '" : "'");
    }
}
