package dev.otter.engine.files;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** Changes of which some rows must not be applied. */
final class RefusedRows {
    private RefusedRows() {}

    /** The same rows in their order; each refused one stands alone and says why. */
    static List<RowChanges> marked(
            List<RowChanges> changes, NavigableMap<RowPlace, OtterException> refusals) {
        List<RowChanges> marked = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            RowChanges rows = changes.get(i);
            int next = 0;
            Map<RowPlace, OtterException> here =
                    refusals.subMap(new RowPlace(i, 0), new RowPlace(i + 1, 0));
            for (Map.Entry<RowPlace, OtterException> refusal : here.entrySet()) {
                int row = refusal.getKey().row();
                if (row > next) {
                    marked.add(part(rows, next, row));
                }
                marked.add(part(rows, row, row + 1).refused(refusal.getValue()));
                next = row + 1;
            }
            if (next == 0) {
                marked.add(rows);
            } else if (next < rows.rows()) {
                marked.add(part(rows, next, rows.rows()));
            }
        }
        return marked;
    }

    private static RowChanges part(RowChanges rows, int from, int to) {
        int perRow = rows.kind().images() * rows.source().columns().size();
        RowChanges.Cells cells =
                new RowChanges.Cells(
                        rows.bytes(),
                        Arrays.copyOfRange(rows.offsets(), from * perRow, to * perRow),
                        Arrays.copyOfRange(rows.lengths(), from * perRow, to * perRow));
        return new RowChanges(
                        rows.kind(), rows.source(), rows.target(), rows.foreignKeyChecks(), cells)
                .in(rows.manner());
    }
}
