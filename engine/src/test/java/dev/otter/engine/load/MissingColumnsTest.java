package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.load.table.SampleTables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of sample.parent with a column that the target does not have. */
class MissingColumnsTest {
    private final SampleTables tables = new SampleTables(Rule.NO_ACTION);
    private final MissingColumns missing = new MissingColumns(tables, true);

    private static RowChanges insert(SourceTable shape, int... lengths) {
        byte[] bytes = new byte[12];
        int[] offsets = {0, 4, 8};
        return new RowChanges(
                ChangeKind.INSERT,
                shape,
                SampleTables.PARENT,
                true,
                new RowChanges.Cells(bytes, offsets, lengths));
    }

    private SourceTable shape(boolean readAgain) {
        List<LogColumn> columns =
                new ArrayList<>(tables.insert(SampleTables.PARENT, 1, 1).source().columns());
        columns.add(LogColumn.plain("extra", columns.getFirst().type()));
        return new SourceTable(SampleTables.PARENT, columns, readAgain);
    }

    /** Or they would be written strictly over rows that are there. */
    @Test
    void rows_that_were_read_again_stay_so() {
        RowChanges again = insert(shape(true), 4, 4, RowChanges.NULL);

        RowChanges left = missing.fit(List.of(again)).getFirst();

        assertThat(left.source().columns()).extracting(LogColumn::name).containsExactly("id", "v");
        assertThat(left.source().readAgain()).isTrue();
        assertThat(left.refusal()).isEmpty();
    }

    @Test
    void a_value_in_a_column_that_is_missing_refuses_the_row() {
        RowChanges left = missing.fit(List.of(insert(shape(false), 4, 4, 4))).getFirst();

        assertThat(left.source().readAgain()).isFalse();
        assertThat(left.refusal().orElseThrow().getMessage()).contains("no column extra");
    }
}
