package dev.otter.engine.relay;

import dev.otter.binlog.stream.BinlogStream;

/**
 * A connection of one's own.
 *
 * @param stream what comes through it; closed with the feed
 */
public record OwnFeed(BinlogStream stream) implements LogFeed {
    @Override
    public boolean next() {
        return stream.next();
    }

    @Override
    public byte[] buffer() {
        return stream.buffer();
    }

    @Override
    public int offset() {
        return stream.offset();
    }

    @Override
    public int length() {
        return stream.length();
    }

    @Override
    public boolean available() {
        return stream.available();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void abort() {
        stream.abort();
    }

    @Override
    public void close() {
        stream.close();
    }
}
