package dev.otter.engine.relay;

import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.EventType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Events that a server makes up for one who begins to read, byte for byte as MySQL makes them.
 * Stateless.
 */
final class MadeUpEvents {
    static final int HEADER = 19;
    static final int ARTIFICIAL = 0x20;

    /** Where the first event of a log file begins. */
    static final int FIRST_OFFSET = 4;

    private static final int CHECKSUM = 4;
    private static final int POSITION_FIELD = 13;

    /** In the format description, behind its version and the server's. */
    private static final int CREATED_FIELD = HEADER + 2 + 50;

    private MadeUpEvents() {}

    /** The rotate event that comes first of all. */
    static byte[] rotate(long serverId, String file, long offset, boolean checksum) {
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[HEADER + 8 + name.length + (checksum ? CHECKSUM : 0)];
        head(event, EventType.ROTATE, serverId, 0, ARTIFICIAL).putLong(offset).put(name);
        return sealed(event, checksum);
    }

    /** The heartbeat that stands for transactions left out. */
    static byte[] heartbeat(long serverId, String file, long offset, boolean checksum) {
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[HEADER + name.length + (checksum ? CHECKSUM : 0)];
        head(event, EventType.HEARTBEAT, serverId, offset, 0).put(name);
        return sealed(event, checksum);
    }

    /**
     * A file's format description for one who begins further behind in the file: neither a position
     * nor the moment when the server was started.
     */
    static byte[] description(byte[] event) {
        byte[] copy = event.clone();
        ByteBuffer fields = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(POSITION_FIELD, 0);
        fields.putInt(CREATED_FIELD, 0);
        if (checksummed(copy)) {
            seal(copy);
        }
        return copy;
    }

    /** Whether events behind this format description end with a checksum. */
    static boolean checksummed(byte[] description) {
        return description[description.length - CHECKSUM - 1] == 1;
    }

    /** Whether an event's checksum is right. */
    static boolean sound(byte[] buffer, int at, int length) {
        if (length < HEADER + CHECKSUM) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(buffer, at, length - CHECKSUM);
        return (int) crc.getValue() == Bytes.i32(buffer, at + length - CHECKSUM);
    }

    private static ByteBuffer head(
            byte[] event, int type, long serverId, long position, int flags) {
        return ByteBuffer.wrap(event)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .put((byte) type)
                .putInt((int) serverId)
                .putInt(event.length)
                .putInt((int) position)
                .putShort((short) flags);
    }

    private static byte[] sealed(byte[] event, boolean checksum) {
        if (checksum) {
            seal(event);
        }
        return event;
    }

    private static void seal(byte[] event) {
        CRC32 crc = new CRC32();
        crc.update(event, 0, event.length - CHECKSUM);
        ByteBuffer.wrap(event)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(event.length - CHECKSUM, (int) crc.getValue());
    }
}
