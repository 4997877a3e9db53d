package dev.otter.engine.transform.view;

import dev.otter.model.table.TableName;
import java.util.Optional;

/**
 * One way of a table's rows.
 *
 * @param target where it leads
 * @param view what becomes of rows on it; empty when they go as they are
 * @param only whether it alone leads there by this entry; false for the way of rows that have no
 *     place among the listed tables, which counts to the first of these
 */
public record TableWay(TableName target, Optional<TableView> view, boolean only) {}
