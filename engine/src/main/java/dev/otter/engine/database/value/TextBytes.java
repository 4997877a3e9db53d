package dev.otter.engine.database.value;

import java.util.Optional;

/** Text in one of the server's character sets. Stateless. */
public final class TextBytes {
    private TextBytes() {}

    /**
     * The bytes as text; empty when that cannot be told with certainty.
     *
     * @param charset the server's name of the character set, letter case ignored
     */
    public static Optional<String> decode(byte[] bytes, String charset) {
        return Charsets.decode(bytes, charset);
    }

    /** Whether both have the same bytes for the same text. */
    public static boolean same(String charset, String other) {
        return Charsets.same(charset, other);
    }
}
