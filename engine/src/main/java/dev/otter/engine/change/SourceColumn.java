package dev.otter.engine.change;

import dev.otter.binlog.row.ColumnType;
import java.util.List;

/**
 * One column of a source table's shape.
 *
 * @param name its name
 * @param type how its cells are encoded; the sign of numbers is known
 * @param collation collation of texts, ENUM and SET, such as {@code utf8mb4_bin}; {@code binary}
 *     for byte strings; empty for other types
 * @param members texts of ENUM and SET in order, bytes in the column's character set; else empty
 */
public record SourceColumn(String name, ColumnType type, String collation, List<byte[]> members) {
    public SourceColumn {
        members = List.copyOf(members);
    }

    /** Character set of the collation: its first word, {@code binary} or empty as the collation. */
    public String charset() {
        int underscore = collation.indexOf('_');
        return underscore < 0 ? collation : collation.substring(0, underscore);
    }
}
