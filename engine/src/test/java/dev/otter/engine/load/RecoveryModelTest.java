package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.gtid.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.random.RandomSeed;
import dev.otter.engine.load.schedule.AccessSet;
import dev.otter.engine.load.schedule.GroupCutter;
import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.load.schedule.PendingQueue;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Marks, slots and recovery under random groupings, random order of commits and many crashes, with
 * a target of nothing but its checkpoint rows and the list of what it applied. Groups in flight at
 * a crash may be durable or not.
 *
 * <p>In half of the tests transactions also need older ones in ways that their access sets do not
 * tell. The target refuses them ahead of those, and never a second time.
 */
class RecoveryModelTest {
    private static final int TRANSACTIONS = 300;
    private static final UUID SERVER = new UUID(1, 2);

    /** {@code needs} is an older one that must be applied before, or null. */
    private record Logged(
            TransactionId id,
            LogPosition end,
            AccessSet access,
            boolean inScope,
            TransactionId needs) {}

    private record Flight(TransactionGroup group, SlotUse use, Checkpoint mark) {}

    private record Row(long group, Checkpoint mark, String ids) {}

    /** What survives crashes. */
    private static final class Target {
        private final Map<Integer, Row> slots = new HashMap<>();
        private final List<TransactionId> applied = new ArrayList<>();

        private final Map<TransactionId, TransactionId> needs = new HashMap<>();

        /** What takes each commit back, the newest last. */
        private final ArrayList<Runnable> undo = new ArrayList<>();

        private long epoch;

        /** Transactions that were applied alone after they had been refused. */
        private int triedAlone;

        /** Applies the group, if need be in pieces; gives what was refused and hangs on that. */
        List<PendingTransaction> commit(Flight flight) {
            return commit(flight, new ArrayList<>());
        }

        /** The same, adding what is durable. */
        List<PendingTransaction> commit(Flight flight, List<TransactionId> durable) {
            int appliedBefore = applied.size();
            Row rowBefore = slots.get(flight.use().slot());
            undo.add(() -> {
                applied.subList(appliedBefore, applied.size()).clear();
                slots.put(flight.use().slot(), rowBefore);
                slots.values().removeIf(Objects::isNull);
            });
            List<PendingTransaction> again = new ArrayList<>();
            if (takes(flight.group().members(), durable)) {
                triedAlone += flight.group().secondTry() ? 1 : 0;
            } else {
                assertThat(flight.group().secondTry()).as("refused a second time").isFalse();
                for (List<PendingTransaction> component : flight.group().components()) {
                    again.addAll(apart(component, durable));
                }
            }
            if (again.isEmpty() || !durable.isEmpty()) {
                slots.put(
                        flight.use().slot(),
                        new Row(
                                flight.use().number(),
                                flight.mark(),
                                TransactionSet.encode(durable)));
            }
            return again;
        }

        private List<PendingTransaction> apart(
                List<PendingTransaction> component, List<TransactionId> durable) {
            for (int i = 0; i < component.size(); i++) {
                PendingTransaction member = component.get(i);
                if (!takes(List.of(member), durable)) {
                    List<PendingTransaction> again = new ArrayList<>();
                    again.add(member.refusedFor("its elder is missing"));
                    again.addAll(component.subList(i + 1, component.size()));
                    return again;
                }
            }
            return List.of();
        }

        private boolean takes(List<PendingTransaction> members, List<TransactionId> durable) {
            List<TransactionId> ids = members.stream().map(m -> m.transaction().id()).toList();
            for (int i = 0; i < ids.size(); i++) {
                TransactionId needed = needs.get(ids.get(i));
                if (needed != null
                        && !applied.contains(needed)
                        && !ids.subList(0, i).contains(needed)) {
                    return false;
                }
            }
            applied.addAll(ids);
            durable.addAll(ids);
            return true;
        }

        /** Loses its newest commits. */
        void forget(int commits) {
            for (int i = 0; i < commits && !undo.isEmpty(); i++) {
                undo.removeLast().run();
            }
        }

        /** What a session that is opened now finds. */
        List<WrittenSlot> written() {
            List<WrittenSlot> written = new ArrayList<>();
            written.add(new WrittenSlot(-1, epoch, 0, 0, false));
            slots.forEach((slot, row) ->
                    written.add(
                            new WrittenSlot(
                                    slot,
                                    epoch,
                                    row.group(),
                                    TransactionSet.decode(row.ids()).size(),
                                    true)));
            return written;
        }

        /** Takes over: raises the epoch and reads what is there. */
        Recovered recover(int slotCount) {
            epoch++;
            undo.add(() -> epoch--);
            long last = 0;
            Optional<Checkpoint> mark = Optional.empty();
            Map<Integer, List<TransactionId>> durable = new HashMap<>();
            for (Map.Entry<Integer, Row> slot : slots.entrySet()) {
                durable.put(slot.getKey(), TransactionSet.decode(slot.getValue().ids()));
                if (slot.getValue().group() > last) {
                    last = slot.getValue().group();
                    mark = Optional.of(slot.getValue().mark());
                }
            }
            // The number that the start takes.
            return new Recovered(epoch, Math.max(1, last), mark, slotCount, durable);
        }
    }

