package dev.otter.binlog.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One logged-in connection to a MySQL or MariaDB server, in the text protocol.
 *
 * <p>For one thread at a time; only {@link #abort} may be called from any thread. Statements are
 * sent as bytes and their outcomes read apart, so that several can be on their way; a packet may
 * hold several statements divided by {@code ;}. A {@link ServerErrorException} leaves the
 * connection usable, any other {@link WireException} has closed it. Text is UTF-8 both ways, until
 * the caller sets other names. Does not reconnect by itself.
 */
public final class MysqlConnection implements Closeable {
    private static final int COM_QUIT = 0x01;
    private static final int COM_QUERY = 0x03;
    private static final int COM_PING = 0x0E;

    /** Said in the login too, but a server may be told not to listen to that. */
    private static final String SET_NAMES = "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci";

    private static final RowConsumer SKIP = (_, _, _) -> {};

    private final MysqlEndpoint endpoint;
    private final PacketChannel channel;
    private final Greeting greeting;
    private final OutcomeReader outcomes;
    private final SequenceQueue unanswered = new SequenceQueue();
    private boolean insideAnswer;
    private int statementIndex;
    private long maxAllowedPacket;

    private MysqlConnection(MysqlEndpoint endpoint, PacketChannel channel, Greeting greeting) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.greeting = greeting;
        this.outcomes = new OutcomeReader(channel);
    }

    /** Connects and logs in. */
    public static MysqlConnection connect(MysqlEndpoint endpoint) {
        PacketChannel channel = new PacketChannel(dial(endpoint), endpoint.address());
        try {
            channel.readTimeout(endpoint.connectTimeout());
            Greeting greeting = new Login(channel, endpoint).run();
            MysqlConnection connection = new MysqlConnection(endpoint, channel, greeting);
            connection.query(SET_NAMES);
            channel.readTimeout(endpoint.readTimeout());
            return connection;
        } catch (ConnectionLostException e) {
            channel.abort();
            throw new ConnectFailedException(
                    "login to " + endpoint.address() + " not finished: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            channel.abort();
            throw e;
        }
    }

    private static Socket dial(MysqlEndpoint endpoint) {
        Socket socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
            if (address.isUnresolved()) {
                throw new IOException("the host name is unknown");
            }
            socket.connect(address, Math.toIntExact(endpoint.connectTimeout().toMillis()));
            return socket;
        } catch (IOException e) {
            ConnectFailedException failure =
                    new ConnectFailedException(
                            "cannot connect to " + endpoint.address() + ": " + e.getMessage(), e);
            try {
                socket.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** Where this connection leads. */
    public MysqlEndpoint endpoint() {
        return endpoint;
    }

    /** What the server is. */
    public ServerVersion serverVersion() {
        return greeting.version();
    }

    /** The server's number of this connection, as KILL takes it. */
    public long connectionId() {
        return greeting.connectionId();
    }

    /** True when the connection is encrypted. */
    public boolean encrypted() {
        return channel.socket() instanceof javax.net.ssl.SSLSocket;
    }

    /** Largest packet this session may send, asked once and then kept. */
    public long maxAllowedPacket() {
        if (maxAllowedPacket == 0) {
            maxAllowedPacket = query("SELECT @@max_allowed_packet").number(0, 0);
        }
        return maxAllowedPacket;
    }

    /** Longest wait for the next bytes from now on; zero waits forever. */
    public void readTimeout(Duration timeout) {
        channel.readTimeout(timeout);
    }

    /** The packets below, for commands that this class does not know. */
    public PacketChannel channel() {
        return channel;
    }

    /** Runs one statement and keeps its whole answer. */
    public QueryResult query(String sql) {
        Collector collector = new Collector();
        StatementOutcome outcome = stream(sql, collector);
        return new QueryResult(collector.columns, collector.rows, outcome);
    }

    /** Runs one statement and hands its rows over as they come, without keeping them. */
    public StatementOutcome stream(String sql, RowConsumer rows) {
        requireIdle("query");
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        send(bytes, 0, bytes.length);
        StatementOutcome first = next(rows);
        StatementOutcome last = first;
        while (last.moreFollow()) {
            last = next();
        }
        return first;
    }

    /**
     * Sends statements without waiting for their outcomes. The array may be reused at once. While
     * much is unanswered, the answers must be small: they have to fit the socket's buffers.
     */
    public void send(byte[] sql, int offset, int length) {
        unanswered.add(channel.writeCommand(COM_QUERY, sql, offset, length));
    }

    /** True when something was sent whose outcomes have not all been read. */
    public boolean awaitsOutcomes() {
        return insideAnswer || !unanswered.isEmpty();
    }

    /** Reads the outcome of the next statement in the order of sending, skipping its rows. */
    public StatementOutcome next() {
        return next(SKIP);
    }

    /**
     * Reads the outcome of the next statement, handing its rows over. Throws {@link
     * ServerErrorException} when it failed; the rest of its packet was then not run, and the
     * following call reads of the next packet.
     */
    public StatementOutcome next(RowConsumer rows) {
        channel.requireOpen();
        if (!insideAnswer) {
            if (unanswered.isEmpty()) {
                throw new IllegalStateException("no statement awaits an outcome");
            }
            channel.expect(unanswered.remove());
            insideAnswer = true;
            statementIndex = 0;
        }
        try {
            StatementOutcome outcome = outcomes.read(statementIndex, rows);
            insideAnswer = outcome.moreFollow();
            statementIndex++;
            return outcome;
        } catch (ServerErrorException e) {
            insideAnswer = false;
            if (e.endsSession()) {
                channel.abort();
                throw new ConnectionLostException(
                        channel.address() + " ended the session: " + e.getMessage(), e);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            channel.abort();
            throw e;
        }
    }

    /** Reads the outcomes of all statements of one packet; see {@link #next()}. */
    public List<StatementOutcome> readOutcomes() {
        List<StatementOutcome> all = new ArrayList<>();
        do {
            all.add(next());
        } while (insideAnswer);
        return all;
    }

    /** Asks the server for a sign of life. */
    public void ping() {
        requireIdle("ping");
        channel.command(COM_PING, new byte[0]);
        outcomes.read(0, SKIP);
    }

    private void requireIdle(String what) {
        channel.requireOpen();
        if (awaitsOutcomes()) {
            throw new IllegalStateException(what + " while outcomes are still to be read");
        }
    }

    /** Breaks the connection at once, also under another thread that waits in it. */
    public void abort() {
        channel.abort();
    }

    /** True when the connection can no longer be used. */
    public boolean closed() {
        return channel.closed();
    }

    /** Says goodbye and closes; what is unanswered is left to the server. */
    @Override
    public void close() {
        if (!channel.closed() && !awaitsOutcomes()) {
            try {
                channel.command(COM_QUIT, new byte[0]);
            } catch (WireException _) {
                // The server was faster in closing: that is what was wanted.
            }
        }
        channel.abort();
    }

    private static final class Collector implements RowConsumer {
        private List<Column> columns = List.of();
        private final List<byte[][]> rows = new ArrayList<>();

        @Override
        public void columns(List<Column> found) {
            columns = found;
        }

        @Override
        public void row(byte[] buffer, int[] offsets, int[] lengths) {
            byte[][] cells = new byte[columns.size()][];
            for (int i = 0; i < cells.length; i++) {
                if (lengths[i] >= 0) {
                    cells[i] = Arrays.copyOfRange(buffer, offsets[i], offsets[i] + lengths[i]);
                }
            }
            rows.add(cells);
        }
    }
}
