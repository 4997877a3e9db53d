package dev.otter.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.wire.ConnectionLostException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one reads out of a relay is what the server would send. */
class RelayCursorTest {
    private static final long LIMIT = 1L << 20;
    private static final int SEGMENT = 4_000;

    @TempDir Path folder;
    private final WrittenLog log = new WrittenLog();
    private final Pulse pulse = new Pulse();
    private final AtomicBoolean damaged = new AtomicBoolean();
    private SegmentRing ring;
    private Intake intake;
    private int taken;

    @BeforeEach
    void open() throws IOException {
        ring = SegmentRing.open(folder, LIMIT);
        pulse.up();
    }

    @AfterEach
    void close() throws IOException {
        ring.close();
    }

    /** The relay begins with the log. */
    private void found(boolean gtids) {
        Optional<GtidSet> done = gtids ? Optional.of(GtidSet.empty()) : Optional.empty();
        intake = Intake.found(ring, new ReadingPlace("binlog.000001", 4, done), SEGMENT);
        intake.connected(true);
    }

    private void takeAll() throws IOException {
        while (taken < log.sent.size()) {
            byte[] event = log.sent.get(taken++).bytes();
            intake.take(event, 0, event.length);
        }
        ring.flush();
    }

    private Optional<RelayCursor> join(ReadingPlace place) {
        return RelayCursor.open(ring, pulse, place, () -> damaged.set(true), () -> {});
    }

    private RelayCursor at(String file, long offset) {
        return join(new ReadingPlace(file, offset, Optional.empty())).orElseThrow();
    }

    private static byte[] event(LogFeed feed) {
        return Arrays.copyOfRange(feed.buffer(), feed.offset(), feed.offset() + feed.length());
    }

    private static List<byte[]> rest(LogFeed feed) {
        List<byte[]> events = new ArrayList<>();
        while (feed.available()) {
            assertThat(feed.next()).isTrue();
            events.add(event(feed));
        }
        return events;
    }

    private void someLog() throws IOException {
        for (int i = 0; i < 12; i++) {
            log.transaction(300 + 211 * i);
            if (i % 5 == 4) {
                log.nextFile(i % 2 == 0);
            }
        }
        takeAll();
    }

    @Test
    void from_each_place_it_gives_what_the_server_would() throws Exception {
        found(false);
        someLog();

        assertThat(ring.newest().orElseThrow().number()).isGreaterThan(4);
        for (WrittenLog.Sent each : log.sent) {
            if (!each.madeUp()) {
                try (RelayCursor cursor = at(each.file(), each.start())) {
                    assertThat(rest(cursor))
                            .as("from %s:%s", each.file(), each.start())
                            .containsExactlyElementsOf(log.from(each.file(), each.start()));
                }
            }
        }
    }

    @Test
    void a_place_that_is_not_the_start_of_an_event_is_refused() throws Exception {
        found(false);
        someLog();
        WrittenLog.Sent middle = log.sent.get(7);

        assertThat(join(new ReadingPlace(middle.file(), middle.start() + 1, Optional.empty())))
                .isEmpty();
        assertThat(join(new ReadingPlace(log.file(), log.offset() + 1, Optional.empty())))
                .isEmpty();
        assertThat(join(new ReadingPlace("binlog.000099", 4, Optional.empty()))).isEmpty();
    }

    @Test
    void at_the_end_it_waits_for_what_comes_and_for_heartbeats() throws Exception {
        found(false);
        someLog();
        try (RelayCursor cursor = at(log.file(), log.offset())) {
            rest(cursor);
            CompletableFuture<byte[]> first = CompletableFuture.supplyAsync(() -> take(cursor));
            byte[] heartbeat = log.heartbeat();
            pulse.beat(intake.take(heartbeat, 0, heartbeat.length).orElseThrow());
            ring.wake();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(heartbeat);

            CompletableFuture<byte[]> second = CompletableFuture.supplyAsync(() -> take(cursor));
            int at = log.sent.size();
            log.transaction(10);
            takeAll();
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(log.sent.get(at).bytes());
        }
    }

    private static byte[] take(RelayCursor cursor) {
        assertThat(cursor.next()).isTrue();
        return event(cursor);
    }

