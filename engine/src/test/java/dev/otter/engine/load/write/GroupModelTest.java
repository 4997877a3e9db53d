package dev.otter.engine.load.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.access.AccessReader;
import dev.otter.engine.load.random.RandomRows;
import dev.otter.engine.load.random.RandomSeed;
import dev.otter.engine.load.random.RandomTables;
import dev.otter.engine.load.random.RandomWork;
import dev.otter.engine.load.random.RandomWork.Log;
import dev.otter.engine.load.schedule.GroupCutter;
import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.load.schedule.PendingQueue;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Access sets, groups and folding together: random transactions over random tables, cut into groups
 * of random sizes, folded, and applied in a random order of groups. No statement is refused on the
 * way, and the end is the source's.
 *
 * <p>Left out are two cases in which the target refuses folded rows, which are applied one by one
 * then: a changed key of a row that refers to nothing, and a deleted row that comes back with
 * another unique value to which rows refer.
 */
class GroupModelTest {
    private static final int SLOTS = 100;

    @RepeatedTest(3000)
    void groups_of_any_size_in_any_order_break_nothing_and_end_as_the_source(
            RepetitionInfo repetition) {
        Random random = RandomSeed.of(repetition.getCurrentRepetition());
        RandomTables tables = new RandomTables(random, false);
        RandomRows source = new RandomRows(tables);
        Log log = new Log(random.nextInt(3) == 0, false);
        new RandomWork(tables, source, random, log).fill(5 + random.nextInt(50));
        RandomRows target = source.copy();
        RandomWork work = new RandomWork(tables, source, random, log);
        GroupFold fold = new GroupFold(new TablePlans(tables), true);
        AccessReader access = new AccessReader(new TablePlans(tables));
        GroupCutter cutter = new GroupCutter(limits(random));
        PendingQueue queue = new PendingQueue();
        List<TransactionGroup> flights = new ArrayList<>();
        int wanted = 3 + random.nextInt(15);
        for (int read = 0; read < wanted || !queue.isEmpty() || !flights.isEmpty(); ) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    if (read < wanted) {
                        queue.add(pending(access, ++read, work.transaction(1 + read % 4)));
                    }
                }
                case 1 -> flights.addAll(cutter.cut(queue, random.nextInt(4), SLOTS));
                default -> {
                    if (!flights.isEmpty()) {
                        TransactionGroup group = flights.remove(random.nextInt(flights.size()));
                        apply(tables, target, fold, rows(group));
                        cutter.ended(group);
                    }
                }
            }
        }
        assertThat(target.text()).as("%s", tables).isEqualTo(source.text());
    }

    private static GroupLimits limits(Random random) {
        return new GroupLimits(
                1 + random.nextInt(4),
                4 + random.nextInt(30),
                5 + random.nextInt(60),
                5 + random.nextInt(60),
                1 << 20);
    }

    private static PendingTransaction pending(
            AccessReader access, int sequence, List<RowChanges> changes) {
        LogPosition end = new LogPosition("log.000001", sequence);
        SourceTransaction transaction =
                new SourceTransaction(
                        sequence,
                        new TransactionId.AtPosition(end),
                        end,
                        0,
                        changes,
                        changes.size(),
                        100);
        return new PendingTransaction(transaction, access.read(transaction));
    }

    private static List<RowChanges> rows(TransactionGroup group) {
        return group.members().stream()
                .flatMap(member -> member.transaction().changes().stream())
                .toList();
    }

    private static void apply(
            RandomTables tables, RandomRows target, GroupFold fold, List<RowChanges> rows) {
        String before = target.text();
        for (Step step : fold.steps(rows)) {
            for (RowOp op : step.ops()) {
                assertThat(done(tables, target, step, op))
                        .as(
                                "%s %s\n%s\n%s\n%s",
                                step.getClass().getSimpleName(),
                                op.plan.target(),
                                tables,
                                before,
                                rows.stream().map(tables::text).toList())
                        .isTrue();
            }
        }
    }

    private static boolean done(RandomTables tables, RandomRows target, Step step, RowOp op) {
        Object[] before =
                op.kind == ChangeKind.INSERT ? null : tables.values(op.beforeOf, op.before);
        Object[] after = op.kind == ChangeKind.DELETE ? null : tables.values(op.afterOf, op.after);
        return step instanceof Step.Upsert
                ? target.overwrite(op.plan.target(), after, op.foreignKeyChecks())
                : target.change(op.plan.target(), before, after, op.foreignKeyChecks());
    }
}
