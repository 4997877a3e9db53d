package dev.otter.engine.load.write;

import static dev.otter.engine.load.table.SampleTables.CHILD;
import static dev.otter.engine.load.table.SampleTables.GRANDCHILD;
import static dev.otter.engine.load.table.SampleTables.PARENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.load.table.SampleTables;
import dev.otter.engine.load.table.TablePlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.channel.RowMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateStepsTest {
    private final SampleTables tables = new SampleTables(Rule.RESTRICT);

    private List<Step> steps(List<RowChanges> changes) {
        return new GroupFold(new TablePlans(tables), true).steps(changes);
    }

    private static String text(Step step) {
        assertThat(step).isInstanceOf(Step.ListUpdate.class);
        Step.ListUpdate list = (Step.ListUpdate) step;
        ByteWriter sql = new ByteWriter(64);
        TablePlan plan = (TablePlan) list.ops().getFirst().plan;
        plan.listUpdate().append(sql, list.columns(), list.ops());
        return new String(sql.array(), 0, sql.length(), StandardCharsets.UTF_8);
    }

    private RowChanges child(int id, List<Integer> before, List<Integer> after) {
        List<Integer> from = new ArrayList<>(List.of(id));
        from.addAll(before);
        List<Integer> to = new ArrayList<>(List.of(id));
        to.addAll(after);
        return tables.update(CHILD, from, to);
    }

    @Test
    void rows_that_change_the_same_columns_share_a_list() {
        List<RowChanges> changes = new ArrayList<>();
        for (int id = 1; id <= 8; id++) {
            changes.add(
                    tables.update(PARENT, List.of(id, 0), Arrays.asList(id, id == 8 ? null : id)));
        }

        List<Step> steps = steps(changes);

        assertThat(steps).hasSize(1);
        assertThat(text(steps.getFirst()))
                .isEqualTo(
                        "UPDATE `sample`.`parent` FORCE INDEX (`PRIMARY`) SET"
                                + " `v`=ELT(FIELD(`id`,1,2,3,4,5,6,7,8),"
                                + "'1','2','3','4','5','6','7',NULL)"
                                + " WHERE `id` IN (1,2,3,4,5,6,7,8)");
    }

    @Test
    void few_rows_of_each_kind_share_a_list_of_all_their_columns() {
        List<Step> steps =
                steps(
                        List.of(
                                child(1, Arrays.asList(null, 10, 0), Arrays.asList(null, 10, 1)),
                                child(2, Arrays.asList(null, 20, 0), Arrays.asList(null, 21, 0))));

        assertThat(steps).hasSize(1);
        assertThat(text(steps.getFirst()))
                .isEqualTo(
                        "UPDATE `sample`.`child` FORCE INDEX (`PRIMARY`) SET"
                                + " `u`=ELT(FIELD(`id`,1,2),'10','21'),"
                                + "`v`=ELT(FIELD(`id`,1,2),'1','0')"
                                + " WHERE `id` IN (1,2)");
    }

    @Test
    void a_row_that_changes_nothing_is_still_looked_for() {
        List<Step> steps = steps(List.of(tables.update(PARENT, List.of(1, 5), List.of(1, 5))));

        assertThat(steps).singleElement().isInstanceOf(Step.Update.class);
    }

    @Test
    void a_value_passed_from_row_to_row_keeps_its_order() {
        List<Step> steps =
                steps(
                        List.of(
                                child(1, Arrays.asList(null, 1, 0), Arrays.asList(null, 3, 0)),
                                child(2, Arrays.asList(null, 2, 0), Arrays.asList(null, 1, 0))));

        assertThat(steps).allSatisfy(step -> assertThat(step).isInstanceOf(Step.Update.class));
    }

    private List<Step> steps(RowMode mode, List<RowChanges> changes) {
        return new GroupFold(new TablePlans(tables), true, mode).steps(changes);
    }

    private List<RowChanges> eightAlikeAndTwoOthers() {
        List<RowChanges> changes = new ArrayList<>();
        for (int id = 1; id <= 8; id++) {
            changes.add(child(id, Arrays.asList(null, id, 0), Arrays.asList(null, id, 1)));
        }
        changes.add(child(9, Arrays.asList(null, 9, 0), Arrays.asList(null, 90, 0)));
        changes.add(child(10, Arrays.asList(null, 10, 0), Arrays.asList(null, 11, 1)));
        return changes;
    }

    @Test
    void where_only_changed_columns_may_be_written_rows_that_differ_in_them_share_nothing() {
        List<Step> steps = steps(RowMode.FIELD, eightAlikeAndTwoOthers());

        assertThat(steps).hasSize(2);
        assertThat(steps.getFirst())
                .isInstanceOfSatisfying(
                        Step.ListUpdate.class,
                        list -> {
                            assertThat(list.ops()).hasSize(8);
                            assertThat(list.columns().cardinality()).isEqualTo(1);
                        });
        assertThat(steps.getLast())
                .isInstanceOfSatisfying(
                        Step.Update.class, single -> assertThat(single.ops()).hasSize(2));
    }

    /** Most of its columns have changed, so that all of it would be the cheaper statement. */
    @Test
    void where_only_changed_columns_may_be_written_no_row_is_written_whole() {
        SampleTables deep = SampleTables.deep(Rule.RESTRICT, Rule.RESTRICT);
        List<RowChanges> changes =
                List.of(deep.update(GRANDCHILD, List.of(1, 1, 1, 1), List.of(1, 2, 2, 2)));

        assertThat(new GroupFold(new TablePlans(deep), true, RowMode.AUTO).steps(changes))
                .singleElement()
                .isInstanceOf(Step.Upsert.class);
        assertThat(new GroupFold(new TablePlans(deep), true, RowMode.FIELD).steps(changes))
                .singleElement()
                .isInstanceOf(Step.Update.class);
    }

    @Test
    void where_whole_rows_are_to_be_written_no_list_of_columns_does() {
        assertThat(steps(RowMode.ROW, eightAlikeAndTwoOthers()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Update.class, single -> assertThat(single.ops()).hasSize(10));
        assertThat(steps(RowMode.ROW, List.of(tables.update(PARENT, List.of(1, 0), List.of(1, 1)))))
                .singleElement()
                .isInstanceOf(Step.Upsert.class);
    }

    @Test
    void where_only_changed_columns_may_be_written_a_row_that_comes_back_is_a_new_one() {
        List<RowChanges> changes =
                List.of(tables.delete(PARENT, 1, 0), tables.insert(PARENT, 1, 5));

        assertThat(steps(RowMode.AUTO, changes))
                .singleElement()
                .isInstanceOf(Step.ListUpdate.class);
        assertThat(steps(RowMode.FIELD, changes))
                .hasSize(2)
                .first()
                .isInstanceOf(Step.Delete.class);
    }
}
