package dev.otter.transport.control.client;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.control.wire.FromWire;
import dev.otter.transport.control.wire.ToWire;
import dev.otter.transport.disk.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otter.wire.control.v1.WireStatistics;

/**
 * Statistics that the manager does not have yet, on the node's disk: each batch is durable before
 * {@link #append} returns. Bounded in bytes: when the manager is away for too long, the oldest are
 * dropped. Thread-safe; one process a folder.
 *
 * <p>The folder holds {@code store-id} and segments named by their first sequence; a segment is
 * deleted when all in it is acknowledged, except the last, which keeps the count.
 */
public final class StatisticsStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatisticsStore.class);
    private static final int MOST_SEGMENTS = 64;

    private final Path folder;
    private final long id;
    private final long segmentBytes;
    private final ArrayDeque<StatisticsSegment> segments = new ArrayDeque<>();

    private StatisticsStore(Path folder, long id, long segmentBytes) {
        this.folder = folder;
        this.id = id;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Opens the store in that folder, or makes one. A record that a crash left half written at the
     * end of a segment is cut off: its append has never returned.
     *
     * @param mostBytes what the folder may hold, roughly
     * @param random for the identity of a new store
     */
    public static StatisticsStore open(Path folder, long mostBytes, RandomGenerator random) {
        try {
            Files.createDirectories(folder);
            StatisticsStore store =
                    new StatisticsStore(
                            folder,
                            identity(folder.resolve("store-id"), random),
                            Math.max(1024, mostBytes / MOST_SEGMENTS));
            store.openSegments();
            return store;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static long identity(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file) && Files.size(file) == Long.BYTES) {
            return ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
        }
        long id = random.nextLong(1, Long.MAX_VALUE);
        AtomicFile.write(file, ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
        return id;
    }

    private void openSegments() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(StatisticsSegment::isOne).sorted().toList();
        }
        for (Path file : files) {
            segments.addLast(StatisticsSegment.open(file));
        }
        if (segments.isEmpty()) {
            segments.addLast(StatisticsSegment.create(folder, 1));
        }
    }

    /** Which store this is: a node whose disk was lost has another one. */
    public long id() {
        return id;
    }

    /**
     * Keeps these until the manager has them.
     *
     * @return sequence of the last batch
     * @throws OtterException when the disk does not take them; they are not kept then
     */
    public synchronized long append(List<PipelineMinute> minutes) {
        try {
            for (int from = 0; from < minutes.size(); from += StatisticsBatch.MOST_MINUTES) {
                int to = Math.min(minutes.size(), from + StatisticsBatch.MOST_MINUTES);
                appendBatch(minutes.subList(from, to));
            }
            return segments.getLast().nextSequence() - 1;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void appendBatch(List<PipelineMinute> minutes) throws IOException {
        long sequence = segments.getLast().nextSequence();
        byte[] record = ToWire.statistics(new StatisticsBatch(id, sequence, minutes)).toByteArray();
        if (segments.getLast().bytes() + record.length > segmentBytes
                && segments.getLast().holdsAny()) {
            segments.addLast(StatisticsSegment.create(folder, sequence));
        }
        segments.getLast().append(record);
        while (segments.size() > MOST_SEGMENTS) {
            StatisticsSegment oldest = segments.removeFirst();
            LOG.warn(
                    "Statistics up to {} are dropped: the manager was away for too long",
                    oldest.nextSequence() - 1);
            oldest.delete();
        }
    }

    /** The oldest batch that is kept and comes after that sequence. */
    public synchronized Optional<StatisticsBatch> after(long sequence) {
        try {
            for (StatisticsSegment segment : segments) {
                OptionalLong wanted = segment.firstAfter(sequence);
                if (wanted.isPresent()) {
                    return Optional.of(
                            FromWire.statistics(
                                    id,
                                    WireStatistics.parseFrom(segment.read(wanted.getAsLong()))));
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw unusable(folder, e);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** The manager has all up to this sequence. */
    public synchronized void acknowledge(long sequence) {
        try {
            while (segments.size() > 1 && segments.getFirst().nextSequence() - 1 <= sequence) {
                segments.removeFirst().delete();
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    @Override
    public synchronized void close() {
        List<IOException> failures = new ArrayList<>();
        for (StatisticsSegment segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            OtterException error = unusable(folder, failures.getFirst());
            failures.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }

    private static OtterException unusable(Path folder, IOException cause) {
        return new OtterException(
                ErrorCode.STATISTICS_STORE_UNUSABLE,
                "Statistics cannot be kept on disk: " + cause,
                folder.toString(),
                "Make room, or make the folder writable; if its files are damaged, delete the"
                        + " folder while the node is stopped.",
                cause);
    }
}
