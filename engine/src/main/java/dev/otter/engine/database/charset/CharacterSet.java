package dev.otter.engine.database.charset;

import java.util.Optional;

/**
 * One of the server's character sets. It turns bytes into text and back as the server does, exactly
 * or not at all; Java's own tables of the same names differ in single characters. Threads may share
 * it.
 */
public sealed interface CharacterSet permits Utf8, WideUnicode, TableCharacterSet {
    /** What {@link #read} puts in the place of bytes that are no text. */
    char REPLACEMENT = '\uFFFD';

    /**
     * The character set of this name; empty when there is none. The first call for a name reads its
     * table, later ones are a look-up.
     *
     * @param name the server's name in small letters; aliases are not known
     */
    static Optional<CharacterSet> of(String name) {
        return CharacterSets.of(name);
    }

    /** The text; empty when bytes among these are none, or have no counterpart in Unicode. */
    Optional<String> decode(byte[] b, int offset, int length);

    /** The text, {@link #REPLACEMENT} where bytes are none: for statements, never for values. */
    String read(byte[] b, int offset, int length);

    /**
     * The bytes; empty when the character set lacks a character. Where it has a character twice,
     * the bytes are those that the server writes.
     */
    Optional<byte[]> encode(String text);
}
