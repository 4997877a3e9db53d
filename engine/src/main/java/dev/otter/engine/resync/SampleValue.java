package dev.otter.engine.resync;

import dev.otter.model.config.Check;
import java.util.Optional;

/**
 * A value of a row as people read and type it: numbers and times as the server prints them, times
 * of TIMESTAMP columns in UTC, bytes as {@code 0x} and hexadecimal digits.
 *
 * @param column name of the column
 * @param type of the column, such as {@code varchar(20)}; empty when nobody asks
 * @param text the value; empty for NULL
 */
public record SampleValue(String column, String type, Optional<String> text) {
    public SampleValue {
        text = Check.absent(text);
    }
}
