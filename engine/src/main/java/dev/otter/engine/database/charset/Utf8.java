package dev.otter.engine.database.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8, in which Java and the server agree. */
final class Utf8 implements CharacterSet {
    @Override
    public Optional<String> decode(byte[] b, int offset, int length) {
        // The quick way puts the replacement in for what is no text; only then it is looked at.
        String text = read(b, offset, length);
        if (text.indexOf(REPLACEMENT) < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(b, offset, length))
                            .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    @Override
    public String read(byte[] b, int offset, int length) {
        return new String(b, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] cell = new byte[bytes.remaining()];
            bytes.get(cell);
            return Optional.of(cell);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
