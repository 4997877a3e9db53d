package dev.otter.binlog.event;

import dev.otter.binlog.bytes.Bytes;

/**
 * The nineteen bytes in front of every event. Refilled by the decoder for each event: valid until
 * the next one is decoded. Not thread safe.
 */
public final class EventHeader {
    /** Bytes of a header. */
    public static final int LENGTH = 19;

    private static final int FLAG_ARTIFICIAL = 0x20;
    private static final int FLAG_IGNORABLE = 0x80;

    private long timestamp;
    private int type;
    private long serverId;
    private long length;
    private long nextPosition;
    private int flags;

    EventHeader() {}

    void read(byte[] b, int at) {
        timestamp = Bytes.u32(b, at);
        type = Bytes.u8(b, at + 4);
        serverId = Bytes.u32(b, at + 5);
        length = Bytes.u32(b, at + 9);
        nextPosition = Bytes.u32(b, at + 13);
        flags = Bytes.u16(b, at + 17);
    }

    EventHeader copy() {
        EventHeader copy = new EventHeader();
        copy.timestamp = timestamp;
        copy.type = type;
        copy.serverId = serverId;
        copy.length = length;
        copy.nextPosition = nextPosition;
        copy.flags = flags;
        return copy;
    }

    /** Start of the statement on the server, in seconds of 1970; 0 in artificial events. */
    public long timestampSeconds() {
        return timestamp;
    }

    /** One of {@link EventType}. */
    public int type() {
        return type;
    }

    /** The server that wrote the event first. */
    public long serverId() {
        return serverId;
    }

    /** Bytes of the whole event, header and checksum included. */
    public long length() {
        return length;
    }

    /** Where the next event starts in the file, modulo 2³²; 0 in artificial and inner events. */
    public long nextPosition() {
        return nextPosition;
    }

    /** The header's flags as they are. */
    public int flags() {
        return flags;
    }

    /** Made by the sender, not in any file. */
    public boolean artificial() {
        return (flags & FLAG_ARTIFICIAL) != 0;
    }

    /** The server allows readers that do not know the type to pass over it. */
    public boolean ignorable() {
        return (flags & FLAG_IGNORABLE) != 0;
    }

    @Override
    public String toString() {
        return "event type " + type + " ending at " + nextPosition;
    }
}