    @RepeatedTest(300)
    void every_transaction_is_applied_once_and_in_order_whatever_crashes(
            RepetitionInfo repetition) {
        assertThat(triedAlone(repetition.getCurrentRepetition(), false, false)).isZero();
    }

    /** Without its process noticing more than that sessions broke. */
    @RepeatedTest(300)
    void what_a_target_forgets_although_it_acknowledged_it_is_applied_again(
            RepetitionInfo repetition) {
        assertThat(triedAlone(repetition.getCurrentRepetition(), false, true)).isZero();
    }

    @Test
    void what_is_refused_ahead_of_its_elders_is_applied_after_them() {
        int triedAlone = 0;
        for (int seed = 1; seed <= 300; seed++) {
            triedAlone += triedAlone(seed, true, false);
        }
        assertThat(triedAlone).isGreaterThan(500);
    }

    /** Runs, crashes and looks at the end; gives how many transactions were tried alone. */
    private static int triedAlone(int seed, boolean hidden, boolean forgetful) {
        Random random = RandomSeed.of(seed);
        boolean gtids = random.nextBoolean();
        List<Logged> log = log(random, gtids, 20 + random.nextInt(400), hidden);
        Target target = new Target();
        log.forEach(each -> target.needs.put(each.id(), each.needs()));
        int slots = 4 + random.nextInt(12);
        for (int crash = 0; crash < 20; crash++) {
            int events = 1 + random.nextInt(random.nextBoolean() ? 25 : 250);
            run(random, log, target, new Way(slots, gtids, events, forgetful));
        }
        run(random, log, target, new Way(slots, gtids, Integer.MAX_VALUE, false));

        List<Logged> inScope = log.stream().filter(Logged::inScope).toList();
        Map<TransactionId, Integer> place = new HashMap<>();
        for (int i = 0; i < target.applied.size(); i++) {
            Integer before = place.put(target.applied.get(i), i);
            assertThat(before).as("twice: %s", target.applied.get(i)).isNull();
        }
        assertThat(place.keySet())
                .containsExactlyInAnyOrderElementsOf(inScope.stream().map(Logged::id).toList());
        for (int later = 0; later < inScope.size(); later++) {
            for (int earlier = Math.max(0, later - 60); earlier < later; earlier++) {
                if (conflict(inScope.get(earlier).access(), inScope.get(later).access())
                        || inScope.get(earlier).id().equals(inScope.get(later).needs())) {
                    assertThat(place.get(inScope.get(earlier).id()))
                            .isLessThan(place.get(inScope.get(later).id()));
                }
            }
        }
        return target.triedAlone;
    }

    private static List<Logged> log(Random random, boolean gtids, int keys, boolean hidden) {
        List<Logged> log = new ArrayList<>();
        for (int i = 1; i <= TRANSACTIONS; i++) {
            LogPosition end =
                    new LogPosition(i <= TRANSACTIONS / 2 ? "log.000001" : "log.000002", 100L * i);
            AccessSet.Collector access = new AccessSet.Collector();
            for (int key = random.nextInt(3); key >= 0; key--) {
                access.exclusive(random.nextInt(keys));
            }
            TransactionId id =
                    gtids
                            ? new TransactionId.Gtid(SERVER, "", i)
                            : new TransactionId.AtPosition(end);
            TransactionId needs = hidden && random.nextInt(4) == 0 ? elder(random, log) : null;
            log.add(new Logged(id, end, access.build(), random.nextInt(5) > 0, needs));
        }
        return log;
    }

    /** One of those that came last, if it is in scope. */
    private static TransactionId elder(Random random, List<Logged> log) {
        if (log.isEmpty()) {
            return null;
        }
        Logged elder = log.get(log.size() - 1 - random.nextInt(Math.min(30, log.size())));
        return elder.inScope() ? elder.id() : null;
    }

    /** How a run goes: it crashes after so many events. */
    private record Way(int slots, boolean gtids, int events, boolean forgetful) {}

