package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.table.TableName;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One way of a table's rows.
 *
 * @param target where it leads
 * @param view what becomes of rows on it; empty when they go as they are
 * @param only whether it alone leads there by this entry; false for the way of rows that have no
 *     place among the listed tables, which counts to the first of these
 */
public record TableWay(TableName target, Optional<TableView> view, boolean only) {

    /** Hands over what rows become on it; perhaps nothing. */
    void apply(RowChanges rows, Consumer<RowChanges> to) {
        if (view.isPresent()) {
            view.get().apply(rows, target, to);
        } else {
            to.accept(rows.to(target));
        }
    }
}
