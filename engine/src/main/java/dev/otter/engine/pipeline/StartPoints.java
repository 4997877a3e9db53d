package dev.otter.engine.pipeline;

import dev.otter.binlog.event.Event;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSetBuilder;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import java.time.Instant;

/** Finds the point of the log that a configured start means. One use, one thread. */
final class StartPoints {
    private final Endpoint endpoint;
    private final MysqlConnection connection;
    private final long serverId;
    private final boolean gtids;
    private final String where;

    StartPoints(
            Endpoint endpoint,
            MysqlConnection connection,
            long serverId,
            boolean gtids,
            String where) {
        this.endpoint = endpoint;
        this.connection = connection;
        this.serverId = serverId;
        this.gtids = gtids;
        this.where = where;
    }

    Checkpoint resolve(StartPoint start) {
        BinlogFiles files = new BinlogFiles(connection);
        return switch (start) {
            case StartPoint.Now _ -> now(files);
            case StartPoint.Earliest _ ->
                    new Checkpoint(
                            new LogPosition(files.list().getFirst().name(), 4),
                            gtids ? files.purged().toString() : "");
            case StartPoint.AtPosition at -> at(files, at.position());
            case StartPoint.AfterGtids after -> after(files, after.gtids());
            case StartPoint.AtTime at -> {
                StreamStart.AtFile file = files.locate(at.time()).start();
                yield scan(file.file(), Long.MAX_VALUE, at.time());
            }
        };
    }

    private Checkpoint now(BinlogFiles files) {
        LogEnd end = files.end();
        return new Checkpoint(
                new LogPosition(end.file(), end.offset()), gtids ? flat(end.gtids()) : "");
    }

    /** A position with the GTIDs that stand before it in the log. */
    Checkpoint before(LogPosition position) {
        return scan(position.file(), position.offset(), Instant.MAX);
    }

    private static String flat(String gtidText) {
        return GtidSet.parse(gtidText).toString();
    }

    private Checkpoint at(BinlogFiles files, LogPosition position) {
        boolean kept = files.list().stream().anyMatch(f -> f.name().equals(position.file()));
        if (!kept) {
            throw new OtterException(
                    ErrorCode.LOG_PURGED,
                    "the source has no log file " + position.file(),
                    where + ", start",
                    "Its oldest file is " + files.list().getFirst().name() + ".");
        }
        return gtids
                ? scan(position.file(), position.offset(), Instant.MAX)
                : new Checkpoint(position, "");
    }

    private Checkpoint after(BinlogFiles files, String text) {
        LogPosition first = new LogPosition(files.list().getFirst().name(), 4);
        if (!gtids) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the start is a GTID set, but the source does not write GTIDs that can be used"
                            + " (MySQL with gtid_mode=ON)",
                    where + ", start",
                    "Give file and position, or a time.");
        }
        try {
            return new Checkpoint(first, flat(text));
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "'" + text + "' is not a GTID set",
                    where + ", start",
                    "Write it as the server prints it: uuid:1-5:7,uuid:1.",
                    e);
        }
    }

    /**
     * Reads one file, and those after it, until the first transaction at or behind the offset in
     * that file, or committed at or after the time; gives the point in front of it.
     */
    private Checkpoint scan(String file, long untilOffset, Instant untilTime) {
        GtidSetBuilder seen = new GtidSetBuilder();
        LogPosition here = new LogPosition(file, 4);
        EventDecoder decoder = new EventDecoder();
        try (MysqlConnection dump = Endpoints.connect(endpoint);
                BinlogStream stream =
                        BinlogStream.open(
                                dump,
                                new StreamStart.AtFile(file, 4),
                                StreamConfig.of(serverId).untilEnd())) {
            while (stream.next()) {
                Event event = decoder.decode(stream.buffer(), stream.offset(), stream.length());
                switch (event) {
                    case Event.PreviousGtids previous ->
                            seen.add(
                                    GtidSet.decode(
                                            previous.encoded(), 0, previous.encoded().length));
                    case Event.Rotate rotate ->
                            here = new LogPosition(rotate.file(), rotate.position());
                    case Gtid gtid -> {
                        boolean reached =
                                (here.file().equals(file) && here.offset() >= untilOffset)
                                        || !committed(gtid).isBefore(untilTime);
                        if (reached) {
                            return new Checkpoint(here, gtids ? seen.build().toString() : "");
                        }
                        if (gtid.kind() == Gtid.Kind.MYSQL) {
                            seen.add(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
                        }
                    }
                    default -> {}
                }
                boolean rotates = event instanceof Event.Rotate;
                if (!rotates && event.header().nextPosition() > 0 && !event.header().artificial()) {
                    here = new LogPosition(here.file(), event.header().nextPosition());
                }
            }
        } catch (WireException e) {
            throw Endpoints.unreachable(endpoint, e);
        }
        return new Checkpoint(here, gtids ? seen.build().toString() : "");
    }

    private static Instant committed(Gtid gtid) {
        long micros = gtid.immediateCommitMicros();
        return micros > 0
                ? Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000)
                : Instant.ofEpochSecond(gtid.header().timestampSeconds());
    }
}
