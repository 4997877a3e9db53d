package dev.otter.engine.database.value;

import java.util.Optional;

/**
 * Turns cells of a character set of the server into text and back, without any loss: what has no
 * certain counterpart gives nothing. Stateless.
 */
public final class CharsetText {
    private CharsetText() {}

    /** Whether cells of this character set are bytes and no text. */
    public static boolean binary(String charset) {
        return charset.isEmpty() || Charsets.binary(charset);
    }

    /** Whether this side can read and write the character set. */
    public static boolean known(String charset) {
        return Charsets.known(charset).isPresent();
    }

    /** The text of a cell; empty when the bytes are none. */
    public static Optional<String> decode(byte[] b, int offset, int length, String charset) {
        return Charsets.known(charset).flatMap(known -> known.decode(b, offset, length));
    }

    /** The cell of a text; empty when the character set does not have all its characters. */
    public static Optional<byte[]> encode(String text, String charset) {
        return Charsets.known(charset).flatMap(known -> known.encode(text));
    }
}
