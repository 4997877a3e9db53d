package dev.otter.engine.database;

import dev.otter.binlog.row.ColumnType;
import java.util.List;

/**
 * A column as its cells stand in the source's log, with all that is needed to understand them.
 * Immutable by agreement (the member texts are not copied).
 *
 * @param name name on the source
 * @param type encoding of the cells; the sign of numbers is known
 * @param charset character set of the cells of text types, {@code binary} for binary strings, empty
 *     for all others
 * @param members texts of an ENUM or SET in order, empty for others or when not known
 * @param memberCharset character set of {@code members}
 * @param generated whether the source computes the value
 */
public record LogColumn(
        String name,
        ColumnType type,
        String charset,
        List<byte[]> members,
        String memberCharset,
        boolean generated) {
    public LogColumn {
        members = List.copyOf(members);
    }

    /** A column that is neither text nor ENUM nor SET. */
    public static LogColumn plain(String name, ColumnType type) {
        return new LogColumn(name, type, "", List.of(), "", false);
    }

    /** A column of text ({@code binary} for binary strings). */
    public static LogColumn text(String name, ColumnType type, String charset) {
        return new LogColumn(name, type, charset, List.of(), "", false);
    }
}
