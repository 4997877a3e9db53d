package dev.otter.engine.oracle.table;

import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.CharsetText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes of one of MySQL's character sets as text, exactly or not at all. Immutable.
 *
 * @param charset the server's name of it, lower case
 */
record TextCells(String charset) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    TextCells {
        charset = charset.toLowerCase(Locale.ROOT);
    }

    /** Of a column of text, or of members, of which the log may tell only ASCII. */
    static TextCells of(LogColumn source, ValueForm form) {
        return switch (form) {
            case MEMBER, MEMBERS ->
                    new TextCells(
                            source.memberCharset().isEmpty() ? "ascii" : source.memberCharset());
            default -> new TextCells(source.charset());
        };
    }

    /** Whether this side can read it. */
    boolean known() {
        return CharsetText.known(charset);
    }

    /** The text; empty when the bytes are none. */
    Optional<String> decode(byte[] b, int offset, int length) {
        if (charset.equals("latin1")) {
            return Optional.of(latin1(b, offset, length));
        }
        if (charset.startsWith("utf8") && ascii(b, offset, length)) {
            return Optional.of(new String(b, offset, length, StandardCharsets.ISO_8859_1));
        }
        return CharsetText.decode(b, offset, length, charset);
    }

    private static boolean ascii(byte[] b, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (b[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** MySQL's latin1 is windows-1252 in which no byte is without meaning. */
    private static String latin1(byte[] b, int offset, int length) {
        String text = new String(b, offset, length, WINDOWS);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        for (int i = 0; i < length; i++) {
            if (mended.charAt(i) == '\uFFFD') {
                mended.setCharAt(i, (char) (b[offset + i] & 0xFF));
            }
        }
        return mended.toString();
    }
}
