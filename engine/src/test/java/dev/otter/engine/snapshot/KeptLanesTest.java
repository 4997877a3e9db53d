package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several copies of one pipeline are kept side by side where the target has no SQL. */
class KeptLanesTest {
    private static final TableName SOURCE = new TableName("shop", "t");

    private final Map<String, String> kept = new TreeMap<>();

    private void write(String note) {
        for (String line : note.split("\n")) {
            int equal = line.indexOf('=');
            String value = line.substring(equal + 1);
            if (value.isEmpty()) {
                kept.remove(line.substring(0, equal));
            } else {
                kept.put(line.substring(0, equal), value);
            }
        }
    }

    private static List<TableName> targets(CopyRecord record) {
        return record.read(null).stream().map(Part::target).toList();
    }

    @Test
    void each_copy_reads_and_forgets_its_own_only() {
        KeptRecords first = new KeptRecords(() -> Map.copyOf(kept));
        KeptRecords second = first.lane(new CopyLane(1, "c/p#2", _ -> Optional.empty(), _ -> Optional.empty()));
        TableName one = new TableName("dw", "one");
        TableName two = new TableName("dw", "two");
        write(first.record().added(SOURCE, one, State.WAITING, CopyTerms.USUAL, 7));
        write(second.record().added(SOURCE, two, State.WAITING, CopyTerms.USUAL, 7));

        assertThat(kept).hasSize(2);
        assertThat(targets(first.record())).containsExactly(one);
        assertThat(targets(second.record())).containsExactly(two);

        write(first.record().forget());

        assertThat(targets(first.record())).isEmpty();
        assertThat(targets(second.record())).containsExactly(two);
    }
}