    @Test
    void a_wait_ends_when_it_is_aborted_and_when_the_connection_is_given_up() throws Exception {
        found(false);
        someLog();
        try (RelayCursor cursor = at(log.file(), log.offset())) {
            rest(cursor);
            pulse.over("the test says so");
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("the test says so");
            cursor.abort();
            assertThatThrownBy(cursor::next).hasMessageContaining("broken off");
        }
    }

    @Test
    void one_who_is_overtaken_is_told_and_never_given_something_else() throws Exception {
        found(false);
        someLog();
        WrittenLog.Sent begin = log.sent.get(1);
        try (RelayCursor cursor = at(begin.file(), begin.start())) {
            assertThat(cursor.next()).isTrue();
            for (int i = 0; i < 400; i++) {
                log.transaction(5_000);
            }
            takeAll();

            assertThatThrownBy(() -> {
                        List<byte[]> expected = log.from(begin.file(), begin.start());
                        for (int i = 1; ; i++) {
                            cursor.next();
                            assertThat(event(cursor)).isEqualTo(expected.get(i));
                        }
                    })
                    .isInstanceOf(RelayLostException.class);
            assertThat(damaged).isFalse();
        }
        assertThat(join(new ReadingPlace(begin.file(), begin.start(), Optional.empty()))).isEmpty();
    }

    @Test
    void a_rotten_relay_is_noticed_by_its_reader() throws Exception {
        found(false);
        someLog();
        Segment newest = ring.newest().orElseThrow();
        try (RandomAccessFile file = new RandomAccessFile(newest.path().toFile(), "rw")) {
            file.seek(newest.written() - 20);
            file.write(0x55);
        }
        try (RelayCursor cursor = at(newest.header().file(), newest.header().offset())) {
            assertThatThrownBy(() -> rest(cursor)).isInstanceOf(RelayLostException.class);
        }
        assertThat(damaged).isTrue();
    }

    @Test
    void transactions_that_a_reader_has_are_left_out_wherever_they_stand() throws Exception {
        found(true);
        someLog();
        String uuid = WrittenLog.SERVER.toString();
        for (String set : List.of("", ":1-3", ":1-5", ":1-2:4:9-10", ":1-11", ":2:12")) {
            GtidSet done = GtidSet.parse(set.isEmpty() ? "" : uuid + set);

            List<Long> numbers = new ArrayList<>();
            try (RelayCursor cursor =
                    join(new ReadingPlace("x", 4, Optional.of(done))).orElseThrow()) {
                for (byte[] event : rest(cursor)) {
                    if (event[4] == 16) {
                        numbers.add((long) event[19]);
                    }
                }
            }

            List<Long> wanted = new ArrayList<>();
            for (long number = 1; number <= 12; number++) {
                if (!done.contains(
                        GtidSource.of(WrittenLog.SERVER), number)) {
                    wanted.add(number);
                }
            }
            assertThat(numbers).as(set).isEqualTo(wanted);
        }
    }

    @Test
    void a_heartbeat_stands_for_what_is_left_out() throws Exception {
        found(true);
        log.transaction(10);
        log.transaction(20);
        log.transaction(30);
        takeAll();
        GtidSet second = GtidSet.parse(WrittenLog.SERVER + ":2");

        List<byte[]> events;
        try (RelayCursor cursor =
                join(new ReadingPlace("x", 4, Optional.of(second))).orElseThrow()) {
            events = rest(cursor);
        }

        List<byte[]> expected = new ArrayList<>(log.from("binlog.000001", 4));
        WrittenLog.Sent third = log.sent.get(8);
        expected.subList(5, 8).clear();
        expected.add(
                5,
                MadeUpEvents.heartbeat(
                        WrittenLog.SERVER_ID, "binlog.000001", third.start(), true));
        assertThat(events).containsExactlyElementsOf(expected);
    }

