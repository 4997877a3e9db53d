package dev.otter.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.schema.ShapeRecord.State;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is kept of shapes when another server's log is read from now on. */
class MovedShapesTest {
    private static final TableName T = new TableName("d", "t");
    private static final TableName U = new TableName("d", "u");
    private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    private final TreeMap<String, ShapeRecord> kept = new TreeMap<>();
    private final ShapeStore store =
            new ShapeStore() {
                @Override
                public List<ShapeRecord> load() {
                    return List.copyOf(kept.values());
                }

                @Override
                public void save(Collection<ShapeRecord> records) {
                    records.forEach(one -> kept.put(key(one.table(), one.version()), one));
                }

                @Override
                public void clear() {
                    kept.clear();
                }

                @Override
                public void remove(TableName table, long belowVersion) {
                    kept.values()
                            .removeIf(one ->
                                    one.table().equals(table) && one.version() < belowVersion);
                }
            };

    private static String key(TableName table, long version) {
        return table + " %05d".formatted(version);
    }

    private void keep(TableName table, long version, String at, String until, String shape) {
        Optional<TransactionId> id =
                at.isEmpty() ? Optional.empty() : Optional.of(TransactionId.parse(at));
        Optional<Checkpoint> end =
                until.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(until));
        store.save(List.of(new ShapeRecord(table, version, id, end, State.KNOWN, shape)));
    }

    private List<String> shapes() {
        List<String> shapes = new ArrayList<>();
        for (ShapeRecord one : store.load()) {
            shapes.add(one.table() + " " + one.shape() + one.id().map(_ -> " id").orElse(""));
        }
        return shapes;
    }

    @Test
    void the_shape_at_the_mark_holds_from_its_place_in_the_new_log() {
        keep(T, 1, "", "a.000001:100|", "first");
        keep(T, 2, "@a.000001:300", "", "second");
        keep(T, 3, "@a.000001:700", "", "behind");

        MovedShapes.fit(store, mark("a.000001", 500, ""), false);

        assertThat(shapes()).containsExactly("d.t second");
    }

    @Test
    void what_was_asked_behind_the_mark_is_taken_anew() {
        keep(T, 1, "", "a.000001:900|", "ahead");
        keep(U, 1, "", "a.000001:400|", "passed");

        MovedShapes.fit(store, mark("a.000001", 500, ""), false);

        assertThat(shapes()).containsExactly("d.u passed");
    }

    @Test
    void gtids_tell_in_the_new_log_too_how_far_an_answer_reaches() {
        keep(T, 1, "", "a.000001:900|" + SERVER + ":1-9", "ahead");
        keep(T, 2, SERVER + ":12", "", "behind");

        MovedShapes.fit(store, mark("a.000001", 500, SERVER + ":1-5"), true);

        assertThat(shapes()).containsExactly("d.t ahead");
        assertThat(store.load().getFirst().until().orElseThrow().gtids())
                .isEqualTo(SERVER + ":1-9");
    }

    private static Checkpoint mark(String file, long offset, String gtids) {
        return new Checkpoint(new LogPosition(file, offset), gtids);
    }
}
