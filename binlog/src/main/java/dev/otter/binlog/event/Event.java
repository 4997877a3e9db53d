package dev.otter.binlog.event;

import java.util.List;

/**
 * One event of the log. The frequent kinds ({@link RowsEvent}, {@link TableMapped}, {@link Gtid},
 * {@link Query}, {@link Xid}) are filled anew by the decoder and are valid, like the header and the
 * bytes they point at, only until the next event is decoded. The records keep their values, but not
 * their header.
 */
public sealed interface Event
        permits RowsEvent,
                TableMapped,
                Gtid,
                Query,
                Xid,
                TransactionPayload,
                Event.FormatDescription,
                Event.Rotate,
                Event.PreviousGtids,
                Event.MariaGtidList,
                Event.XaPrepare,
                Event.Heartbeat,
                Event.RowsQuery,
                Event.Context,
                Event.LoadBlock,
                Event.Incident,
                Event.Stop,
                Event.Ignored {
    EventHeader header();

    /**
     * How the following events are written.
     *
     * @param serverVersion as the server names itself
     * @param checksums events end with a CRC32
     */
    record FormatDescription(
            EventHeader header, String serverVersion, long createdSeconds, boolean checksums)
            implements Event {
        /** The server is a MariaDB. */
        public boolean mariadb() {
            return serverVersion.contains("MariaDB");
        }
    }

    /**
     * The log goes on in another file. With {@code header.artificial()} it tells where the stream
     * starts, otherwise it is the last event of a file.
     */
    record Rotate(EventHeader header, String file, long position) implements Event {}

    /** The GTIDs of all earlier files, in MySQL's binary form, not decoded. */
    record PreviousGtids(EventHeader header, byte[] encoded) implements Event {}

    /** The last GTID of each domain and server before this file. */
    record MariaGtidList(EventHeader header, List<MariaPosition> positions) implements Event {}

    /** One MariaDB GTID. */
    record MariaPosition(long domain, long server, long sequence) {}

    /** A two-phase transaction is prepared; with {@code onePhase} it is committed. */
    record XaPrepare(
            EventHeader header, boolean onePhase, long format, byte[] global, byte[] branch)
            implements Event {}

    /** The server has nothing to send and stands at {@code position} of {@code file}. */
    record Heartbeat(EventHeader header, String file, long position) implements Event {}

    /** The text of the statement whose rows follow, in the client's character set. */
    record RowsQuery(EventHeader header, byte[] sql) implements Event {}

    /** A value that a following statement, not rows, needs: INSERT_ID, RAND, a user variable. */
    record Context(EventHeader header, ContextKind kind) implements Event {}

    /** Kinds of {@link Context}. */
    enum ContextKind {
        INTVAR,
        RAND,
        USER_VARIABLE
    }

    /** Data of a LOAD DATA in statement format: a change that is not told as rows. */
    record LoadBlock(EventHeader header) implements Event {}

    /** The server says that changes are missing in its log. */
    record Incident(EventHeader header, int number, String message) implements Event {}

    /** The server was shut down here. */
    record Stop(EventHeader header) implements Event {}

    /**
     * Without meaning for rows: group replication's, MariaDB's checkpoints, flagged as ignorable.
     */
    record Ignored(EventHeader header) implements Event {}
}
