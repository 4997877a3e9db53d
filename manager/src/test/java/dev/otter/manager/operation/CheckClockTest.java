package dev.otter.manager.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.operation.KeptOperation.Stored;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.channel.CheckSchedule;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckClockTest {
    private static final Instant EVENING = Instant.parse("2026-11-26T20:00:00Z");
    private static final Duration TO_THREE = Duration.ofHours(7);
    private static final ConfigJson JSON = new ConfigJson();
    private static final PlannedPlace PLACE =
            new PlannedPlace(
                    7,
                    1,
                    "shop",
                    "a-to-b",
                    List.of(3),
                    List.of(),
                    Optional.of(new CheckSchedule("03:00", 1, 500, true)));

    @TempDir private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(EVENING);
    private final Net net = new Net();
    private Database database;
    private OperationStore store;
    private OperationDesk desk;
    private CheckClock first;
    private CheckClock second;

    private static final class Net implements Leader.Finder, Leader.Line {
        private Optional<Long> leader = Optional.of(3L);

        @Override
        public Leader of(long pipeline) {
            return new Leader(leader, "n3 is away");
        }

        @Override
        public boolean connected(long node) {
            return true;
        }

        @Override
        public CompletableFuture<Answer> send(long node, Command command) {
            return CompletableFuture.completedFuture(new Answer(1, Optional.empty()));
        }
    }

    private static final class OnePlace implements Places {
        @Override
        public PlannedPlace require(long channel, String name) {
            return PLACE;
        }

        @Override
        public Optional<PlannedPlace> find(long number) {
            return Optional.of(PLACE);
        }

        @Override
        public PlannedPipeline with(PlannedPlace place, MappingConfig entry) {
            throw new AssertionError("a clock tries no rows");
        }

        @Override
        public String nodeName(long node) {
            return "n" + node;
        }
    }

    @BeforeEach
    void begin() {
        database = Database.open(StoreConfig.file(folder.resolve("otter")));
        store = new OperationStore(database, JSON);
        desk =
                new OperationDesk(
                        store,
                        new OperationReports(store, now::get),
                        new OperationDesk.Means(new OnePlace(), net, net),
                        now::get);
        first = clock();
        second = clock();
        first.look();
    }

    @AfterEach
    void end() {
        database.close();
    }

    private CheckClock clock() {
        return new CheckClock(
                new CheckTurns(database, JSON),
                store,
                new CheckClock.Means(desk, net, () -> List.of(PLACE)),
                now::get,
                ZoneOffset.UTC);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        first.look();
        second.look();
    }

    private List<KeptOperation> all() {
        return store.of(7).reversed();
    }

    private void over(KeptOperation operation, Stored how) {
        assertThat(
                        store.giveUp(
                                operation.id(),
                                operation.stored(),
                                how,
                                OperationProgress.waiting("").over(""),
                                now.get()))
                .isTrue();
    }

    @Test
    void a_new_schedule_waits_for_its_next_time_and_is_asked_for_once_then() {
        pass(Duration.ofHours(6));
        assertThat(all()).isEmpty();

        pass(Duration.ofHours(1));
        pass(Duration.ofSeconds(20));

        assertThat(all()).hasSize(1);
        KeptOperation check = all().getFirst();
        assertThat(check.askedBy()).isEqualTo("schedule");
        assertThat(check.request().tables()).isEmpty();
        assertThat(check.request().repair()).contains(true);
        assertThat(check.request().rowsPerSecond()).contains(500L);
        assertThat(check.request().run()).contains("schedule 2026-11-27T03:00:00Z");

        over(check, Stored.DONE);
        pass(Duration.ofHours(23));
        assertThat(all()).hasSize(1);
        pass(Duration.ofHours(1));
        assertThat(all()).hasSize(2);
    }

    @Test
    void a_check_that_is_lost_is_asked_for_again_under_the_same_name() {
        pass(TO_THREE);
        over(all().getFirst(), Stored.LOST);
        pass(Duration.ofSeconds(20));
        assertThat(all()).hasSize(1);

        pass(CheckClock.PAUSE);

        assertThat(all()).hasSize(2);
        assertThat(all().get(1).request().run()).isEqualTo(all().get(0).request().run());
    }

    @Test
    void it_is_not_asked_for_more_than_ten_times() {
        pass(TO_THREE);
        for (int i = 0; i < 30; i++) {
            all().stream()
                    .filter(kept -> kept.stored() == Stored.QUEUED)
                    .forEach(kept -> over(kept, Stored.FAILED));
            pass(CheckClock.PAUSE.plusSeconds(1));
        }

        assertThat(all()).hasSize(CheckClock.ATTEMPTS);
    }

    @Test
    void one_that_somebody_has_cancelled_is_left_alone() {
        pass(TO_THREE);
        over(all().getFirst(), Stored.CANCELLED);
        pass(Duration.ofHours(1));

        assertThat(all()).hasSize(1);
    }

    @Test
    void a_time_at_which_no_node_leads_waits_a_while_and_is_told_as_missed() {
        net.leader = Optional.empty();
        pass(TO_THREE);
        assertThat(all()).isEmpty();

        pass(CheckClock.LATE.plusSeconds(20));
        pass(Duration.ofSeconds(20));

        assertThat(all()).hasSize(1);
        assertThat(all().getFirst().stored()).isEqualTo(Stored.FAILED);
        assertThat(all().getFirst().progress().error().orElseThrow().toString())
                .contains("was not done", "n3 is away");
    }

    @Test
    void a_node_that_comes_a_little_late_is_taken() {
        net.leader = Optional.empty();
        pass(TO_THREE);
        net.leader = Optional.of(3L);
        pass(Duration.ofMinutes(10));

        assertThat(all()).hasSize(1);
        assertThat(all().getFirst().stored()).isEqualTo(Stored.QUEUED);
    }

    @Test
    void a_time_at_which_tables_are_being_compared_is_passed_over_and_told() {
        desk.add(1, "a-to-b", JSON.read("{\"kind\":\"check\"}", OperationRequest.class), "ann");
        pass(TO_THREE);

        assertThat(all()).hasSize(2);
        assertThat(all().get(1).stored()).isEqualTo(Stored.FAILED);
        assertThat(all().get(1).progress().error().orElseThrow().toString())
                .contains("was comparing");
    }

    @Test
    void one_that_runs_into_the_next_time_goes_on_and_the_next_is_told() {
        pass(TO_THREE);
        pass(Duration.ofDays(1));

        assertThat(all()).hasSize(2);
        assertThat(all().get(0).stored()).isEqualTo(Stored.QUEUED);
        assertThat(all().get(1).stored()).isEqualTo(Stored.FAILED);
    }

    @Test
    void times_of_managers_that_were_away_are_told_as_one() {
        now.updateAndGet(instant -> instant.plus(Duration.ofDays(3)));
        pass(Duration.ZERO);
        pass(Duration.ofHours(2));

        assertThat(all()).hasSize(1);
        assertThat(all().getFirst().stored()).isEqualTo(Stored.FAILED);
        assertThat(all().getFirst().progress().error().orElseThrow().toString())
                .contains("no manager was there");

        pass(Duration.ofHours(5));
        assertThat(all()).hasSize(2);
        assertThat(all().get(1).stored()).isEqualTo(Stored.QUEUED);
    }
}
