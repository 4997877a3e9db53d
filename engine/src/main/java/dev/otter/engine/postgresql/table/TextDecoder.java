package dev.otter.engine.postgresql.table;

import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.charset.CharacterSet;
import dev.otter.engine.database.value.Charsets;
import java.util.Optional;

/**
 * Bytes of one of MySQL's character sets as text, exactly or not at all. Stateless.
 *
 * @param charset by which the bytes are read
 */
record TextDecoder(CharacterSet charset) {
    /** Empty when the character set is not known here. */
    static Optional<TextDecoder> of(String charset) {
        return Charsets.known(charset).map(TextDecoder::new);
    }

    /**
     * For the texts of an ENUM's or SET's members; where the log does not tell their character set
     * only those of ASCII are understood.
     */
    static Optional<TextDecoder> ofMembers(LogColumn source) {
        return of(source.memberCharset().isEmpty() ? "ascii" : source.memberCharset());
    }

    /** The text; empty when the bytes are none. */
    Optional<String> decode(byte[] b, int offset, int length) {
        return charset.decode(b, offset, length);
    }
}
