package dev.otter.binlog.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads the answer to one statement: done, failed, or columns and rows. */
final class OutcomeReader {
    private static final int MORE_RESULTS = 0x0008;

    /** No server has more than 4096 in a table; results of joins may. */
    private static final int MOST_COLUMNS = 65_535;

    private final PacketChannel channel;
    private final Payload packet = new Payload();
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];

    OutcomeReader(PacketChannel channel) {
        this.channel = channel;
    }

    StatementOutcome read(int statementIndex, RowConsumer rows) {
        channel.read();
        packet.over(channel);
        return switch (packet.peek()) {
            case 0x00 -> done();
            case 0xFF -> throw error(statementIndex);
            case 0xFB ->
                    throw new ProtocolException(
                            channel.address() + " asks for a local file, which is never given");
            default -> resultSet(statementIndex, rows);
        };
    }

    private StatementOutcome done() {
        packet.skip(1);
        long affected = packet.lengthEncoded();
        long insertId = packet.lengthEncoded();
        int status = packet.int2();
        int warnings = packet.int2();
        String info = packet.restAsString();
        return new StatementOutcome(
                affected, insertId, warnings, status, false, info, (status & MORE_RESULTS) != 0);
    }

    private ServerErrorException error(int statementIndex) {
        return ServerErrorException.read(
                channel.buffer(), channel.offset(), channel.length(), statementIndex);
    }

    private StatementOutcome resultSet(int statementIndex, RowConsumer rows) {
        long announced = packet.lengthEncoded();
        if (announced < 1 || announced > MOST_COLUMNS) {
            throw new ProtocolException("a result of " + announced + " columns");
        }
        int count = (int) announced;
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            channel.read();
            packet.over(channel);
            if (packet.peek() == 0xFF) {
                throw error(statementIndex);
            }
            columns.add(column());
        }
        channel.read();
        packet.over(channel);
        if (!endOfRows()) {
            throw new ProtocolException("no end after the columns of a result");
        }
        rows.columns(columns);
        if (count > offsets.length) {
            offsets = new int[count];
            lengths = new int[count];
        }
        return rows(count, statementIndex, rows);
    }

    private Column column() {
        for (int i = 0; i < 4; i++) {
            packet.skip(Math.max(0, packet.lengthWithin()));
        }
        String name = packet.lengthEncodedString();
        packet.skip(Math.max(0, packet.lengthWithin()));
        packet.skip(1);
        int charset = packet.int2();
        long length = packet.int4();
        int type = packet.int1();
        int flags = packet.int2();
        int decimals = packet.int1();
        return new Column(name, charset, type, flags, length, decimals);
    }

    private StatementOutcome rows(int count, int statementIndex, RowConsumer rows) {
        long seen = 0;
        while (true) {
            channel.read();
            packet.over(channel);
            int first = packet.peek();
            if (first == 0xFF) {
                throw error(statementIndex);
            }
            if (first == 0xFE && endOfRows()) {
                packet.skip(1);
                int warnings = packet.int2();
                int status = packet.int2();
                return new StatementOutcome(
                        seen, 0, warnings, status, true, "", (status & MORE_RESULTS) != 0);
            }
            for (int i = 0; i < count; i++) {
                int length = packet.lengthWithin();
                offsets[i] = packet.position();
                lengths[i] = length;
                if (length > 0) {
                    packet.skip(length);
                }
            }
            seen++;
            rows.row(channel.buffer(), offsets, lengths);
        }
    }

    /** 0xFE also begins a row whose first cell has 16 MB or more; such a packet is long. */
    private boolean endOfRows() {
        return packet.peek() == 0xFE && packet.remaining() < 9;
    }
}
