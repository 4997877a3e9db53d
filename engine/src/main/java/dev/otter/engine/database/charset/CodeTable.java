package dev.otter.engine.database.charset;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the codes of one character set mean: codes of one and two bytes, those of three bytes behind
 * {@link #THREE}, and GB 18030's of four, which are counted through. A byte that stands alone never
 * begins a longer code.
 */
final class CodeTable {
    /** The first byte of codes of three bytes: the second set of characters in the EUC of Japan. */
    static final int THREE = 0x8F;

    /** A code without meaning; no table holds halves of pairs. */
    static final char NONE = '\uD800';

    /** What {@link #at} answers for bytes that begin no code. */
    static final int NOTHING = -1;

    /** How many codes of four bytes are for the first plane. */
    static final int FIRST_PLANE = 39_420;

    /** The place of the first code of four bytes for the planes above: 90308130. */
    private static final int UPPER_PLANES = 189_000;

    private static final int UPPER_CHARACTERS = 0x10_0000;
    private static final int SIZE_SHIFT = 24;

    /** By byte. */
    final char[] one;

    /** By both bytes, the first one high; empty when there are no such codes. */
    final char[] two;

    /** By the second and third byte; empty when there are no such codes. */
    final char[] three;

    /**
     * By {@link #place}, for the first plane; empty when there are no such codes. Those for the
     * planes above follow a rule.
     */
    final char[] four;

    /** Java's character set next to it, by whose choice of codes it is written. */
    final Charset base;

    /** Codes by character where that choice is another one; shorter codes without leading zeros. */
    final Map<Character, Integer> written;

    /**
     * A table without any character.
     *
     * @param longest how many bytes the longest code has
     */
    CodeTable(Charset base, int longest) {
        this.base = base;
        this.one = empty(256);
        this.two = empty(longest > 1 ? 65_536 : 0);
        this.three = empty(longest == 3 ? 65_536 : 0);
        this.four = empty(longest == 4 ? FIRST_PLANE : 0);
        this.written = new HashMap<>();
    }

    private static char[] empty(int size) {
        char[] characters = new char[size];
        Arrays.fill(characters, NONE);
        return characters;
    }

    /** Gives a code its character, or {@link #NONE}. */
    void put(int code, int bytes, char character) {
        switch (bytes) {
            case 1 -> one[code] = character;
            case 2 -> two[code] = character;
            case 3 -> three[code & 0xFFFF] = character;
            default ->
                    four[
                                    place(
                                            (byte) (code >> 24),
                                            (byte) (code >> 16),
                                            (byte) (code >> 8),
                                            (byte) code)] =
                            character;
        }
    }

    /**
     * The character whose code begins here, and how many bytes it has.
     *
     * @return see {@link #point} and {@link #size}
     */
    int at(byte[] b, int at, int end) {
        int first = b[at] & 0xFF;
        char single = one[first];
        if (single != NONE) {
            return packed(single, 1);
        }
        if (two.length == 0 || end - at < 2) {
            return NOTHING;
        }
        char pair = two[first << 8 | b[at + 1] & 0xFF];
        if (pair != NONE) {
            return packed(pair, 2);
        }
        if (three.length > 0 && first == THREE && end - at >= 3) {
            char triple = three[(b[at + 1] & 0xFF) << 8 | b[at + 2] & 0xFF];
            return triple == NONE ? NOTHING : packed(triple, 3);
        }
        return four.length > 0 && end - at >= 4 ? ofFour(b, at) : NOTHING;
    }

    /** The code point in an answer of {@link #at}. */
    static int point(int packed) {
        return packed & (1 << SIZE_SHIFT) - 1;
    }

    /** The number of bytes in an answer of {@link #at}. */
    static int size(int packed) {
        return packed >>> SIZE_SHIFT;
    }

    private static int packed(int point, int size) {
        return size << SIZE_SHIFT | point;
    }

    private int ofFour(byte[] b, int at) {
        int place = place(b[at], b[at + 1], b[at + 2], b[at + 3]);
        if (place < 0) {
            return NOTHING;
        }
        if (place < FIRST_PLANE) {
            return four[place] == NONE ? NOTHING : packed(four[place], 4);
        }
        int upper = place - UPPER_PLANES;
        return upper >= 0 && upper < UPPER_CHARACTERS
                ? packed(Character.MIN_SUPPLEMENTARY_CODE_POINT + upper, 4)
                : NOTHING;
    }

    /** The number of a code of four bytes; negative when it is none. */
    static int place(byte b0, byte b1, byte b2, byte b3) {
        int row = (b0 & 0xFF) - 0x81;
        int cell = (b2 & 0xFF) - 0x81;
        int digit = b1 - '0';
        int last = b3 - '0';
        boolean code =
                row >= 0
                        && row < 126
                        && cell >= 0
                        && cell < 126
                        && digit >= 0
                        && digit < 10
                        && last >= 0
                        && last < 10;
        return code ? ((row * 10 + digit) * 126 + cell) * 10 + last : -1;
    }

    /** The code of four bytes with this number. */
    static int fourBytes(int place) {
        int last = '0' + place % 10;
        int cell = 0x81 + place / 10 % 126;
        int digit = '0' + place / 1_260 % 10;
        int row = 0x81 + place / 12_600;
        return row << 24 | digit << 16 | cell << 8 | last;
    }

    /** The code of a character above the first plane; {@link #NOTHING} when it has none. */
    int upper(int point) {
        return four.length == 0
                ? NOTHING
                : fourBytes(point - Character.MIN_SUPPLEMENTARY_CODE_POINT + UPPER_PLANES);
    }

    /** Whether each byte below 128 is a character of ASCII by itself. */
    boolean overAscii() {
        for (int i = 0; i < 128; i++) {
            if (one[i] != i) {
                return false;
            }
        }
        return true;
    }
}
