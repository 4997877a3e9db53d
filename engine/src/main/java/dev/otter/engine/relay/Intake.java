package dev.otter.engine.relay;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.Event;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.EventType;
import dev.otter.binlog.event.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSetBuilder;
import dev.otter.binlog.gtid.GtidSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the events of the shared connection, in the order they come in, into the ring; checks their
 * checksums. The shared reader's thread only.
 */
final class Intake {
    private final SegmentRing ring;
    private final boolean gtids;
    private final long segmentBytes;
    private final GtidSetBuilder before = new GtidSetBuilder();
    private EventDecoder decoder = new EventDecoder();
    private String file;
    private long offset;

    /** The current file's, as it is told to those who begin behind it; null before the first. */
    private byte[] description;

    private long serverId;
    private boolean asked;
    private boolean checksums;

    /** A format description has come on this connection. */
    private boolean described;

    /** The made-up event that leads to the next file, until that describes itself. */
    private byte[] rotation;

    /** Where it leads. */
    private String nextFile = "";

    private long nextOffset;

    private Intake(SegmentRing ring, boolean gtids, long segmentBytes) {
        this.ring = ring;
        this.gtids = gtids;
        this.segmentBytes = segmentBytes;
    }

    /**
     * For an empty ring.
     *
     * @param place where the log is asked for, and all transactions before it
     * @param segmentBytes a segment is ended when it has become this large
     */
    static Intake found(SegmentRing ring, ReadingPlace place, long segmentBytes) {
        Intake intake = new Intake(ring, place.done().isPresent(), segmentBytes);
        intake.file = place.file();
        intake.offset = place.offset();
        place.done().ifPresent(intake.before::add);
        return intake;
    }

    /**
     * For a ring that is gone on with.
     *
     * @param newest its newest segment
     */
    static Intake resume(SegmentRing ring, Segment newest, boolean gtids, long segmentBytes)
            throws IOException {
        Intake intake = new Intake(ring, gtids, segmentBytes);
        SegmentHeader header = newest.header();
        intake.file = header.file();
        intake.offset = newest.end();
        intake.description = header.description();
        intake.serverId = header.serverId();
        if (gtids) {
            intake.before.add(header.before());
            intake.decoder.decode(intake.description, 0, intake.description.length);
            try (RecordReader records = new RecordReader(newest.path(), newest.first())) {
                while (records.next(newest.written())) {
                    if (isGtid(records.type())) {
                        intake.gtid(records.buffer(), records.event(), records.length());
                    }
                }
            }
        }
        return intake;
    }

    /** The log file to ask for. */
    String file() {
        return file;
    }

    /** The byte to ask for. */
    long offset() {
        return offset;
    }

    /**
     * A new connection sends the log from {@link #file} and {@link #offset} on.
     *
     * @param withChecksums whether events before the format description have checksums
     */
    void connected(boolean withChecksums) {
        decoder = new EventDecoder();
        asked = withChecksums;
        described = false;
        rotation = null;
    }

    /** Whether the connection has shown that this is the log that the ring was filled from. */
    boolean described() {
        return described;
    }

    /**
     * Takes the next event.
     *
     * @return a heartbeat, which is not kept
     * @throws StaleRelayException when this is not the log that the ring was filled from
     * @throws BinlogFormatException when the event is damaged
     */
    Optional<byte[]> take(byte[] buffer, int at, int length) throws IOException {
        int type = Bytes.u8(buffer, at + 4);
        if (type == EventType.ROTATE && RecordReader.artificial(buffer, at)) {
            rotate(buffer, at, length);
        } else if (type == EventType.FORMAT_DESCRIPTION) {
            describe(buffer, at, length);
        } else if (type == EventType.HEARTBEAT || type == EventType.HEARTBEAT_V2) {
            check(buffer, at, length);
            return Optional.of(Arrays.copyOfRange(buffer, at, at + length));
        } else {
            check(buffer, at, length);
            boolean begins = isGtid(type) || type == EventType.ANONYMOUS_GTID;
            if (ring.currentBytes() >= 2 * segmentBytes
                    || begins && ring.currentBytes() >= segmentBytes) {
                ring.begin(header(begins));
            }
            if (gtids && isGtid(type)) {
                gtid(buffer, at, length);
            }
            store(buffer, at, length);
        }
        return Optional.empty();
    }

    private static boolean isGtid(int type) {
        return type == EventType.GTID || type == EventType.GTID_TAGGED;
    }

    private void gtid(byte[] buffer, int at, int length) {
        if (decoder.decode(buffer, at, length) instanceof Gtid gtid) {
            before.add(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
        }
    }

    private void rotate(byte[] buffer, int at, int length) throws StaleRelayException {
        if (!(decoder.decode(buffer, at, length) instanceof Event.Rotate rotate)) {
            throw new IllegalStateException("a rotate event was decoded as something else");
        }
        serverId = rotate.header().serverId();
        if (described) {
            rotation = Arrays.copyOfRange(buffer, at, at + length);
            nextFile = rotate.file();
            nextOffset = rotate.position();
        } else if (!rotate.file().equals(file) || rotate.position() != offset) {
            throw new StaleRelayException(
                    "the source begins at " + rotate.file() + ":" + rotate.position(), null);
        }
    }

    private void describe(byte[] buffer, int at, int length) throws IOException {
        decoder.decode(buffer, at, length);
        byte[] event = Arrays.copyOfRange(buffer, at, at + length);
        byte[] common = MadeUpEvents.description(event);
        checksums = MadeUpEvents.checksummed(event);
        boolean first = description == null;
        if (!first && rotation == null && !Arrays.equals(common, description)) {
            throw new StaleRelayException(
                    "log file " + file + " of the source is another one than before", null);
        }
        description = common;
        described = true;
        if (rotation != null) {
            file = nextFile;
            offset = nextOffset;
        }
        if (first || rotation != null) {
            ring.begin(header(true));
        }
        if (rotation != null) {
            ring.append(rotation, 0, rotation.length, offset);
            rotation = null;
        }
        // Made up for one who begins behind it, or the file's own.
        if (Bytes.u32(event, 13) != 0 && offset == MadeUpEvents.FIRST_OFFSET) {
            store(event, 0, event.length);
        }
    }

    private SegmentHeader header(boolean boundary) {
        return new SegmentHeader(
                file,
                offset,
                boundary,
                gtids ? before.build() : GtidSet.empty(),
                description,
                serverId,
                asked);
    }

    private void store(byte[] buffer, int at, int length) throws IOException {
        if (!described || rotation != null) {
            throw BinlogFormatException.malformed("an event before the format description");
        }
        ring.append(buffer, at, length, offset);
        offset = ring.end();
    }

    private void check(byte[] buffer, int at, int length) {
        if (length < MadeUpEvents.HEADER || Bytes.u32(buffer, at + 9) != length) {
            throw BinlogFormatException.malformed("an event whose length is not its own");
        }
        if (described && checksums && !MadeUpEvents.sound(buffer, at, length)) {
            throw new BinlogFormatException(
                    BinlogFormatException.Code.CHECKSUM, "the event's checksum does not match");
        }
    }
}
