package dev.otter.engine.postgresql.table;

import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.Charsets;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes of one of MySQL's character sets as text, exactly or not at all. One thread: it keeps a
 * decoder.
 */
final class TextDecoder {
    private final CharsetDecoder decoder;

    /** MySQL's latin1 is windows-1252 in which no byte is without meaning. */
    private final boolean latin1;

    private TextDecoder(Charset charset, boolean latin1) {
        this.decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.latin1 = latin1;
    }

    /** Empty when the character set is not known here. */
    static Optional<TextDecoder> of(String charset) {
        boolean latin1 = charset.equalsIgnoreCase("latin1");
        return Charsets.java(charset).map(known -> new TextDecoder(known, latin1));
    }

    /**
     * For the texts of an ENUM's or SET's members; where the log does not tell their character set
     * only those of ASCII are understood.
     */
    static Optional<TextDecoder> ofMembers(LogColumn source) {
        return of(source.memberCharset().isEmpty() ? "ascii" : source.memberCharset());
    }

    /** The text; empty when the bytes are none. */
    Optional<CharSequence> decode(byte[] b, int offset, int length) {
        if (ascii(b, offset, length)) {
            return Optional.of(new String(b, offset, length, StandardCharsets.ISO_8859_1));
        }
        if (latin1) {
            return Optional.of(windows1252(b, offset, length));
        }
        try {
            CharBuffer text = decoder.decode(ByteBuffer.wrap(b, offset, length));
            return Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether all bytes mean themselves; not so in character sets of two or four bytes each. */
    private boolean ascii(byte[] b, int offset, int length) {
        if (decoder.charset().name().startsWith("UTF-16")
                || decoder.charset().name().startsWith("UTF-32")) {
            return false;
        }
        for (int i = offset; i < offset + length; i++) {
            if (b[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static CharSequence windows1252(byte[] b, int offset, int length) {
        String text = new String(b, offset, length, Charset.forName("windows-1252"));
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        for (int i = 0; i < length; i++) {
            if (mended.charAt(i) == '\uFFFD') {
                mended.setCharAt(i, (char) (b[offset + i] & 0xFF));
            }
        }
        return mended;
    }
}
