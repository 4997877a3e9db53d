package dev.otter.engine.database.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A code table the other way round: for each character the code with which it is written. */
final class CodeWriter {
    private final CodeTable table;
    private final int[] codes = new int[65_536];

    /** How many bytes a code has; zero bytes for characters without one. */
    private final byte[] sizes = new byte[65_536];

    CodeWriter(CodeTable table) {
        this.table = table;
        for (int code = 0; code < table.one.length; code++) {
            first(table.one[code], code, 1);
        }
        for (int code = 0; code < table.two.length; code++) {
            first(table.two[code], code, 2);
        }
        for (int code = 0; code < table.three.length; code++) {
            first(table.three[code], CodeTable.THREE << 16 | code, 3);
        }
        for (int place = 0; place < table.four.length; place++) {
            first(table.four[place], CodeTable.fourBytes(place), 4);
        }
        if (table.two.length > 0 && table.base.canEncode()) {
            likeBase();
        }
        for (Map.Entry<Character, Integer> written : table.written.entrySet()) {
            int code = written.getValue();
            put(written.getKey(), code, size(code));
        }
    }

    private void first(char character, int code, int bytes) {
        if (character != CodeTable.NONE && sizes[character] == 0) {
            put(character, code, bytes);
        }
    }

    private void put(char character, int code, int bytes) {
        codes[character] = code;
        sizes[character] = (byte) bytes;
    }

    /** Takes Java's choice where it means the same character here. */
    private void likeBase() {
        CharsetEncoder encoder =
                table.base
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        char[] character = new char[1];
        ByteBuffer out = ByteBuffer.allocate(16);
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 0) {
                continue;
            }
            character[0] = (char) i;
            out.clear();
            encoder.reset();
            boolean failed =
                    encoder.encode(CharBuffer.wrap(character), out, true).isError()
                            || encoder.flush(out).isError();
            int length = out.position();
            if (failed || length == 0) {
                continue;
            }
            int packed = table.at(out.array(), 0, length);
            if (packed != CodeTable.NOTHING
                    && CodeTable.size(packed) == length
                    && CodeTable.point(packed) == i) {
                put((char) i, code(out.array(), length), length);
            }
        }
    }

    private static int code(byte[] b, int length) {
        int code = 0;
        for (int i = 0; i < length; i++) {
            code = code << 8 | b[i] & 0xFF;
        }
        return code;
    }

    private static int size(int code) {
        return Math.max(1, (39 - Integer.numberOfLeadingZeros(code)) / 8);
    }

    static byte[] bytes(int code, int size) {
        byte[] bytes = new byte[size];
        put(code, size, bytes, 0);
        return bytes;
    }

    private static int put(int code, int size, byte[] to, int at) {
        for (int i = 0; i < size; i++) {
            to[at + i] = (byte) (code >> 8 * (size - 1 - i));
        }
        return at + size;
    }

    /** The bytes of a text; empty when a character has no code. */
    Optional<byte[]> encode(String text) {
        byte[] bytes = new byte[Math.multiplyExact(4, text.length())];
        int to = 0;
        int i = 0;
        while (i < text.length()) {
            char character = text.charAt(i);
            if (sizes[character] > 0) {
                to = put(codes[character], sizes[character], bytes, to);
                i++;
                continue;
            }
            int point = text.codePointAt(i);
            int code =
                    Character.isSupplementaryCodePoint(point)
                            ? table.upper(point)
                            : CodeTable.NOTHING;
            if (code == CodeTable.NOTHING) {
                return Optional.empty();
            }
            to = put(code, 4, bytes, to);
            i += 2;
        }
        return Optional.of(Arrays.copyOf(bytes, to));
    }
}
