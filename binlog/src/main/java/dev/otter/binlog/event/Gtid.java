package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.bytes.Bytes;
import java.util.UUID;

/**
 * A transaction starts here, with its name if it has one. Refilled; valid until the next event is
 * decoded. Times are microseconds of 1970 and 0 where the server does not write them.
 */
public final class Gtid implements Event {
    /** Which kind of name it is. */
    public enum Kind {
        /** MySQL: source and number, perhaps a tag. */
        MYSQL,
        /** MySQL with GTIDs off. */
        ANONYMOUS,
        /** MariaDB: domain, server ({@code header().serverId()}) and number. */
        MARIADB
    }

    private static final int MARIA_STANDALONE = 1;
    private static final int MARIA_DDL = 32;
    private static final int MARIA_PREPARED_XA = 64;
    private static final int MARIA_COMPLETED_XA = 128;
    private static final long TIME_MASK = (1L << 55) - 1;

    private final EventHeader header;
    private Kind kind = Kind.ANONYMOUS;
    private int flags;
    private long high;
    private long low;
    private String tag = "";
    private long number;
    private long domain;
    private long lastCommitted;
    private long sequenceNumber;
    private long immediateCommit;
    private long originalCommit;
    private long transactionLength;

    Gtid(EventHeader header) {
        this.header = header;
    }

    private void clear(Kind newKind) {
        kind = newKind;
        flags = 0;
        high = 0;
        low = 0;
        tag = "";
        number = 0;
        domain = 0;
        lastCommitted = 0;
        sequenceNumber = 0;
        immediateCommit = 0;
        originalCommit = 0;
        transactionLength = 0;
    }

    /** The fixed form; everything behind the number was added by some version. */
    Gtid readMysql(ByteReader in, boolean anonymous) {
        clear(anonymous ? Kind.ANONYMOUS : Kind.MYSQL);
        flags = in.u8();
        int uuid = in.skip(16);
        high = Bytes.i64be(in.buffer(), uuid);
        low = Bytes.i64be(in.buffer(), uuid + 8);
        number = in.i64();
        if (!anonymous && number <= 0) {
            throw BinlogFormatException.malformed("a GTID with number " + number);
        }
        if (in.remaining() < 17 || in.u8() != 2) {
            return this;
        }
        lastCommitted = in.i64();
        sequenceNumber = in.i64();
        if (in.remaining() < 7) {
            return this;
        }
        long immediate = in.unsigned(7);
        immediateCommit = immediate & TIME_MASK;
        originalCommit = immediate == immediateCommit ? immediateCommit : in.unsigned(7);
        if (in.remaining() > 0) {
            transactionLength = in.packed();
        }
        return this;
    }

    /** The self-describing form of servers that know tags. */
    Gtid readTagged(ByteReader in) {
        clear(Kind.MYSQL);
        TaggedGtid fields = TaggedGtid.read(in);
        flags = fields.flags();
        high = fields.high();
        low = fields.low();
        tag = fields.tag();
        number = fields.number();
        lastCommitted = fields.lastCommitted();
        sequenceNumber = fields.sequenceNumber();
        immediateCommit = fields.immediateCommit();
        originalCommit = fields.originalCommit();
        transactionLength = fields.transactionLength();
        return this;
    }

    Gtid readMaria(ByteReader in) {
        clear(Kind.MARIADB);
        number = in.i64();
        domain = in.u32();
        flags = in.u8();
        return this;
    }

    @Override
    public EventHeader header() {
        return header;
    }

    public Kind kind() {
        return kind;
    }

    /** The flags byte as it is; its meaning differs between the servers. */
    public int flags() {
        return flags;
    }

    /** MySQL: the first eight bytes of the source's UUID. */
    public long sourceHigh() {
        return high;
    }

    /** MySQL: the last eight bytes of the source's UUID. */
    public long sourceLow() {
        return low;
    }

    /** MySQL: the source's UUID; allocates. */
    public UUID source() {
        return new UUID(high, low);
    }

    /** MySQL: the tag, lower case; empty when there is none. */
    public String tag() {
        return tag;
    }

    /** The transaction's number within its source (and tag) or domain; 0 when anonymous. */
    public long number() {
        return number;
    }

    /** MariaDB: the replication domain. */
    public long domain() {
        return domain;
    }

    /** MariaDB: no COMMIT event follows; the next event is all there is. */
    public boolean standalone() {
        return kind == Kind.MARIADB && (flags & MARIA_STANDALONE) != 0;
    }

    /** MariaDB: the transaction is a DDL statement. */
    public boolean ddl() {
        return kind == Kind.MARIADB && (flags & MARIA_DDL) != 0;
    }

    /** MariaDB: this is the first or the second half of an XA transaction. */
    public boolean xa() {
        return kind == Kind.MARIADB && (flags & (MARIA_PREPARED_XA | MARIA_COMPLETED_XA)) != 0;
    }

    /** MySQL: this transaction saw the effects of all up to this sequence number of the file. */
    public long lastCommitted() {
        return lastCommitted;
    }

    /** MySQL: the transaction's place in its file. */
    public long sequenceNumber() {
        return sequenceNumber;
    }

    /** MySQL 8: commit time on the server that sends the log. */
    public long immediateCommitMicros() {
        return immediateCommit;
    }

    /** MySQL 8: commit time on the server where the transaction was born. */
    public long originalCommitMicros() {
        return originalCommit;
    }

    /** MySQL 8: bytes of the transaction in the file, this event included; 0 when unknown. */
    public long transactionLength() {
        return transactionLength;
    }

    /** The name as the server prints it; empty when anonymous. Allocates. */
    public String text() {
        return switch (kind) {
            case MYSQL -> source() + (tag.isEmpty() ? "" : ":" + tag) + ":" + number;
            case ANONYMOUS -> "";
            case MARIADB -> domain + "-" + header.serverId() + "-" + number;
        };
    }
}
