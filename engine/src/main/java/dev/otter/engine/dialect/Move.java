package dev.otter.engine.dialect;

import dev.otter.model.table.TableName;

/**
 * A table of the target gets another name.
 *
 * @param from the name that it has
 * @param to the name that it gets
 */
public record Move(TableName from, TableName to) {}
