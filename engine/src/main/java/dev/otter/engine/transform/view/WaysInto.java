package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Those ways of rows that lead into one table. Belongs to the thread of its views.
 *
 * @param target the table
 */
public record WaysInto(Views views, TableName target) {

    /**
     * What becomes of rows of a shape; empty when they go as they are.
     *
     * @throws dev.otter.model.error.OtterException when an entry does not fit the shape
     */
    public Optional<TableView> view(SourceTable source) {
        return into(source).stream().flatMap(way -> way.view().stream()).findFirst();
    }

    /** Hands over what rows become on their way into the table; perhaps nothing. */
    public void apply(RowChanges rows, Consumer<RowChanges> to) {
        if (views.isNone() || views.ways(rows.source()).isEmpty()) {
            to.accept(rows.to(target));
            return;
        }
        for (TableWay way : into(rows.source())) {
            way.apply(rows, to);
        }
    }

    private List<TableWay> into(SourceTable source) {
        return views.ways(source).stream().filter(way -> way.target().equals(target)).toList();
    }
}
