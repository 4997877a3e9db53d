package dev.otter.binlog.event;

/** A transaction is committed. Refilled; valid until the next event is decoded. */
public final class Xid implements Event {
    private final EventHeader header;
    private long xid;

    Xid(EventHeader header) {
        this.header = header;
    }

    Xid fill(long value) {
        xid = value;
        return this;
    }

    @Override
    public EventHeader header() {
        return header;
    }

    /** The server's own number of the transaction; it starts again with the server. */
    public long xid() {
        return xid;
    }
}