    /**
     * One run of a pipeline; ends by a crash, when all is durable, or when the target is found to
     * have forgotten something.
     */
    private static void run(Random random, List<Logged> log, Target target, Way way) {
        boolean gtids = way.gtids();
        Recovered recovered = target.recover(way.slots());
        Acknowledged acknowledged = new Acknowledged("model", recovered.epoch());
        boolean connected = false;
        Checkpoint start =
                recovered.mark().orElse(new Checkpoint(new LogPosition("log.000001", 4), ""));
        Progress progress = new Progress(start, gtids, recovered);
        GroupCutter cutter = new GroupCutter(limits(random));
        PendingQueue queue = new PendingQueue();
        List<Logged> ahead = log.stream().filter(t -> !before(t, start, gtids)).toList();
        List<Flight> flights = new ArrayList<>();
        int read = 0;
        long sequence = 0;
        for (int event = 0; event < way.events(); event++) {
            if (way.forgetful() && random.nextInt(40) == 0) {
                target.forget(1 + random.nextInt(6));
                connected = false;
            }
            if (read == ahead.size() && queue.isEmpty() && flights.isEmpty()) {
                return;
            }
            if (flights.isEmpty() && !queue.isEmpty()) {
                assertThat(progress.slotsFree())
                        .as("slots while nothing is on its way")
                        .isPositive();
            }
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (read < ahead.size()) {
                        Logged next = ahead.get(read++);
                        if (next.inScope()) {
                            open(progress, queue, next, ++sequence);
                        } else {
                            progress.skipped(Optional.of(next.id()), next.end());
                        }
                    }
                }
                case 2 -> send(random, progress, cutter, queue, flights);
                default -> {
                    if (!flights.isEmpty()) {
                        if (!connected && !finds(target, acknowledged)) {
                            return;
                        }
                        connected = true;
                        Flight flight = flights.remove(random.nextInt(flights.size()));
                        List<TransactionId> durable = new ArrayList<>();
                        List<PendingTransaction> again = target.commit(flight, durable);
                        if (again.isEmpty() || !durable.isEmpty()) {
                            acknowledged.durable(
                                    new Claim(flight.use(), flight.mark(), durable),
                                    acknowledged.sessions());
                        }
                        ended(progress, cutter, flight, again);
                        queue.putBack(again);
                    }
                }
            }
        }
        if (connected || finds(target, acknowledged)) {
            // What was on its way when the process died may be durable.
            Collections.shuffle(flights, random);
            flights.stream().filter(_ -> random.nextBoolean()).forEach(target::commit);
        }
    }

    /** Whether a session that is opened finds all that was acknowledged. */
    private static boolean finds(Target target, Acknowledged acknowledged) {
        try {
            acknowledged.opened().require(target.written());
            return true;
        } catch (RestartNeededException _) {
            return false;
        } catch (OtterException e) {
            assertThat(target.slots).as("%s", e).isEmpty();
            return false;
        }
    }

    private static GroupLimits limits(Random random) {
        return new GroupLimits(
                1 + random.nextInt(4),
                4 + random.nextInt(12),
                5 + random.nextInt(60),
                5 + random.nextInt(60),
                1 << 20);
    }

    private static boolean before(Logged transaction, Checkpoint mark, boolean gtids) {
        if (transaction.id() instanceof TransactionId.Gtid gtid && gtids) {
            return GtidSet.parse(mark.gtids())
                    .contains(new Gtid(new GtidSource(gtid.source(), ""), gtid.number()));
        }
        return transaction.end().compareTo(mark.position()) <= 0;
    }

    private static void open(Progress progress, PendingQueue queue, Logged logged, long sequence) {
        SourceTransaction transaction =
                new SourceTransaction(
                        sequence, logged.id(), logged.end(), sequence, List.of(), 1, 100);
        if (!progress.opened(transaction)) {
            queue.add(new PendingTransaction(transaction, logged.access()));
        }
    }

    private static void send(
            Random random,
            Progress progress,
            GroupCutter cutter,
            PendingQueue queue,
            List<Flight> flights) {
        if (random.nextInt(8) == 0) {
            claim(progress, TransactionGroup.none(), flights);
            return;
        }
        for (TransactionGroup group : cutter.cut(queue, random.nextInt(5), progress.slotsFree())) {
            assertThat(claim(progress, group, flights)).isTrue();
        }
    }

    private static boolean claim(Progress progress, TransactionGroup group, List<Flight> flights) {
        Optional<SlotUse> use = progress.claim(group);
        use.ifPresent(slot -> flights.add(new Flight(group, slot, progress.checkpoint())));
        return use.isPresent();
    }

    private static void ended(
            Progress progress, GroupCutter cutter, Flight flight, List<PendingTransaction> again) {
        Set<Long> left = new HashSet<>();
        again.forEach(each -> left.add(each.transaction().sequence()));
        long newest = 0;
        for (PendingTransaction member : flight.group().members()) {
            if (!left.contains(member.transaction().sequence())) {
                newest = Math.max(newest, member.transaction().sequence());
                progress.closed(member.transaction().sequence());
            }
        }
        progress.written(flight.use(), newest);
        cutter.ended(flight.group());
    }

    private static boolean conflict(AccessSet a, AccessSet b) {
        for (long hash : a.exclusive()) {
            if (java.util.Arrays.binarySearch(b.exclusive(), hash) >= 0) {
                return true;
            }
        }
        return false;
    }
}
