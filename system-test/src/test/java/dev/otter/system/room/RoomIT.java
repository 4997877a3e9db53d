package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A node, ZooKeeper and the manager go away, one at a time, while people trade on the source: data
 * goes on, and both sides are equal at the end.
 *
 * <p>{@code otter.outage.seconds} (20) says how long ZooKeeper is away, {@code otter.gap.seconds}
 * (65) how long the manager, which is away for at least one whole minute of the clock.
 */
class RoomIT {
    private static final Logger LOG = LoggerFactory.getLogger(RoomIT.class);
    private static final Duration FAIL_OVER = Duration.ofSeconds(15);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    /** The engine's first rows also wait for a processor that others may keep busy. */
    private static final Duration FIRST_ROWS = Duration.ofSeconds(60);

    /** For as long after ZooKeeper's return candidates hold back, and somewhat more. */
    private static final Duration HOLD_BACK = Duration.ofSeconds(14);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir private static Path folder;

    private static Room room;
    private Trade trade;
    private Line line;

    /** Shows what the processes have said when a test fails. */
    @RegisterExtension
    private final TestExecutionExceptionHandler teller =
            (ExtensionContext _, Throwable e) -> {
                LOG.error("{}", room.logs());
                throw e;
            };

    @BeforeAll
    static void open() throws IOException {
        room = new Room(folder);
    }

    @AfterAll
    static void close() {
        if (room != null) {
            room.close();
        }
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        if (trade != null) {
            trade.close();
        }
        if (line != null && room.console().healthy()) {
            line.stop();
        }
    }

    /** People trade, and their rows arrive; gives who runs the pipeline. */
    private Lead trade(String database) throws IOException, SQLException {
        room.ready();
        trade = new Trade(room.source(), room.target(), database);
        line = room.line(database);
        Lead lead = line.running().orElseThrow();
        assertThat(room.leader(line)).contains(lead);
        trade.begin();
        Room.until("rows arrive", () -> trade.newest() > 0);
        long first = trade.newest();
        Room.until("trade arrives", () -> trade.newest() > first);
        return lead;
    }

    private static long other(Lead lead) {
        return 3 - lead.nid();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    void a_node_is_killed_and_the_other_runs_the_pipeline_within_fifteen_seconds()
            throws Exception {
        Lead before = trade("shop_kill");
        long next = other(before);
        Arrivals arrivals = new Arrivals(trade);

        long killed = System.nanoTime();
        room.node(before.nid()).kill();
        Takeover takeover = new Takeover(killed, new Lead(next, before.epoch() + 1));
        arrivals.look(Room.PATIENCE, () -> takeover.over(room, line, trade));
        LOG.warn("killed: {}; {}", takeover.figures(), arrivals.figures());

        assertThat(takeover.runs()).isLessThan(FAIL_OVER);
        assertThat(takeover.flows()).isLessThan(FIRST_ROWS);
        assertThat(line.running()).contains(new Lead(next, before.epoch() + 1));
        room.ready();
        assertThat(room.leader(line)).contains(new Lead(next, before.epoch() + 1));
        LOG.warn("killed: {}", trade.end());
    }

    @Test
    void zookeeper_stops_and_data_goes_on_under_the_same_leader() throws Exception {
        Duration outage = Duration.ofSeconds(Long.getLong("otter.outage.seconds", 20));
        Lead before = trade("shop_outage");
        Set<Optional<Lead>> seen = new HashSet<>();

        room.zookeeper().stop();
        long stopped = System.nanoTime();
        Arrivals arrivals = new Arrivals(trade);
        try {
            arrivals.look(
                    outage.plus(Room.PATIENCE),
                    () -> {
                        seen.add(line.running());
                        return since(stopped).compareTo(outage) > 0;
                    });
            LOG.warn("ZooKeeper away for {}: {}", since(stopped), arrivals.figures());
        } finally {
            CompletableFuture<Void> back = CompletableFuture.runAsync(room.zookeeper()::restart);
            arrivals.look(Room.PATIENCE, back::isDone);
            back.join();
        }
        LOG.warn("ZooKeeper back after {}: {}", since(stopped), arrivals.figures());
        long back = System.nanoTime();
        arrivals.look(
                HOLD_BACK.plus(Room.PATIENCE),
                () -> {
                    seen.add(line.running());
                    return since(back).compareTo(HOLD_BACK) > 0 && room.together();
                });
        LOG.warn("ZooKeeper here for {}: {}", since(back), arrivals.figures());
        assertThat(arrivals.silence()).isLessThan(SILENCE_MAX);
        assertThat(seen).containsExactly(Optional.of(before));
        assertThat(room.leader(line)).contains(before);

        line.switchTo(Room.name(other(before)));
        Lead switched = new Lead(other(before), before.epoch() + 1);
        Arrivals over = new Arrivals(trade);
        over.look(Room.PATIENCE, () -> line.running().filter(switched::equals).isPresent());
        LOG.warn("switched: {}", over.figures());
        LOG.warn("ZooKeeper's outage: {}", trade.end());
    }

    @Test
    void the_manager_stops_and_data_goes_on_and_is_counted_once() throws Exception {
        Duration gap = Duration.ofSeconds(Long.getLong("otter.gap.seconds", 65));
        Lead before = trade("shop_gap");
        Instant born = Instant.now().minus(MINUTE.multipliedBy(2));

        room.manager().stop();
        Instant begin = Instant.now();
        Lead next = restartNodes(before);
        Arrivals arrivals = new Arrivals(trade);
        Instant whole = begin.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE.multipliedBy(2));
        Instant enough = whole.plusSeconds(3);
        Instant end = enough.isAfter(begin.plus(gap)) ? enough : begin.plus(gap);
        arrivals.look(gap.plus(Room.PATIENCE).plus(MINUTE), () -> Instant.now().isAfter(end));
        assertThat(room.leader(line)).contains(next);
        LOG.warn("the manager away from {} to {}: {}", begin, Instant.now(), arrivals.figures());
        assertThat(arrivals.silence()).isLessThan(SILENCE_MAX);

        Instant back = Instant.now();
        room.ready();
        Room.until("the manager knows", () -> line.running().filter(next::equals).isPresent());
        List<Instant> gone = wholeMinutes(begin, back);
        Room.until("the minutes of the gap", () -> times(line.minutes(born)).containsAll(gone));
        LOG.warn("the manager's gap: {}", trade.end());
        counted(born, gone);
    }

