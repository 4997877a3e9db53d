package dev.otter.engine.resync;

import java.util.List;

/** The values of a key in one text, divided by the character of code 1. Stateless. */
public final class KeyData {
    /** What stands between two values. */
    public static final char DIVIDER = 1;

    private KeyData() {}

    /**
     * The values of a text.
     *
     * @param columns how many columns the key has; the only value of one is the whole text
     * @throws IllegalArgumentException when it has more or fewer values
     */
    public static List<String> split(String text, int columns) {
        if (columns == 1) {
            return List.of(text);
        }
        List<String> parts = List.of(text.split(String.valueOf(DIVIDER), -1));
        if (parts.size() != columns) {
            throw new IllegalArgumentException(
                    "PK_DATA has %d values and the key has %d columns"
                            .formatted(parts.size(), columns));
        }
        return parts;
    }
}
