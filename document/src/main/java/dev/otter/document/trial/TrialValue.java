package dev.otter.document.trial;

import dev.otter.model.config.Check;
import java.util.Optional;

/**
 * A value of a row, as texts.
 *
 * @param column name of the column
 * @param type of the source's column, such as {@code varchar(20)}; not needed in a question
 * @param text as the server prints it, bytes as {@code 0x} and hexadecimal digits; left out for
 *     NULL
 */
public record TrialValue(String column, Optional<String> type, Optional<String> text) {
    private static final int NAME_MAX = 64;
    private static final int TEXT_MAX = 20_000;

    public TrialValue {
        if (column == null || column.isEmpty() || column.length() > NAME_MAX) {
            throw new IllegalArgumentException("a value does not name its column; name it");
        }
        type = Check.absent(type);
        text = Check.absent(text);
        if (text.filter(is -> is.length() > TEXT_MAX).isPresent()) {
            throw new IllegalArgumentException(
                    "the value of column '%s' has more than %d characters; give a shorter one"
                            .formatted(column, TEXT_MAX));
        }
    }
}
