package dev.otter.engine.kafka.value;

import dev.otter.engine.database.value.CharsetText;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes of one of MySQL's character sets as text, exactly or not at all.
 *
 * @param charset the server's name of it
 */
record CellText(String charset) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    CellText {
        charset = charset.toLowerCase(Locale.ROOT);
    }

    /** Whether bytes below 128 mean ASCII, wherever they stand. */
    boolean overAscii() {
        return charset.startsWith("utf8") || charset.equals("ascii") || charset.equals("latin1");
    }

    /** The text; empty when the bytes are none, or the character set is not known here. */
    Optional<String> decode(byte[] b, int offset, int length) {
        return charset.equals("latin1")
                ? Optional.of(latin1(b, offset, length))
                : CharsetText.decode(b, offset, length, charset);
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
