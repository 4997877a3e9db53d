package dev.otter.binlog.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Plays a server by a script: greets, lets everybody in, takes the names, then answers each packet
 * as told.
 */
final class ScriptedServer implements AutoCloseable {

    /** Answers one command. */
    interface Script {
        void answer(byte[] command, Wire wire) throws IOException;
    }

    /** Writes packets with running numbers. */
    static final class Wire {
        private final OutputStream out;
        private int sequence;

        private Wire(OutputStream out, int sequence) {
            this.out = out;
            this.sequence = sequence;
        }

        void packet(int... bytes) throws IOException {
            byte[] payload = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                payload[i] = (byte) bytes[i];
            }
            packet(payload);
        }

        void packet(byte[] payload) throws IOException {
            int at = 0;
            int frame;
            do {
                frame = Math.min(payload.length - at, PacketChannel.MAX_FRAME);
                out.write(
                        new byte[] {
                            (byte) frame, (byte) (frame >> 8), (byte) (frame >> 16), (byte) sequence
                        });
                out.write(payload, at, frame);
                at += frame;
                sequence++;
            } while (frame == PacketChannel.MAX_FRAME);
            out.flush();
        }

        void skipNumber() {
            sequence++;
        }

        void numberFromStart() {
            sequence = 0;
        }

        void raw(int... bytes) throws IOException {
            for (int b : bytes) {
                out.write(b);
            }
            out.flush();
        }

        void ok(int affected, boolean more) throws IOException {
            packet(0, affected, 0, more ? 0x08 : 0, 0, 0, 0);
        }
    }

    private final ServerSocket listener;
    private final List<byte[]> commands = Collections.synchronizedList(new ArrayList<>());
    private final Script script;

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("scripted server").start(this::serve);
    }

    MysqlConnection connect() {
        return MysqlConnection.connect(
                MysqlEndpoint.of("127.0.0.1", listener.getLocalPort(), "root", "x"));
    }

    /** What came after the login, without headers, frames joined. */
    List<byte[]> commands() {
        return commands;
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            new Wire(out, 0).packet(greeting());
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            int sequence = readPacket(in, sink);
            new Wire(out, sequence + 1).ok(0, false);
            int names = readPacket(in, new ByteArrayOutputStream());
            new Wire(out, names + 1).ok(0, false);
            while (true) {
                sink.reset();
                int last = readPacket(in, sink);
                if (sink.size() == 1) {
                    return;
                }
                commands.add(sink.toByteArray());
                script.answer(sink.toByteArray(), new Wire(out, last + 1));
            }
        } catch (IOException _) {
            // The client went away, or the script wants the connection cut.
        }
    }

    private static int readPacket(DataInputStream in, ByteArrayOutputStream sink)
            throws IOException {
        int length;
        int sequence;
        do {
            length = in.readUnsignedByte();
            length |= in.readUnsignedByte() << 8;
            length |= in.readUnsignedByte() << 16;
            sequence = in.readUnsignedByte();
            sink.write(in.readNBytes(length));
        } while (length == PacketChannel.MAX_FRAME);
        return sequence;
    }

    private static byte[] greeting() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(10);
        out.writeBytes("8.0.99\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {7, 0, 0, 0});
        out.writeBytes("abcdefgh\0".getBytes(StandardCharsets.US_ASCII));
        long capabilities = Capability.WANTED;
        out.write((int) capabilities);
        out.write((int) (capabilities >> 8));
        out.write(45);
        out.writeBytes(new byte[] {2, 0});
        out.write((int) (capabilities >> 16));
        out.write((int) (capabilities >> 24));
        out.write(21);
        out.writeBytes(new byte[10]);
        out.writeBytes("ijklmnopqrst\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
