package dev.otter.engine.database.value;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
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
        return Charsets.java(charset).isPresent();
    }

    /** The text of a cell; empty when the bytes are none. */
    public static Optional<String> decode(byte[] b, int offset, int length, String charset) {
        Optional<Charset> java = Charsets.java(charset);
        if (java.isEmpty()) {
            return Optional.empty();
        }
        try {
            CharBuffer text =
                    java.get()
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(b, offset, length));
            return Optional.of(text.toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** The cell of a text; empty when the character set does not have all its characters. */
    public static Optional<byte[]> encode(String text, String charset) {
        Optional<Charset> java = Charsets.java(charset);
        if (java.isEmpty()) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes =
                    java.get()
                            .newEncoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(text));
            byte[] cell = new byte[bytes.remaining()];
            bytes.get(cell);
            return Optional.of(cell);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
