package dev.otter.engine.load.write;

import static dev.otter.engine.load.table.SampleTables.CHILD;
import static dev.otter.engine.load.table.SampleTables.GRANDCHILD;
import static dev.otter.engine.load.table.SampleTables.PARENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.load.random.RandomSeed;
import dev.otter.engine.load.table.SampleTables;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Random rows that break no constraint on the source, folded, and played row by row on a model that
 * refuses what a database would refuse.
 */
class GroupFoldTest {
    private final SampleTables tables = new SampleTables(Rule.RESTRICT);

    private List<Step> fold(List<RowChanges> changes) {
        return new GroupFold(new TablePlans(tables), true).steps(changes);
    }

    @Test
    void rows_of_one_key_become_one() {
        List<Step> steps =
                fold(
                        List.of(
                                tables.insert(PARENT, 1, 1),
                                tables.update(PARENT, List.of(1, 1), List.of(1, 2)),
                                tables.insert(PARENT, 2, 0),
                                tables.delete(PARENT, 2, 0),
                                tables.update(PARENT, List.of(3, 0), List.of(3, 1)),
                                tables.delete(PARENT, 3, 1)));

        assertThat(steps).hasSize(2);
        assertThat(steps.get(0)).isInstanceOf(Step.Insert.class);
        assertThat(steps.get(1)).isInstanceOf(Step.Delete.class);
        assertThat(steps).allSatisfy(step -> assertThat(step.ops()).hasSize(1));
    }

    @Test
    void parents_come_first_and_go_last() {
        List<Step> steps =
                fold(
                        List.of(
                                tables.insert(PARENT, 1, 0),
                                tables.insert(CHILD, 1, 1, null, 0),
                                tables.delete(CHILD, 2, 2, null, 0),
                                tables.delete(PARENT, 2, 0)));

        assertThat(steps.stream().map(step -> step.ops().getFirst().plan.target()))
                .containsExactly(PARENT, CHILD, CHILD, PARENT);
    }

    @Test
    void rows_with_and_without_foreign_key_checks_keep_their_order() {
        RowChanges orphan = unchecked(tables.insert(CHILD, 1, 9, null, 0));
        RowChanges later =
                tables.update(CHILD, Arrays.asList(1, 9, null, 0), Arrays.asList(1, 9, null, 1));

        List<Step> steps = fold(List.of(orphan, later));

        assertThat(steps).hasSize(2);
        assertThat(steps.getFirst().ops().getFirst().foreignKeyChecks()).isFalse();
    }

    @Test
    void a_value_that_others_refer_to_changes_before_they_do() {
        SampleTables deep = SampleTables.deep(Rule.RESTRICT, Rule.RESTRICT);
        RowChanges changes =
                deep.update(CHILD, Arrays.asList(1, null, 5, 0), Arrays.asList(1, null, 6, 0));
        RowChanges refers = deep.insert(GRANDCHILD, 1, null, null, 6);

        List<Step> steps =
                new GroupFold(new TablePlans(deep), true).steps(List.of(changes, refers));

        assertThat(steps.stream().map(step -> step.ops().getFirst().plan.target()))
                .containsExactly(CHILD, GRANDCHILD);
    }

    private static RowChanges unchecked(RowChanges row) {
        return new RowChanges(
                row.kind(),
                row.source(),
                row.target(),
                false,
                new RowChanges.Cells(row.bytes(), row.offsets(), row.lengths()));
    }

    @RepeatedTest(400)
    void what_is_left_has_the_same_end_and_breaks_nothing_on_the_way(RepetitionInfo repetition) {
        Random random = RandomSeed.of(repetition.getCurrentRepetition());
        Model source = new Model();
        for (int row = 0; row < 30; row++) {
            randomRow(random, source);
        }
        Model target = source.copy();
        List<RowChanges> group = new ArrayList<>();
        int wanted = 1 + random.nextInt(25);
        while (group.size() < wanted) {
            RowChanges row = randomRow(random, source);
            if (row != null) {
                group.add(row);
            }
        }

        List<Step> steps = fold(group);
        steps.forEach(step -> step.ops().forEach(target::play));

        assertThat(target.rows).isEqualTo(source.rows);
    }

    /** Tries something on the source; null when a constraint forbids it. */
    private RowChanges randomRow(Random random, Model source) {
        TableName table = random.nextInt(3) == 0 ? PARENT : CHILD;
        Map<Integer, List<Integer>> rows = source.rows.get(table);
        List<Integer> row = randomImage(random, table);
        if (rows.isEmpty() || random.nextInt(3) == 0) {
            return source.change(table, null, row)
                    ? tables.insert(table, row.toArray(Integer[]::new))
                    : null;
        }
        List<Integer> keys = new ArrayList<>(rows.keySet());
        List<Integer> before = rows.get(keys.get(random.nextInt(keys.size())));
        if (random.nextBoolean()) {
            return source.change(table, before, null)
                    ? tables.delete(table, before.toArray(Integer[]::new))
                    : null;
        }
        if (random.nextInt(4) > 0) {
            row.set(0, before.getFirst());
        }
        return source.change(table, before, row) ? tables.update(table, before, row) : null;
    }

    private static List<Integer> randomImage(Random random, TableName table) {
        int id = 1 + random.nextInt(8);
        int v = random.nextInt(100);
        return table.equals(PARENT)
                ? Arrays.asList(id, v)
                : Arrays.asList(id, maybe(random, 8), maybe(random, 6), v);
    }

    private static Integer maybe(Random random, int bound) {
        return random.nextInt(3) == 0 ? null : 1 + random.nextInt(bound);
    }

    /** Two tables with their constraints, checked at each row. */
    private static final class Model {
        private final Map<TableName, Map<Integer, List<Integer>>> rows = new TreeMap<>();

        Model() {
            rows.put(PARENT, new TreeMap<>());
            rows.put(CHILD, new TreeMap<>());
        }

        Model copy() {
            Model copy = new Model();
            rows.forEach((table, all) -> copy.rows.get(table).putAll(all));
            return copy;
        }

        /** Makes one row of another; false, with nothing done, when a constraint forbids it. */
        boolean change(TableName table, List<Integer> before, List<Integer> after) {
            Model tried = copy();
            Map<Integer, List<Integer>> all = tried.rows.get(table);
            if (before != null && all.remove(before.getFirst()) == null) {
                return false;
            }
            if (after != null && all.putIfAbsent(after.getFirst(), after) != null) {
                return false;
            }
            if (!tried.sound()) {
                return false;
            }
            rows.putAll(tried.rows);
            return true;
        }

        private boolean sound() {
            Set<Integer> uniques = new HashSet<>();
            for (List<Integer> child : rows.get(CHILD).values()) {
                Integer parent = child.get(1);
                Integer unique = child.get(2);
                if ((parent != null && !rows.get(PARENT).containsKey(parent))
                        || (unique != null && !uniques.add(unique))) {
                    return false;
                }
            }
            return true;
        }

        void play(RowOp op) {
            List<Integer> before =
                    op.kind == ChangeKind.INSERT
                            ? null
                            : SampleTables.cells(op.beforeOf, op.before);
            List<Integer> after =
                    op.kind == ChangeKind.DELETE ? null : SampleTables.cells(op.afterOf, op.after);
            TableName table = op.plan.target();
            boolean done = change(table, before, after);
            assertThat(done)
                    .as("%s %s: %s becomes %s", op.kind, table, before, Objects.toString(after))
                    .isTrue();
        }
    }
}
