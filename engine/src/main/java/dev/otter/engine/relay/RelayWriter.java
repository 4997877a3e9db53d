package dev.otter.engine.relay;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.DumpRefusedException;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared reader: fills a ring from one connection, after a break from exactly where it ended.
 * {@link #run} is a thread's life; {@link #stop} may come from any.
 */
final class RelayWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RelayWriter.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int DAMAGES_MAX = 3;
    private static final long LARGEST_OFFSET = 0xFFFF_FFFFL;

    private final Supplier<RelaySource> sources;
    private final SegmentRing ring;
    private final Pulse pulse;
    private final BooleanSupplier unused;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final StopSignal stop = new StopSignal();
    private final AtomicReference<MysqlConnection> current = new AtomicReference<>();
    private long serverId = replicaId();
    private int damages;

    /**
     * @param sources the source as it is to be reached now
     * @param unused whether it may end because nobody reads what it writes
     */
    RelayWriter(
            Supplier<RelaySource> sources,
            SegmentRing ring,
            Pulse pulse,
            BooleanSupplier unused) {
        this.sources = sources;
        this.ring = ring;
        this.pulse = pulse;
        this.unused = unused;
    }

    /** Apart from those of pipelines; two processes on one source hardly ever meet. */
    private long replicaId() {
        return 0x60000000L + random.nextInt(0x10000000);
    }

    /**
     * Reads until stopped or unused.
     *
     * @throws IOException when the ring can be neither written nor gone on with
     */
    void run(Intake intake) throws IOException, InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), random);
        while (!stop.raised() && !unused.getAsBoolean()) {
            long before = intake.offset();
            String file = intake.file();
            try {
                readOnce(intake);
            } catch (BinlogFormatException e) {
                broken("an event came damaged: " + e.getMessage());
                damages = before == intake.offset() ? damages + 1 : 1;
                if (damages >= DAMAGES_MAX) {
                    throw new StaleRelayException("the log cannot be read: " + e.getMessage(), e);
                }
            } catch (WireException e) {
                requireHope(e);
                broken(e.getMessage());
            }
            ring.flush();
            if (before != intake.offset() || !file.equals(intake.file())) {
                backoff.reset();
            }
            if (!stop.raised()) {
                stop.pause(backoff.next());
            }
        }
    }

    private void broken(String why) {
        if (!stop.raised() && pulse.alive()) {
            LOG.info("shared reader of {}: {}", sources.get().endpoint().address(), why);
        }
        pulse.down(why);
        ring.wake();
    }

    private void requireHope(WireException e) throws StaleRelayException {
        if (!(e instanceof DumpRefusedException refused)) {
            return;
        }
        switch (refused.reason()) {
            case PURGED, OUT_OF_RANGE -> throw new StaleRelayException(e.getMessage(), e);
            case REPLACED -> serverId = replicaId();
            case FORBIDDEN, OTHER -> {}
        }
    }

    private void readOnce(Intake intake) throws IOException {
        if (intake.offset() > LARGEST_OFFSET) {
            throw new StaleRelayException(
                    "no source can be asked for offset " + intake.offset(), null);
        }
        RelaySource source = sources.get();
        MysqlConnection connection = MysqlConnection.connect(source.endpoint());
        current.set(connection);
        try {
            String found = source.identify().apply(connection);
            if (!found.equals(source.identity())) {
                throw new StaleRelayException(
                        "at "
                                + source.endpoint().address()
                                + " answers server "
                                + found
                                + ", no longer "
                                + source.identity(),
                        null);
            }
            read(connection, intake);
        } finally {
            current.set(null);
            connection.abort();
        }
    }

    private void read(MysqlConnection connection, Intake intake) throws IOException {
        StreamConfig config = StreamConfig.of(serverId).withHeartbeat(HEARTBEAT);
        StreamStart start = new StreamStart.AtFile(intake.file(), intake.offset());
        try (BinlogStream stream = BinlogStream.open(connection, start, config)) {
            intake.connected(stream.beginsWithChecksums());
            while (!stop.raised() && stream.next()) {
                pulse.heard();
                var beat = intake.take(stream.buffer(), stream.offset(), stream.length());
                if (!pulse.alive() && intake.described()) {
                    // Only now it is known to be the log that the ring was filled from.
                    pulse.up();
                }
                if (beat.isPresent()) {
                    ring.flush();
                    pulse.levelled();
                    pulse.beat(beat.get());
                    ring.wake();
                    if (unused.getAsBoolean()) {
                        return;
                    }
                } else if (!stream.available()) {
                    ring.flush();
                    pulse.levelled();
                }
            }
        }
    }

    /** Ends {@link #run}. */
    void stop() {
        stop.raise();
        MysqlConnection connection = current.get();
        if (connection != null) {
            connection.abort();
        }
    }
}
