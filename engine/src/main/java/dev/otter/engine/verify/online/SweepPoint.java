package dev.otter.engine.verify.online;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A point of a sweep. Immutable.
 *
 * @param table which of the tables of the pair is read, in the sweep's own numbers
 * @param after the last key read of it; empty at its begin
 */
record SweepPoint(int table, Optional<RowKey> after) {
    static final SweepPoint BEGIN = new SweepPoint(0, Optional.empty());

    /** The form that is kept: the number, then the key's values in hexadecimal. */
    String text() {
        StringBuilder text = new StringBuilder().append(table);
        after.ifPresent(key -> {
            for (int i = 0; i < key.size(); i++) {
                text.append(':').append(HexFormat.of().formatHex(key.cell(i)));
            }
        });
        return text.toString();
    }

    /**
     * Reads what {@link #text} gives.
     *
     * @throws IllegalArgumentException when it is none of a key of so many columns
     */
    static SweepPoint parse(String text, int columns) {
        String[] parts = text.split(":", -1);
        int table = Integer.parseInt(parts[0]);
        if (parts.length == 1) {
            return new SweepPoint(table, Optional.empty());
        }
        if (parts.length != columns + 1) {
            throw new IllegalArgumentException(
                    "'%s' is no key of %d columns".formatted(text, columns));
        }
        List<byte[]> cells = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            cells.add(HexFormat.of().parseHex(parts[i]));
        }
        return new SweepPoint(table, Optional.of(RowKey.of(cells.toArray(byte[][]::new))));
    }
}