    @Test
    void a_reader_who_lacks_something_older_than_the_relay_is_refused() throws Exception {
        GtidSet before = GtidSet.parse(WrittenLog.SERVER + ":1-3");
        for (int i = 0; i < 4; i++) {
            log.transaction(10);
        }
        WrittenLog.Sent fourth = log.sent.get(log.sent.size() - 3);
        intake =
                Intake.found(
                        ring,
                        new ReadingPlace(fourth.file(), fourth.start(), Optional.of(before)),
                        SEGMENT);
        intake.connected(true);
        for (byte[] event : log.from(fourth.file(), fourth.start())) {
            intake.take(event, 0, event.length);
        }
        ring.flush();

        GtidSet less = GtidSet.parse(WrittenLog.SERVER + ":1-2");
        assertThat(join(new ReadingPlace("x", 4, Optional.of(less)))).isEmpty();
        assertThat(join(new ReadingPlace("x", 4, Optional.of(before)))).isPresent();
    }

    @Test
    void it_goes_on_within_a_transaction_after_a_kill() throws Exception {
        found(true);
        log.transaction(10);
        takeAll();
        log.transaction(20);
        byte[] gtid = log.sent.get(taken++).bytes();
        intake.take(gtid, 0, gtid.length);
        ring.close();

        ring = SegmentRing.open(folder, LIMIT);
        intake = Intake.resume(ring, ring.newest().orElseThrow(), true, 1);
        intake.connected(true);
        assertThat(intake.offset()).isEqualTo(log.sent.get(taken).start());
        List<byte[]> again = log.from(intake.file(), intake.offset());
        for (byte[] event : again) {
            intake.take(event, 0, event.length);
        }
        taken = log.sent.size();
        log.transaction(30);
        takeAll();

        GtidSet done = GtidSet.parse(WrittenLog.SERVER + ":1-2");
        try (RelayCursor cursor =
                join(new ReadingPlace("x", 4, Optional.of(done))).orElseThrow()) {
            WrittenLog.Sent third = log.sent.get(log.sent.size() - 3);
            assertThat(rest(cursor))
                    .containsExactlyElementsOf(log.from(third.file(), third.start()));
        }
        assertThat(ring.within(done).orElseThrow().header().before()).isEqualTo(done);
    }

    @Test
    void a_break_on_the_way_to_the_next_file_loses_nothing() throws Exception {
        found(false);
        log.transaction(10);
        takeAll();
        String file = log.file();
        long end = log.offset();
        log.nextFile(false);
        byte[] rotate = log.sent.get(taken).bytes();
        intake.take(rotate, 0, rotate.length);

        intake.connected(true);
        assertThat(intake.file()).isEqualTo(file);
        assertThat(intake.offset()).isEqualTo(end);
        byte[] begin = MadeUpEvents.rotate(WrittenLog.SERVER_ID, file, end, true);
        intake.take(begin, 0, begin.length);
        byte[] description = MadeUpEvents.description(log.sent.get(1).bytes());
        intake.take(description, 0, description.length);
        takeAll();
        try (RelayCursor cursor = at(file, 4)) {
            assertThat(rest(cursor)).containsExactlyElementsOf(log.from(file, 4));
        }
    }

    @Test
    void a_log_that_is_another_one_is_not_gone_on_with() throws Exception {
        found(false);
        log.transaction(10);
        takeAll();
        byte[] rotate = MadeUpEvents.rotate(7, log.file(), log.offset(), true);
        byte[] other = MadeUpEvents.description(log.sent.get(1).bytes());
        other[0]++;
        byte[] foreign = MadeUpEvents.description(other);
        intake.connected(true);
        intake.take(rotate, 0, rotate.length);

        assertThatThrownBy(() -> intake.take(foreign, 0, foreign.length))
                .isInstanceOf(StaleRelayException.class);
        intake.connected(true);
        byte[] elsewhere = MadeUpEvents.rotate(7, log.file(), 4, true);
        assertThatThrownBy(() -> intake.take(elsewhere, 0, elsewhere.length))
                .isInstanceOf(StaleRelayException.class);
    }

    @Test
    void a_damaged_event_is_not_written() throws Exception {
        found(false);
        log.transaction(10);
        takeAll();
        log.transaction(20);
        byte[] event = log.sent.get(taken).bytes().clone();
        event[25] ^= 1;
        long end = ring.end();

        assertThatThrownBy(() -> intake.take(event, 0, event.length))
                .isInstanceOf(BinlogFormatException.class);
        assertThat(ring.end()).isEqualTo(end);
    }
}
