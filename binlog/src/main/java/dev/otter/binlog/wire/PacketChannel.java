package dev.otter.binlog.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Cuts the byte stream of one connection into packets and back. Packets are framed out of one big
 * read buffer, without a copy; those of 16 MB and more are joined in it. For one thread at a time,
 * only {@link #abort} may come from another. After any exception the channel is closed.
 *
 * <p>For packages that speak commands which {@link MysqlConnection} does not know.
 */
public final class PacketChannel {
    static final int MAX_FRAME = 0xFF_FFFF;

    private static final int HEADER = 4;
    private static final int READ_BUFFER = 64 * 1024;
    private static final int WRITE_BUFFER = 64 * 1024;

    /** A read buffer that grew beyond this for one packet is given back after it. */
    private static final int KEEP = 4 * 1024 * 1024;

    private static final int LARGEST_ERROR = 4096;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    private final String address;
    private final Socket rawSocket;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private volatile boolean closed;

    private byte[] buffer = new byte[READ_BUFFER];
    private int baseSize = READ_BUFFER;
    private int position;
    private int limit;
    private int payloadOffset;
    private int payloadLength;
    private int sequence;

    private final byte[] staging = new byte[WRITE_BUFFER];
    private int staged;

    PacketChannel(Socket socket, String address) {
        this.rawSocket = socket;
        this.address = address;
        use(socket);
    }

    private void use(Socket next) {
        socket = next;
        try {
            in = next.getInputStream();
            out = next.getOutputStream();
        } catch (IOException e) {
            throw lost("the connection to " + address + " broke", e);
        }
    }

    /** Goes on inside TLS. Bytes that came before it would be unprotected: they are an error. */
    void upgrade(Socket secured) {
        if (position != limit) {
            abort();
            throw new ProtocolException("bytes in clear before TLS from " + address);
        }
        use(secured);
    }

    Socket socket() {
        return socket;
    }

    /** Where the other side is, for messages. */
    public String address() {
        return address;
    }

    /** Bytes that hold the payload of the last packet; valid until the next read. */
    public byte[] buffer() {
        return buffer;
    }

    /** Start of the last packet's payload in {@link #buffer}. */
    public int offset() {
        return payloadOffset;
    }

    /** Length of the last packet's payload. */
    public int length() {
        return payloadLength;
    }

    /** Uses a read buffer of at least this size from now on. */
    public void readBufferSize(int bytes) {
        if (bytes > buffer.length) {
            makeRoom(bytes);
        }
        baseSize = Math.max(baseSize, bytes);
    }

    /** Longest wait for the next bytes; zero waits forever. */
    public void readTimeout(Duration timeout) {
        try {
            rawSocket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        } catch (IOException e) {
            throw lost("the connection to " + address + " broke", e);
        }
    }

    /** True when a whole packet lies in the read buffer, so that a read does not wait. */
    public boolean packetBuffered() {
        int bytes = limit - position;
        return bytes >= HEADER && bytes - HEADER >= frameLength(position);
    }

    /** True when a packet, or a part of one, has arrived; asks the socket when it must. */
    public boolean bytesWaiting() {
        if (limit > position) {
            return true;
        }
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw lost("the connection to " + address + " broke", e);
        }
    }

    /** Closes the socket under whoever uses it; from any thread, any number of times. */
    public void abort() {
        closed = true;
        try {
            rawSocket.close();
        } catch (IOException _) {
            // The socket is unusable either way, which is what the caller wants.
        }
    }

    /** True after {@link #abort} or any failure. */
    public boolean closed() {
        return closed;
    }

    /** Fails when nothing can be sent or read any more. */
    void requireOpen() {
        if (closed) {
            throw new ConnectionLostException("the connection to " + address + " is closed", null);
        }
    }

    // ---- reading

    /** Expects the next packet to carry this sequence number. */
    void expect(int next) {
        sequence = next & 0xFF;
    }

    /** Waits for the next packet and makes it the current one. */
    public void read() {
        giveBackLargeBuffer();
        int frame = readFrame();
        int total = frame;
        while (frame == MAX_FRAME) {
            frame = appendFrame(total);
            total += frame;
        }
        payloadOffset = position + HEADER;
        payloadLength = total;
        position = payloadOffset + total;
    }

    /** Makes the frame at {@code position} complete, without moving on. */
    private int readFrame() {
        require(HEADER);
        checkSequence(position);
        int frame = frameLength(position);
        require(HEADER + frame);
        return frame;
    }

    /** Joins the frame behind the {@code total} bytes already joined, dropping its header. */
    private int appendFrame(int total) {
        require(HEADER + total + HEADER);
        int header = position + HEADER + total;
        checkSequence(header);
        int frame = frameLength(header);
        System.arraycopy(buffer, header + HEADER, buffer, header, limit - header - HEADER);
        limit -= HEADER;
        require(HEADER + total + frame);
        return frame;
    }

    private int frameLength(int header) {
        return (buffer[header] & 0xFF)
                | (buffer[header + 1] & 0xFF) << 8
                | (buffer[header + 2] & 0xFF) << 16;
    }

    private void checkSequence(int header) {
        int got = buffer[header + 3] & 0xFF;
        if (got != sequence) {
            explainStrayError(header);
            abort();
            throw new ProtocolException(
                    "packet number " + got + " instead of " + sequence + " from " + address);
        }
        sequence = sequence + 1 & 0xFF;
    }

    /** A server that is about to hang up says so unasked, with a number out of turn. */
    private void explainStrayError(int header) {
        int length = frameLength(header);
        if (header != position || length < 3 || length > LARGEST_ERROR) {
            return;
        }
        require(HEADER + length);
        if ((buffer[position + HEADER] & 0xFF) == 0xFF) {
            ServerErrorException said =
                    ServerErrorException.read(buffer, position + HEADER, length, 0);
            throw lost(address + " closed the connection: " + said.getMessage(), said);
        }
    }

    private void require(int needed) {
        if (needed < 0 || needed > LARGEST_ARRAY) {
            abort();
            throw new ProtocolException("a packet of more than 2 GB from " + address);
        }
        if (position == limit) {
            position = 0;
            limit = 0;
        }
        while (limit - position < needed) {
            if (needed > buffer.length - position) {
                makeRoom(needed);
            }
            fill();
        }
    }

    private void fill() {
        int count;
        try {
            count = in.read(buffer, limit, buffer.length - limit);
        } catch (SocketTimeoutException e) {
            throw lost("no bytes from " + address + " within the read timeout", e);
        } catch (IOException e) {
            throw lost("the connection to " + address + " broke: " + e.getMessage(), e);
        }
        if (count < 0) {
            throw lost(address + " closed the connection", null);
        }
        limit += count;
    }

    /** Moves what is unread to the front, of a bigger array where it must. */
    private void makeRoom(int needed) {
        byte[] target = buffer;
        if (needed > buffer.length) {
            long grown = Math.max(needed, buffer.length + (buffer.length >> 1));
            target = new byte[(int) Math.min(grown, LARGEST_ARRAY)];
        }
        System.arraycopy(buffer, position, target, 0, limit - position);
        buffer = target;
        limit -= position;
        position = 0;
    }

    private void giveBackLargeBuffer() {
        if (buffer.length > Math.max(KEEP, baseSize) && limit - position <= baseSize) {
            byte[] small = new byte[baseSize];
            System.arraycopy(buffer, position, small, 0, limit - position);
            buffer = small;
            limit -= position;
            position = 0;
        }
    }

    // ---- writing

    /** Sends one command; returns the sequence number its answer begins with. */
    int writeCommand(int command, byte[] body, int offset, int length) {
        stage((byte) command, true, body, offset, length, 0);
        return (length + 1) / MAX_FRAME + 1 & 0xFF;
    }

    /** Sends a command whose answer is the next thing read. */
    public void command(int command, byte[] body) {
        expect(writeCommand(command, body, 0, body.length));
    }

    /** Answers within the login: goes on with the sequence number. */
    void reply(byte[] body) {
        stage((byte) 0, false, body, 0, body.length, sequence);
        sequence = sequence + body.length / MAX_FRAME + 1 & 0xFF;
    }

    private void stage(
            byte command, boolean withCommand, byte[] body, int offset, int length, int first) {
        requireOpen();
        try {
            int number = first;
            int at = offset;
            int left = length;
            int lead = withCommand ? 1 : 0;
            int frame;
            do {
                frame = (int) Math.min((long) left + lead, MAX_FRAME);
                header(frame, number++);
                if (lead == 1) {
                    put(command);
                }
                put(body, at, frame - lead);
                at += frame - lead;
                left -= frame - lead;
                lead = 0;
            } while (frame == MAX_FRAME);
            flush();
        } catch (IOException e) {
            throw lastWords(e);
        }
    }

    private void header(int frame, int number) throws IOException {
        put((byte) frame);
        put((byte) (frame >> 8));
        put((byte) (frame >> 16));
        put((byte) number);
    }

    private void put(byte value) throws IOException {
        if (staged == staging.length) {
            flush();
        }
        staging[staged++] = value;
    }

    private void put(byte[] source, int offset, int length) throws IOException {
        int now = Math.min(length, staging.length - staged);
        System.arraycopy(source, offset, staging, staged, now);
        staged += now;
        int left = length - now;
        if (left == 0) {
            return;
        }
        flush();
        if (left >= staging.length) {
            out.write(source, offset + now, left);
        } else {
            System.arraycopy(source, offset + now, staging, 0, left);
            staged = left;
        }
    }

    private void flush() throws IOException {
        out.write(staging, 0, staged);
        staged = 0;
    }

    /** When the server hung up on what we write, its reason may still lie in the socket. */
    private WireException lastWords(IOException failure) {
        try {
            rawSocket.setSoTimeout(1000);
            read();
            if ((buffer[payloadOffset] & 0xFF) == 0xFF) {
                ServerErrorException said =
                        ServerErrorException.read(buffer, payloadOffset, payloadLength, 0);
                failure.addSuppressed(said);
                return lost(address + " closed the connection: " + said.getMessage(), failure);
            }
        } catch (IOException | WireException e) {
            failure.addSuppressed(e);
            if (e instanceof ConnectionLostException told && told.getCause() != null) {
                return lost(told.getMessage(), failure);
            }
        }
        return lost(
                "the connection to " + address + " broke while sending: " + failure.getMessage(),
                failure);
    }

    private ConnectionLostException lost(String what, Throwable cause) {
        boolean wanted = closed;
        abort();
        return new ConnectionLostException(
                wanted ? "the connection to " + address + " was closed" : what, cause);
    }
}