    /** Each node once, the one that leads last; gives who leads then. */
    private Lead restartNodes(Lead before) throws Exception {
        long next = other(before);
        Arrivals first = new Arrivals(trade);
        room.node(next).stop();
        room.node(next).start();
        first.look(Room.PATIENCE, () -> room.present(next));
        LOG.warn("the manager away, node {} restarted: {}", next, first.figures());
        assertThat(first.silence()).isLessThan(FAIL_OVER);
        assertThat(room.leader(line)).contains(before);

        room.node(before.nid()).stop();
        Lead led = new Lead(next, before.epoch() + 1);
        Takeover takeover = new Takeover(System.nanoTime(), led);
        first.look(Room.PATIENCE, () -> takeover.arrives(room, line, trade));
        LOG.warn("the manager away, node {} stopped: {}", before.nid(), takeover.figures());
        assertThat(takeover.flows()).isLessThan(FIRST_ROWS);

        Arrivals second = new Arrivals(trade);
        room.node(before.nid()).start();
        second.look(Room.PATIENCE, () -> room.present(before.nid()));
        LOG.warn("the manager away, node {} restarted: {}", before.nid(), second.figures());
        assertThat(second.silence()).isLessThan(FAIL_OVER);
        return led;
    }

    /** The minutes of the clock that lie wholly between two moments. */
    private static List<Instant> wholeMinutes(Instant from, Instant to) {
        List<Instant> minutes = new ArrayList<>();
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
        while (!minute.plus(MINUTE).isAfter(to)) {
            minutes.add(minute);
            minute = minute.plus(MINUTE);
        }
        return minutes;
    }

    private static List<Instant> times(JsonNode minutes) {
        List<Instant> times = new ArrayList<>();
        minutes.forEach(minute -> times.add(Instant.parse(minute.get("minute").asString())));
        return times;
    }

    private static long rows(JsonNode minutes) {
        long rows = 0;
        for (JsonNode minute : minutes) {
            rows += minute.get("inserts").asLong();
            rows += minute.get("updates").asLong();
            rows += minute.get("deletes").asLong();
        }
        return rows;
    }

    /** All minutes together tell of each row once. */
    private void counted(Instant born, List<Instant> gone) throws IOException {
        for (long nid = 1; nid <= 2; nid++) {
            // A node that ends keeps the minute that is not over, and tells it at its next start.
            room.node(nid).stop();
        }
        room.ready();
        long changes = trade.changes();
        Room.until("all rows are counted", () -> rows(line.minutes(born)) >= changes);
        JsonNode minutes = line.minutes(born);
        LOG.warn(
                "{} rows in the source's log, whole minutes of the gap {}; {}",
                changes,
                gone,
                minutes);

        assertThat(rows(minutes)).isEqualTo(changes);
        List<Instant> times = times(minutes);
        assertThat(times).doesNotHaveDuplicates().isSorted().containsAll(gone);
        for (JsonNode minute : minutes) {
            if (gone.contains(Instant.parse(minute.get("minute").asString()))) {
                assertThat(minute.get("inserts").asLong()).as("%s", minute).isPositive();
                assertThat(minute.get("bytes").asLong()).as("%s", minute).isPositive();
            }
        }
        assertThat(gone).isNotEmpty();
    }
}
