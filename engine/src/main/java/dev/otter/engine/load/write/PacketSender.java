package dev.otter.engine.load.write;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.StatementOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers statements into packets, sends them and proves each outcome. A packet is sent when it has
 * reached its size; while the server works on it the next one is written.
 *
 * <p>One connection, one thread. Nothing is committed here but by the statements given.
 */
final class PacketSender {
    private final MysqlConnection connection;
    private final int packetBytes;
    private final ByteWriter packet = new ByteWriter(64 * 1024);
    private List<Expected> gathered = new ArrayList<>();
    private List<Expected> sent = new ArrayList<>();

    /**
     * @param packetBytes a packet is sent once it has this size; it may become larger by one
     *     statement
     */
    PacketSender(MysqlConnection connection, int packetBytes) {
        this.connection = connection;
        this.packetBytes = packetBytes;
    }

    /** Begins a statement; the caller appends its text without a semicolon. */
    ByteWriter begin() {
        if (!gathered.isEmpty()) {
            packet.put(';');
        }
        return packet;
    }

    /** Ends the statement. */
    void end(Expected expected) {
        gathered.add(expected);
        if (packet.length() >= packetBytes) {
            send();
        }
    }

    /** Room left before the packet should be sent. */
    boolean full() {
        return packet.length() >= packetBytes;
    }

    private void send() {
        prove();
        connection.send(packet.array(), 0, packet.length());
        List<Expected> reuse = sent;
        sent = gathered;
        gathered = reuse;
        packet.clear();
    }

    /** Sends what is left and proves everything. */
    void finish() {
        if (!gathered.isEmpty()) {
            send();
        }
        prove();
    }

    /** Reads the outcomes of the packet on its way. */
    private void prove() {
        try {
            for (Expected expected : sent) {
                StatementOutcome outcome = outcome(expected);
                if (!expected.metBy(outcome)) {
                    throw StatementFailedException.diverged(
                            "of "
                                    + expected.count()
                                    + " rows expected the target reports "
                                    + expected.reported(outcome),
                            expected.ops());
                }
            }
        } catch (RuntimeException e) {
            drain(e);
            throw e;
        } finally {
            sent.clear();
        }
    }

    private StatementOutcome outcome(Expected expected) {
        try {
            return connection.next();
        } catch (ServerErrorException e) {
            throw StatementFailedException.refused(e, expected.ops());
        }
    }

    /** Leaves the connection without outcomes to be read, so that it can roll back. */
    private void drain(RuntimeException reason) {
        gathered.clear();
        packet.clear();
        while (!connection.closed() && connection.awaitsOutcomes()) {
            try {
                connection.next();
            } catch (RuntimeException second) {
                reason.addSuppressed(second);
            }
        }
    }
}
