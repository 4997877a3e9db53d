package dev.otter.engine.load.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.random.RandomRows;
import dev.otter.engine.load.random.RandomSeed;
import dev.otter.engine.load.random.RandomTables;
import dev.otter.engine.load.random.RandomWork;
import dev.otter.engine.load.random.RandomWork.Log;
import dev.otter.engine.load.schedule.AccessSet;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * What access sets promise: transactions that do not conflict may change places. Random
 * transactions over random tables are applied in random orders that keep only the order of those
 * that conflict; none is refused and the end is the source's.
 */
class AccessModelTest {
    private static final int ORDERS = 4;

    @RepeatedTest(3000)
    void transactions_that_do_not_conflict_may_change_places(RepetitionInfo repetition) {
        Random random = RandomSeed.of(repetition.getCurrentRepetition());
        RandomTables tables = new RandomTables(random, true);
        RandomRows source = new RandomRows(tables);
        Log style = new Log(random.nextInt(3) == 0, true);
        new RandomWork(tables, source, random, style).fill(5 + random.nextInt(50));
        RandomRows start = source.copy();
        RandomWork work = new RandomWork(tables, source, random, style);
        List<List<RowChanges>> log = new ArrayList<>();
        for (int i = 2 + random.nextInt(9); i > 0; i--) {
            log.add(work.transaction(random.nextInt(3) == 0 ? 3 : 1));
        }
        AccessReader reader = new AccessReader(new TablePlans(tables));
        List<AccessSet> access = log.stream().map(changes -> read(reader, changes)).toList();

        String text =
                log.stream()
                        .map(changes -> changes.stream().map(tables::text).toList().toString())
                        .collect(Collectors.joining("\n"));
        for (int order = 0; order < ORDERS; order++) {
            RandomRows target = start.copy();
            List<Integer> places = order(random, order == 0, access);
            for (int place : places) {
                for (RowChanges changes : log.get(place)) {
                    assertThat(target.play(changes))
                            .as(
                                    "%s in order %s\n%s\n%s\n%s",
                                    place, places, tables, start.text(), text)
                            .isTrue();
                }
            }
            assertThat(target.text())
                    .as("order %s\n%s\n%s", places, tables, text)
                    .isEqualTo(source.text());
        }
    }

    private static AccessSet read(AccessReader reader, List<RowChanges> changes) {
        LogPosition end = new LogPosition("log.000001", 100);
        return reader.read(
                new SourceTransaction(
                        1, new TransactionId.AtPosition(end), end, 0, changes, changes.size(), 1));
    }

    /** Places in an order that keeps only that of transactions which conflict. */
    private static List<Integer> order(Random random, boolean lastFirst, List<AccessSet> access) {
        List<Integer> order = new ArrayList<>();
        while (order.size() < access.size()) {
            List<Integer> free =
                    IntStream.range(0, access.size())
                            .filter(next -> !order.contains(next) && free(next, order, access))
                            .boxed()
                            .toList();
            order.add(lastFirst ? free.getLast() : free.get(random.nextInt(free.size())));
        }
        return order;
    }

    private static boolean free(int next, List<Integer> order, List<AccessSet> access) {
        return IntStream.range(0, next)
                .noneMatch(earlier ->
                        !order.contains(earlier)
                                && conflict(access.get(earlier), access.get(next)));
    }

    private static boolean conflict(AccessSet a, AccessSet b) {
        return meets(a.exclusive(), b.exclusive())
                || meets(a.exclusive(), b.shared())
                || meets(a.shared(), b.exclusive());
    }

    private static boolean meets(long[] a, long[] b) {
        return Arrays.stream(a).anyMatch(hash -> Arrays.binarySearch(b, hash) >= 0);
    }
}
