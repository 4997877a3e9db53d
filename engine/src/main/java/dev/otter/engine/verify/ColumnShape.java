package dev.otter.engine.verify;

import java.util.Locale;

/**
 * A column as the server's catalog describes it.
 *
 * @param name the column's name; case does not count between servers
 * @param type the whole type, such as {@code int unsigned}
 * @param dataType the type's first word, such as {@code int}
 * @param charset character set of a text column; empty for all others
 * @param nullable whether it takes NULL
 * @param shortDoubles whether the server prints whole numbers of type DOUBLE in JSON without {@code
 *     .0}, as MySQL 5.7 does
 */
public record ColumnShape(
        String name,
        String type,
        String dataType,
        String charset,
        boolean nullable,
        boolean shortDoubles) {

    String lowerName() {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean floating() {
        return dataType.equals("float") || dataType.equals("double");
    }

    boolean zeroFilled() {
        return type.contains("zerofill");
    }
}
