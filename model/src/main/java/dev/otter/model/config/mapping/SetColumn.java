package dev.otter.model.config.mapping;

/**
 * A column of the target whose value is worked out.
 *
 * @param column the column of the target table
 * @param expression a CEL expression; {@code row} is the source's row, {@code source} its table
 */
public record SetColumn(String column, String expression) {
    public SetColumn {
        ColumnMapping.check(column);
        RowRules.checkExpression("column '" + column + "'", expression);
    }
}
