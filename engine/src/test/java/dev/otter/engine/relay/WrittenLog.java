package dev.otter.engine.relay;

import dev.otter.binlog.event.EventType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/** A log as a server would send it from its first byte on, with the places of its events. */
final class WrittenLog {
    static final UUID SERVER = UUID.fromString("11111111-2222-3333-4444-555555555555");
    static final long SERVER_ID = 7;
    private static final int HEADER = 19;

    /**
     * An event of the stream.
     *
     * @param start where it stands; of one that is made up, where its file goes on
     */
    record Sent(String file, long start, byte[] bytes, boolean madeUp) {}

    final List<Sent> sent = new ArrayList<>();
    private int files;
    private String file = "";
    private long offset;
    private long number;

    WrittenLog() {
        nextFile(false);
    }

    String file() {
        return file;
    }

    long offset() {
        return offset;
    }

    /** Ends the file, with or without telling where the log goes on. */
    void nextFile(boolean told) {
        String next = "binlog.%06d".formatted(++files);
        if (told) {
            byte[] body = new byte[8 + next.length()];
            little(body).putLong(4).put(next.getBytes(StandardCharsets.UTF_8));
            add(EventType.ROTATE, body);
        }
        file = next;
        offset = 4;
        sent.add(new Sent(file, 4, MadeUpEvents.rotate(SERVER_ID, file, 4, true), true));
        byte[] body = new byte[2 + 50 + 4 + 1 + 40 + 1];
        little(body).putShort((short) 4).put("8.0.40".getBytes(StandardCharsets.UTF_8));
        little(body).putInt(52, 1_700_000_000).put(56, (byte) HEADER).put(body.length - 1, (byte) 1);
        add(EventType.FORMAT_DESCRIPTION, body);
    }

    /** A transaction with a payload of so many bytes; gives its number. */
    long transaction(int bytes) {
        number++;
        byte[] gtid = new byte[1 + 16 + 8];
        ByteBuffer.wrap(gtid, 1, 16)
                .putLong(SERVER.getMostSignificantBits())
                .putLong(SERVER.getLeastSignificantBits());
        little(gtid).putLong(17, number);
        add(EventType.GTID, gtid);
        byte[] query = new byte[1 + bytes];
        query[bytes] = (byte) number;
        add(EventType.ROWS_QUERY, query);
        byte[] xid = new byte[8];
        little(xid).putLong(number);
        add(EventType.XID, xid);
        return number;
    }

    byte[] heartbeat() {
        return MadeUpEvents.heartbeat(SERVER_ID, file, offset, true);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void add(int type, byte[] body) {
        byte[] event = new byte[HEADER + body.length + 4];
        ByteBuffer fields = little(event);
        fields.putInt(1_700_000_000).put((byte) type).putInt((int) SERVER_ID).putInt(event.length);
        fields.putInt((int) (offset + event.length)).putShort((short) 0).put(body);
        CRC32 crc = new CRC32();
        crc.update(event, 0, event.length - 4);
        fields.putInt((int) crc.getValue());
        sent.add(new Sent(file, offset, event, false));
        offset += event.length;
    }

    /** What a server sends to one who asks for that byte, until the end. */
    List<byte[]> from(String from, long start) {
        List<byte[]> events = new ArrayList<>();
        byte[] description = null;
        boolean begun = false;
        for (Sent each : sent) {
            boolean describes = each.bytes()[4] == EventType.FORMAT_DESCRIPTION;
            if (describes) {
                description = each.bytes();
            }
            if (!begun && each.file().equals(from) && !each.madeUp() && each.start() >= start) {
                begun = true;
                events.add(MadeUpEvents.rotate(SERVER_ID, from, start, true));
                if (start > 4) {
                    events.add(MadeUpEvents.description(description));
                }
            }
            if (begun) {
                events.add(each.bytes());
            }
        }
        return events;
    }
}
