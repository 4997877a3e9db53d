package dev.otter.manager.operation;

import dev.otter.cluster.loop.WakeLoop;
import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.live.Operations;
import dev.otter.manager.live.Trouble;
import dev.otter.manager.operation.CheckTurns.State;
import dev.otter.manager.operation.CheckTurns.Turn;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.model.channel.CheckSchedule;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for checks of whole pipelines when their schedules say so. A check that is lost or fails is
 * asked for again and goes on from what the target keeps of it; what was not done is told. Several
 * managers may share a store. Its own thread looks.
 */
public final class CheckClock implements AutoCloseable {
    /** Who asks, in the list of operations. */
    static final String BY = "schedule";

    /** A time that nobody could follow for so long is missed. */
    static final Duration LATE = Duration.ofMinutes(30);

    /** Between the end of a check that failed and the next attempt. */
    static final Duration PAUSE = Duration.ofMinutes(2);

    static final int ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(CheckClock.class);
    private static final Duration PACE = Duration.ofSeconds(20);

    private final CheckTurns turns;
    private final OperationStore store;
    private final Means means;
    private final InstantSource clock;
    private final ZoneId zone;
    private final WakeLoop loop;

    /**
     * What it works with.
     *
     * @param operations takes checks
     * @param leaders who leads pipelines
     * @param places all configured pipelines
     */
    public record Means(
            Operations operations, Leader.Finder leaders, Supplier<List<PlannedPlace>> places) {}

    /**
     * @param zone by whose clock times of day are meant
     */
    public CheckClock(
            CheckTurns turns, OperationStore store, Means means, InstantSource clock, ZoneId zone) {
        this.turns = turns;
        this.store = store;
        this.means = means;
        this.clock = clock;
        this.zone = zone;
        this.loop =
                new WakeLoop(
                        "check-clock",
                        new WakeLoop.Step() {
                            @Override
                            public Duration run() {
                                look();
                                return PACE;
                            }

                            @Override
                            public void troubled(String reason) {
                                LOG.warn("Scheduled checks wait: {}", reason);
                            }
                        });
    }

    /** Begins to look. */
    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Does what is due now. */
    void look() {
        Instant now = clock.instant();
        for (PlannedPlace place : means.places().get()) {
            place.schedule().ifPresent(schedule -> look(place, schedule, now));
        }
    }

    private void look(PlannedPlace place, CheckSchedule schedule, Instant now) {
        Instant due = schedule.lastDue(now, zone);
        Optional<Turn> known = turns.of(place.number());
        if (known.isEmpty()) {
            turns.begin(place.number(), due, now);
            return;
        }
        Turn turn = known.get();
        if (turn.due().isBefore(due)) {
            if (turn.state() != State.OVER) {
                pass(place, schedule, turn, now);
            }
            if (turns.advance(place.number(), turn.due(), due, now)) {
                turns.of(place.number()).ifPresent(next -> go(place, schedule, next, now));
            }
        } else if (turn.state() != State.OVER) {
            go(place, schedule, turn, now);
        }
    }

    /** Its time is over although it has not come to an end. */
    private void pass(PlannedPlace place, CheckSchedule schedule, Turn turn, Instant now) {
        if (running(turn)) {
            return;
        }
        miss(place, schedule, turn, "it was not done before the next one was due", now);
    }

    private boolean running(Turn turn) {
        return turn.operation()
                .flatMap(store::find)
                .filter(kept -> open(kept.stored()))
                .isPresent();
    }

    private static boolean open(KeptOperation.Stored stored) {
        return switch (stored) {
            case QUEUED, RUNNING -> true;
            case LOST, DONE, FAILED, CANCELLED -> false;
        };
    }

    private void go(PlannedPlace place, CheckSchedule schedule, Turn turn, Instant now) {
        Optional<KeptOperation> last = turn.operation().flatMap(store::find);
        if (last.isPresent()) {
            follow(place, schedule, turn, last.get(), now);
            return;
        }
        if (turn.attempts() > 0 && now.isBefore(turn.changedAt().plus(PAUSE))) {
            return; // another manager is asking just now
        }
        if (turn.attempts() == 0 && another(place).isPresent()) {
            miss(
                    place,
                    schedule,
                    turn,
                    "operation " + another(place).get() + " was comparing the pipeline's tables",
                    now);
            return;
        }
        if (turn.attempts() >= ATTEMPTS) {
            miss(place, schedule, turn, "it could not be asked for", now);
            return;
        }
        Leader leader = means.leaders().of(place.number());
        if (turn.attempts() == 0 && now.isAfter(turn.due().plus(LATE))) {
            miss(
                    place,
                    schedule,
                    turn,
                    leader.node().isPresent()
                            ? "no manager was there to start it"
                            : leader.reason(),
                    now);
        } else if (leader.node().isPresent()) {
            ask(place, schedule, turn, now);
        }
    }

    private Optional<Long> another(PlannedPlace place) {
        return store.open().stream()
                .filter(kept ->
                        kept.pipeline() == place.number()
                                && kept.request().kind() == Operation.Kind.CHECK)
                .map(KeptOperation::id)
                .findFirst();
    }

    private void follow(
            PlannedPlace place,
            CheckSchedule schedule,
            Turn turn,
            KeptOperation last,
            Instant now) {
        switch (last.stored()) {
            case QUEUED, RUNNING -> {}
            case DONE, CANCELLED -> turns.over(place.number(), turn.due(), now);
            case LOST, FAILED -> {
                boolean rested = last.endedAt().map(at -> now.isAfter(at.plus(PAUSE))).orElse(true);
                if (turn.attempts() >= ATTEMPTS) {
                    turns.over(place.number(), turn.due(), now);
                } else if (rested && means.leaders().of(place.number()).node().isPresent()) {
                    ask(place, schedule, turn, now);
                }
            }
        }
    }

    private void ask(PlannedPlace place, CheckSchedule schedule, Turn turn, Instant now) {
        if (!turns.attempt(place.number(), turn, now)) {
            return;
        }
        try {
            long id =
                    means.operations()
                            .add(place.channel(), place.name(), request(schedule, turn), BY)
                            .id();
            turns.asked(place.number(), turn.due(), id, now);
            LOG.info("{}: its check of {} is operation {}", place.title(), turn.due(), id);
        } catch (OtterException e) {
            // Looked at again after the pause, as an attempt that did not come about.
            LOG.warn("{}: its check cannot be asked for: {}", place.title(), e.getMessage());
        }
    }

    private static OperationRequest request(CheckSchedule schedule, Turn turn) {
        return new OperationRequest(
                Operation.Kind.CHECK,
                List.of(),
                Optional.empty(),
                Optional.of(schedule.repair()),
                Optional.of((long) schedule.rowsPerSecond()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BY + " " + turn.due()));
    }

    private void miss(
            PlannedPlace place, CheckSchedule schedule, Turn turn, String why, Instant now) {
        if (!turns.over(place.number(), turn.due(), now)) {
            return;
        }
        OtterException missed =
                new OtterException(
                        ErrorCode.OPERATION_EXPIRED,
                        "the check that was due at " + turn.due() + " was not done: " + why,
                        "pipeline '" + place.title() + "'",
                        "Nothing was compared. The next is due at "
                                + schedule.nextDue(now, zone)
                                + "; start one by hand if that is too late.");
        LOG.warn("{}", missed.getMessage());
        turns.tell(
                place.number(),
                request(schedule, turn),
                BY,
                OperationProgress.waiting("").failed(Trouble.of(missed)),
                now);
    }
}
