package dev.otter.engine.transform.view;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.table.TableName;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rows with other columns and the same bytes: nothing is decoded or copied but the places of cells.
 * Immutable.
 */
final class ColumnSelection {
    private final SourceTable viewed;
    private final int[] from;

    ColumnSelection(ViewShape shape) {
        this.viewed = shape.viewed();
        this.from = shape.from();
    }

    /** The rows as the target gets them; empty when they changed in no column that is sent. */
    Optional<RowChanges> apply(RowChanges rows, TableName target) {
        int images = rows.kind().images();
        int columns = from.length;
        int perRow = images * columns;
        int[] offsets = new int[rows.rows() * perRow];
        int[] lengths = new int[offsets.length];
        int at = 0;
        for (int row = 0; row < rows.rows(); row++) {
            int cell = rows.kind() == ChangeKind.INSERT ? rows.after(row) : rows.before(row);
            for (int image = 0; image < images; image++) {
                for (int column = 0; column < columns; column++) {
                    offsets[at] = rows.offset(cell + from[column]);
                    lengths[at] = rows.length(cell + from[column]);
                    at++;
                }
                cell += rows.source().columns().size();
            }
            boolean same =
                    rows.kind() == ChangeKind.UPDATE
                            && Sameness.unchanged(
                                    rows.bytes(), offsets, lengths, at - perRow, columns);
            at -= same ? perRow : 0;
        }
        if (at == 0) {
            return Optional.empty();
        }
        boolean all = at == offsets.length;
        return Optional.of(
                new RowChanges(
                        rows.kind(),
                        viewed,
                        target,
                        rows.foreignKeyChecks(),
                        new RowChanges.Cells(
                                rows.bytes(),
                                all ? offsets : Arrays.copyOf(offsets, at),
                                all ? lengths : Arrays.copyOf(lengths, at))));
    }
}
