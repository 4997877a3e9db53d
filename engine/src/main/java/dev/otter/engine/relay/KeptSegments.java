package dev.otter.engine.relay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Segments that an earlier process left: which of them can be gone on from. Stateless. */
final class KeptSegments {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSegments.class);
    private static final String ENDING = ".segment";
    private static final Pattern NAME = Pattern.compile("[0-9]{1,18}\\.segment");

    /** Folders of relays, see {@link LogRelays}. */
    private static final Pattern RELAY = Pattern.compile("[0-9a-f]{16}");

    private KeptSegments() {}

    static String name(long number) {
        return "%012d%s".formatted(number, ENDING);
    }

    /** Rows of the source are in it. */
    static void keepPrivate(Path path) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            boolean folder = Files.isDirectory(path);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"));
        }
    }

    /**
     * Reads all segments; makes the folder when it is missing. Keeps the newest that follow each
     * other without a gap, the last of them cut behind its last whole record; deletes the others.
     *
     * @throws IOException when the folder cannot be used
     */
    static Deque<Segment> read(Path folder) throws IOException {
        Files.createDirectories(folder);
        keepPrivate(folder);
        Deque<Segment> kept = new ArrayDeque<>();
        for (Path path : files(folder)) {
            Optional<Segment> segment = kept(path, kept);
            if (segment.isPresent()) {
                kept.add(segment.get());
            } else {
                Files.deleteIfExists(path);
            }
        }
        return kept;
    }

    /**
     * Deletes the relays in a folder of which nothing was written since then.
     *
     * @throws IOException when the folder cannot be used
     */
    static void forget(Path relays, FileTime since) throws IOException {
        for (Path folder : folders(relays)) {
            List<Path> files = files(folder);
            boolean used = false;
            for (Path file : files) {
                used |= Files.getLastModifiedTime(file).compareTo(since) >= 0;
            }
            if (!used && !files.isEmpty()) {
                LOG.info("relay {} is thrown away: it was not used for long", folder);
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<Path> folders(Path relays) throws IOException {
        try (Stream<Path> entries = Files.list(relays)) {
            return entries.filter(it -> RELAY.matcher(it.getFileName().toString()).matches())
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> NAME.matcher(it.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(KeptSegments::number))
                    .toList();
        }
    }

    private static long number(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    /** Empty when it is of no use; those before it go when it does not follow them. */
    private static Optional<Segment> kept(Path path, Deque<Segment> before) throws IOException {
        Segment segment;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            SegmentHeader.Read head = SegmentHeader.read(channel);
            segment = new Segment(path, number(path), head.header(), head.bytes());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("relay segment {} is thrown away: {}", path, e.getMessage());
            return Optional.empty();
        }
        cut(segment);
        if (segment.written() == segment.first()) {
            // Without events it would hide from readers how its log file was come to.
            return Optional.empty();
        }
        Segment last = before.peekLast();
        if (last != null && !follows(last, segment)) {
            LOG.info("relay segments before {} are thrown away: there is a gap", path);
            clear(before);
        } else if (last != null) {
            last.seal();
        }
        return Optional.of(segment);
    }

    private static boolean follows(Segment last, Segment next) {
        return next.number() == last.number() + 1
                && next.header().follows(last.header().file(), last.end());
    }

    private static void clear(Deque<Segment> segments) throws IOException {
        while (!segments.isEmpty()) {
            segments.remove().drop();
        }
    }

    private static void cut(Segment segment) throws IOException {
        long size = Files.size(segment.path());
        try (RecordReader records = new RecordReader(segment.path(), segment.first())) {
            while (records.next(size)) {
                segment.written(records.position(), records.end());
            }
        } catch (RecordReader.TornException e) {
            LOG.warn(
                    "relay segment {} is cut from {} to {} bytes: {}",
                    segment.path(),
                    size,
                    segment.written(),
                    e.getMessage());
            try (FileChannel channel =
                    FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
                channel.truncate(segment.written());
            }
        }
    }
}
