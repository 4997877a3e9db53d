package dev.otter.binlog.event;

import java.util.List;

/**
 * The optional part of a table map. Lists have one entry per column of the table, or none at all
 * when the server did not write the thing. Texts of ENUM and SET are bytes in the column's
 * character set.
 *
 * @param signsKnown all numeric columns' types carry their sign
 * @param names column names
 * @param collations collation number of character, ENUM and SET columns, -1 for others
 * @param texts members of ENUM and SET columns in order, empty for others
 * @param primaryKey columns of the primary key in order, empty when there is none or it is not told
 * @param primaryKeyPrefix characters of each key column that count, 0 for all
 * @param visible whether a column is visible
 * @param geometryTypes type number of GEOMETRY columns, -1 for others
 * @param vectorDimensions numbers in a VECTOR column, -1 for others
 */
public record TableMetadata(
        boolean signsKnown,
        List<String> names,
        List<Integer> collations,
        List<List<byte[]>> texts,
        List<Integer> primaryKey,
        List<Integer> primaryKeyPrefix,
        List<Boolean> visible,
        List<Integer> geometryTypes,
        List<Integer> vectorDimensions) {
    public TableMetadata {
        names = List.copyOf(names);
        collations = List.copyOf(collations);
        texts = List.copyOf(texts);
        primaryKey = List.copyOf(primaryKey);
        primaryKeyPrefix = List.copyOf(primaryKeyPrefix);
        visible = List.copyOf(visible);
        geometryTypes = List.copyOf(geometryTypes);
        vectorDimensions = List.copyOf(vectorDimensions);
    }
}
