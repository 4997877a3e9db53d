package dev.otter.engine.database.value;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much is known of a collation's idea of "equal".
 *
 * <p>A text is <em>plain</em> when it is made of printable ASCII and, in Unicode collations, of
 * ideographs U+4E00 to U+9FA5. All collations of FOLDED and EXACT have these properties, which the
 * tests ask of a real server character by character: no plain character is ignored, none equals
 * another one (except capital and small letters of ASCII in FOLDED), and none changes its weight
 * next to another plain one (no contractions). So plain texts are equal only when they are the same
 * but for trailing spaces, which PAD SPACE ignores, and for case. Everything else is not plain.
 *
 * <p>Some collations break these properties: gbk_chinese_ci takes {@code ~} for Y ({@link
 * #outlaw}), big5_chinese_ci that and {@code `} for E, koi8u_general_ci ignores {@code `},
 * macce_general_ci takes M for N (unknown, all three).
 */
enum CollationRule {
    /** Equal means equal bytes, except for trailing spaces. */
    BYTES,
    /** Plain texts are equal when they are the same in small letters. */
    FOLDED,
    /** Plain texts are equal when they are the same. */
    EXACT,
    /** Nothing is known. */
    UNKNOWN;

    private static final Pattern UNICODE_ROOT =
            Pattern.compile(
                    "(utf8|utf8mb3|utf8mb4|ucs2|utf16|utf32)"
                            + "_(general|unicode|unicode_520|uca1400)(_nopad)?(_ai|_as)?_ci");
    private static final Pattern UNICODE_EXACT =
            Pattern.compile("(utf8|utf8mb3|utf8mb4|ucs2|utf16|utf32)_uca1400(_nopad)?_as_cs");
    private static final Set<String> FOLDING =
            Set.of(
                    "utf8mb4_0900_ai_ci",
                    "utf8mb4_0900_as_ci",
                    "utf16le_general_ci",
                    "latin1_swedish_ci",
                    "latin1_swedish_nopad_ci",
                    "gbk_chinese_ci",
                    "gbk_chinese_nopad_ci",
                    "gb2312_chinese_ci",
                    "gb18030_chinese_ci",
                    "euckr_korean_ci",
                    "ujis_japanese_ci",
                    "eucjpms_japanese_ci",
                    "cp932_japanese_ci");

    private static final Set<String> STRANGE =
            Set.of(
                    "koi8u_general_ci",
                    "koi8u_general_nopad_ci",
                    "macce_general_ci",
                    "macce_general_nopad_ci");

    /** No character is taken out. */
    static final int NOBODY = 0;

    /** The one character of ASCII that this collation takes for another one; not plain there. */
    static int outlaw(String collation) {
        return switch (collation.toLowerCase(Locale.ROOT)) {
            case "gbk_chinese_ci", "gbk_chinese_nopad_ci", "gb2312_chinese_ci" -> '~';
            case "gb2312_chinese_nopad_ci" -> '~';
            default -> NOBODY;
        };
    }

    static CollationRule of(String charset, String collation) {
        String name = collation.toLowerCase(Locale.ROOT);
        if (STRANGE.contains(name)) {
            return UNKNOWN;
        }
        if (name.endsWith("_bin")) {
            return BYTES;
        }
        if (name.equals("utf8mb4_0900_as_cs") || UNICODE_EXACT.matcher(name).matches()) {
            return EXACT;
        }
        boolean singleByteGeneral =
                Charsets.singleByte(charset)
                        && (name.endsWith("_general_ci") || name.endsWith("_general_nopad_ci"));
        if (FOLDING.contains(name) || singleByteGeneral || UNICODE_ROOT.matcher(name).matches()) {
            return FOLDED;
        }
        return UNKNOWN;
    }
}
