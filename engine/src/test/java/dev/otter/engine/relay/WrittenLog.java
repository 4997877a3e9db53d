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
            ByteBuffer body = little(8 + next.length());
            add(EventType.ROTATE, body.putLong(4).put(next.getBytes(StandardCharsets.UTF_8)));
        }
        file = next;
        offset = 4;
        sent.add(new Sent(file, 4, MadeUpEvents.rotate(SERVER_ID, file, 4, true), true));
        ByteBuffer body = little(2 + 50 + 4 + 1 + 40 + 1);
        body.putShort((short) 4).put("8.0.40".getBytes(StandardCharsets.UTF_8));
        body.position(52);
        body.putInt(1_700_000_000).put((byte) HEADER).position(body.capacity() - 1);
        body.put((byte) 1);
        add(EventType.FORMAT_DESCRIPTION, body);
    }

    /** A transaction with a payload of so many bytes; gives its number. */
    long transaction(int bytes) {
        number++;
        ByteBuffer gtid = little(1 + 16 + 8);
        gtid.put((byte) 1).order(ByteOrder.BIG_ENDIAN);
        gtid.putLong(SERVER.getMostSignificantBits()).putLong(SERVER.getLeastSignificantBits());
        gtid.order(ByteOrder.LITTLE_ENDIAN).putLong(number);
        add(EventType.GTID, gtid);
        add(EventType.ROWS_QUERY, little(1 + bytes).put(1 + bytes - 1, (byte) number).position(1 + bytes));
        add(EventType.XID, little(8).putLong(number));
        return number;
    }

    byte[] heartbeat() {
        return MadeUpEvents.heartbeat(SERVER_ID, file, offset, true);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void add(int type, ByteBuffer body) {
        int length = HEADER + body.capacity() + 4;
        ByteBuffer event = little(length);
        event.putInt(1_700_000_000).put((byte) type).putInt((int) SERVER_ID).putInt(length);
        event.putInt((int) (offset + length)).putShort((short) 0).put(body.array());
        CRC32 crc = new CRC32();
        crc.update(event.array(), 0, length - 4);
        event.putInt((int) crc.getValue());
        sent.add(new Sent(file, offset, event.array(), false));
        offset += length;
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
