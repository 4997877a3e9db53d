package dev.otter.engine.load.access;

import static dev.otter.engine.load.table.SampleTables.CHILD;
import static dev.otter.engine.load.table.SampleTables.GRANDCHILD;
import static dev.otter.engine.load.table.SampleTables.OTHER;
import static dev.otter.engine.load.table.SampleTables.PARENT;
import static dev.otter.engine.load.table.SampleTables.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.load.schedule.AccessSet;
import dev.otter.engine.load.table.SampleTables;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessReaderTest {
    private final SampleTables tables = new SampleTables(Rule.RESTRICT);

    private static boolean conflict(SampleTables tables, RowChanges a, RowChanges b) {
        AccessReader reader = new AccessReader(new TablePlans(tables));
        AccessSet first = reader.read(transaction(a));
        AccessSet second = reader.read(transaction(b));
        return meets(first.exclusive(), second.exclusive())
                || meets(first.exclusive(), second.shared())
                || meets(first.shared(), second.exclusive());
    }

    private boolean conflict(RowChanges a, RowChanges b) {
        return conflict(tables, a, b);
    }

    private static boolean meets(long[] a, long[] b) {
        return Arrays.stream(a).anyMatch(hash -> Arrays.stream(b).anyMatch(h -> h == hash));
    }

    private static SourceTransaction transaction(RowChanges changes) {
        LogPosition end = new LogPosition("log.000001", 100);
        return new SourceTransaction(
                1, new TransactionId.AtPosition(end), end, 0, List.of(changes), 1, 100);
    }

    @Test
    void rows_of_one_key_depend_on_each_other_and_others_do_not() {
        RowChanges row = tables.insert(PARENT, 1, 1);

        assertThat(conflict(row, tables.update(PARENT, List.of(1, 1), List.of(1, 2)))).isTrue();
        assertThat(conflict(row, tables.delete(PARENT, 1, 1))).isTrue();
        assertThat(conflict(row, tables.insert(PARENT, 2, 1))).isFalse();
    }

    @Test
    void a_unique_value_given_up_is_waited_for_by_who_takes_it() {
        RowChanges givesUp =
                tables.update(CHILD, Arrays.asList(1, null, 7, 0), List.of(1, 1, 8, 0));

        assertThat(conflict(givesUp, tables.insert(CHILD, 2, null, 7, 0))).isTrue();
        assertThat(
                        conflict(
                                tables.delete(CHILD, 1, null, 7, 0),
                                tables.insert(CHILD, 2, null, 7, 0)))
                .isTrue();
        assertThat(conflict(givesUp, tables.insert(CHILD, 2, null, 9, 0))).isFalse();
    }

    @Test
    void rows_without_a_unique_value_do_not_meet() {
        assertThat(
                        conflict(
                                tables.insert(CHILD, 1, null, null, 0),
                                tables.insert(CHILD, 2, null, null, 0)))
                .isFalse();
    }

    @Test
    void a_child_waits_for_its_parent_but_not_for_its_brothers() {
        RowChanges parent = tables.insert(PARENT, 5, 0);
        RowChanges child = tables.insert(CHILD, 1, 5, null, 0);

        assertThat(conflict(parent, child)).isTrue();
        assertThat(conflict(child, tables.insert(CHILD, 2, 5, null, 0))).isFalse();
        assertThat(conflict(tables.delete(CHILD, 1, 5, null, 0), tables.delete(PARENT, 5, 0)))
                .isTrue();
        assertThat(
                        conflict(
                                tables.update(
                                        CHILD,
                                        Arrays.asList(1, 5, null, 0),
                                        Arrays.asList(1, 6, null, 0)),
                                tables.delete(PARENT, 5, 0)))
                .isTrue();
    }

    @Test
    void a_child_whose_entry_beside_the_foreign_key_is_made_anew_waits_for_its_parent() {
        RowChanges parent = tables.insert(PARENT, 5, 0);

        assertThat(
                        conflict(
                                parent,
                                tables.update(
                                        CHILD,
                                        Arrays.asList(1, 5, null, 0),
                                        Arrays.asList(2, 5, null, 0))))
                .isTrue();
        assertThat(
                        conflict(
                                parent,
                                tables.update(
                                        CHILD,
                                        Arrays.asList(1, 5, null, 0),
                                        Arrays.asList(1, 5, null, 1))))
                .isFalse();
    }

    @Test
    void without_a_primary_key_any_unique_index_may_be_the_one_that_rows_are_kept_by() {
        SampleTables keyless = SampleTables.withoutPrimaryKey();
        RowChanges parent = keyless.insert(PARENT, 5, 0);
        List<Integer> before = List.of(1, 5, 7, 0);

        assertThat(conflict(keyless, parent, keyless.update(CHILD, before, List.of(2, 5, 7, 0))))
                .isTrue();
        assertThat(conflict(keyless, parent, keyless.update(CHILD, before, List.of(1, 5, 8, 0))))
                .isTrue();
        assertThat(conflict(keyless, parent, keyless.update(CHILD, before, List.of(1, 5, 7, 1))))
                .isFalse();
    }

    @Test
    void a_primary_key_is_the_one_that_rows_are_kept_by() {
        RowChanges moved = tables.update(CHILD, List.of(1, 5, 7, 0), List.of(1, 5, 8, 0));

        assertThat(conflict(tables.insert(PARENT, 5, 0), moved)).isFalse();
    }

    @Test
    void a_parent_that_only_changes_other_columns_does_not_hold_back_children() {
        assertThat(
                        conflict(
                                tables.update(PARENT, List.of(5, 0), List.of(5, 1)),
                                tables.insert(CHILD, 1, 5, null, 0)))
                .isFalse();
    }

    @Test
    void a_delete_that_cascades_depends_on_every_row_of_the_child() {
        SampleTables cascading = new SampleTables(Rule.CASCADE);

        assertThat(
                        conflict(
                                cascading,
                                cascading.delete(PARENT, 5, 0),
                                cascading.update(
                                        CHILD,
                                        Arrays.asList(1, 6, null, 0),
                                        Arrays.asList(1, 6, null, 1))))
                .isTrue();
    }

    @Test
    void a_cascade_goes_on_to_the_children_of_children() {
        SampleTables all = SampleTables.deep(Rule.CASCADE, Rule.CASCADE);
        SampleTables one = SampleTables.deep(Rule.CASCADE, Rule.RESTRICT);

        assertThat(conflict(all, all.delete(PARENT, 5, 0), all.delete(STRANGER, 3, 0))).isTrue();
        assertThat(conflict(one, one.delete(PARENT, 5, 0), one.delete(STRANGER, 3, 0))).isFalse();
    }

    @Test
    void a_cascade_waits_until_nobody_refers_to_what_it_removes() {
        SampleTables all = SampleTables.deep(Rule.CASCADE, Rule.RESTRICT);

        assertThat(conflict(all, all.delete(GRANDCHILD, 1, 7, 8, null), all.delete(PARENT, 5, 0)))
                .isTrue();
        assertThat(conflict(all, all.delete(GRANDCHILD, 1, 7, 8, null), all.delete(OTHER, 5, 0)))
                .isFalse();
    }

    @Test
    void a_cascade_comes_before_other_parents_of_its_rows_go() {
        SampleTables all = SampleTables.deep(Rule.CASCADE, Rule.RESTRICT);

        assertThat(conflict(all, all.delete(PARENT, 5, 0), all.delete(OTHER, 3, 0))).isTrue();
        assertThat(conflict(all, all.delete(PARENT, 5, 0), all.delete(PARENT, 6, 0)))
                .as("children of different parents, but the same table")
                .isTrue();
    }
}
