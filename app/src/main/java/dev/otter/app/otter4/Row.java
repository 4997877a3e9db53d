package dev.otter.app.otter4;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a table of Otter 4. Never printed: it may hold passwords.
 *
 * @param cells text by column, in capitals; columns that are NULL are left out
 */
record Row(Map<String, String> cells) {
    Row {
        cells = Map.copyOf(cells);
    }

    /** A column's text; empty for NULL. */
    String text(String column) {
        return cells.getOrDefault(column.toUpperCase(Locale.ROOT), "");
    }

    /** A column's number; -1 for NULL. */
    long number(String column) {
        return Optional.of(text(column))
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    long id() {
        return number("ID");
    }

    @Override
    public String toString() {
        return "row " + id();
    }
}
