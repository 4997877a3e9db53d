package dev.otter.binlog.stream;

import dev.otter.binlog.wire.ConnectionLostException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.PacketChannel;
import dev.otter.binlog.wire.ProtocolException;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import java.io.Closeable;
import java.time.Duration;

/**
 * The events of a server's log, raw, as they come. For one thread at a time; only {@link #abort}
 * may come from another. An event is a view into the read buffer, valid until the next call of
 * {@link #next}; it is its header and body including the checksum where the log has one.
 *
 * <p>Hands over everything the server sends, also made-up rotate events and heartbeats; checks no
 * checksums, and after a broken connection does not go on by itself.
 */
public final class BinlogStream implements Closeable {
    private static final int OK = 0x00;
    private static final int EOF = 0xFE;
    private static final int ERROR = 0xFF;
    private static final int HEARTBEATS_MISSED = 3;

    /** A source may search many files for the start before it sends anything. */
    private static final Duration FIRST_EVENT = Duration.ofMinutes(2);

    private final MysqlConnection connection;
    private final PacketChannel channel;
    private final StreamConfig config;
    private final boolean checksummed;
    private boolean begun;
    private boolean ended;

    private BinlogStream(MysqlConnection connection, StreamConfig config, boolean checksummed) {
        this.connection = connection;
        this.channel = connection.channel();
        this.config = config;
        this.checksummed = checksummed;
    }

    /**
     * Asks for the log. The connection belongs to the stream from now on, and is closed with it and
     * when this fails; a refusal often comes only with the first {@link #next}.
     */
    public static BinlogStream open(
            MysqlConnection connection, StreamStart start, StreamConfig config) {
        try {
            DumpRequest request = new DumpRequest(connection, config);
            boolean checksummed = request.prepare(start);
            Duration silence = silence(config);
            connection.readTimeout(silence.compareTo(FIRST_EVENT) > 0 ? silence : FIRST_EVENT);
            connection.channel().readBufferSize(config.bufferBytes());
            request.send(start);
            return new BinlogStream(connection, config, checksummed);
        } catch (RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
    }

    private static Duration silence(StreamConfig config) {
        return config.heartbeat().multipliedBy(HEARTBEATS_MISSED).plusSeconds(1);
    }

    /**
     * Waits for the next event. False when the log ended, which happens only to streams that are
     * not endless.
     */
    public boolean next() {
        if (ended) {
            return false;
        }
        channel.read();
        int kind = channel.length() == 0 ? -1 : channel.buffer()[channel.offset()] & 0xFF;
        return switch (kind) {
            case OK -> {
                begin();
                yield true;
            }
            case EOF -> end();
            case ERROR -> throw refused();
            default -> {
                channel.abort();
                throw new ProtocolException(
                        "packet kind " + kind + " in the log of " + channel.address());
            }
        };
    }

    private void begin() {
        if (!begun) {
            begun = true;
            connection.readTimeout(silence(config));
        }
    }

    /** A source that stops, or kills the dump, says no more than that this is the end. */
    private boolean end() {
        ended = true;
        if (config.endless()) {
            channel.abort();
            throw new ConnectionLostException(channel.address() + " stopped sending its log", null);
        }
        return false;
    }

    private WireException refused() {
        ServerErrorException error =
                ServerErrorException.read(channel.buffer(), channel.offset(), channel.length(), 0);
        channel.abort();
        if (error.endsSession()) {
            return new ConnectionLostException(
                    channel.address() + " stopped sending its log: " + error.getMessage(), error);
        }
        return DumpRefusedException.of(channel.address(), error);
    }

    /** Bytes that hold the event. */
    public byte[] buffer() {
        return channel.buffer();
    }

    /** Where in {@link #buffer} the event's header starts. */
    public int offset() {
        return channel.offset() + 1;
    }

    /** Length of the event: header, body, and checksum where there is one. */
    public int length() {
        return channel.length() - 1;
    }

    /**
     * True when more of the log has arrived already: a whole event, or the start of one. False
     * means that for the moment everything that came has been read.
     */
    public boolean available() {
        return !ended && (channel.packetBuffered() || channel.bytesWaiting());
    }

    /**
     * Whether events that come before the first format description (the made-up rotate event) end
     * with a checksum; from then on the format description tells.
     */
    public boolean beginsWithChecksums() {
        return checksummed;
    }

    /** The connection underneath. */
    public MysqlConnection connection() {
        return connection;
    }

    /** Breaks the stream at once, also under a thread that waits in {@link #next}. */
    public void abort() {
        connection.abort();
    }

    /** Ends the stream. The server notices when it next sends. */
    @Override
    public void close() {
        connection.abort();
    }
}
