package dev.otter.engine.kafka.value;

import dev.otter.engine.database.value.CharsetText;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes of one of MySQL's character sets as text, exactly or not at all.
 *
 * @param charset the server's name of it
 */
record CellText(String charset) {
    CellText {
        charset = charset.toLowerCase(Locale.ROOT);
    }

    /** Whether bytes below 128 mean ASCII, wherever they stand. */
    boolean overAscii() {
        return charset.startsWith("utf8") || charset.equals("ascii") || charset.equals("latin1");
    }

    /** The text; empty when the bytes are none, or the character set is not known here. */
    Optional<String> decode(byte[] b, int offset, int length) {
        return CharsetText.decode(b, offset, length, charset);
    }
}
