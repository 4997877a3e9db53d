package dev.otter.engine.relay;

import dev.otter.binlog.gtid.GtidSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What stands at the beginning of a segment, and all that a reader must know to begin with it.
 *
 * @param file the log file that all of its events are of
 * @param offset where the first event begins
 * @param boundary whether that is between two transactions
 * @param before the transactions before it; of a relay without GTIDs empty
 * @param description the file's format description as one gets it who begins behind it
 * @param serverId the source's, as in events that it makes up
 * @param checksums whether the source was asked for checksums
 * @param lastFile the log file of the segment before this one; empty for the first of a relay
 * @param lastEnd where in that file it ended
 */
record SegmentHeader(
        String file,
        long offset,
        boolean boundary,
        GtidSet before,
        byte[] description,
        long serverId,
        boolean checksums,
        String lastFile,
        long lastEnd) {
    private static final int MAGIC = 0x4F52_4C31;
    private static final int FRAME = 12;
    private static final int LONGEST = 16 << 20;

    /** The first of a relay. */
    SegmentHeader(
            String file,
            long offset,
            boolean boundary,
            GtidSet before,
            byte[] description,
            long serverId,
            boolean checksums) {
        this(file, offset, boundary, before, description, serverId, checksums, "", 0);
    }

    /** The same behind a segment that ended there. */
    SegmentHeader behind(String otherFile, long otherEnd) {
        return new SegmentHeader(
                file,
                offset,
                boundary,
                before,
                description,
                serverId,
                checksums,
                otherFile,
                otherEnd);
    }

    /** Whether it begins with what comes behind that place. */
    boolean follows(String otherFile, long otherEnd) {
        return lastFile.equals(otherFile) && lastEnd == otherEnd;
    }

    /** Magic number, length, CRC-32C, and the fields. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(file);
            out.writeLong(offset);
            out.writeBoolean(boundary);
            byte[] set = before.toString().getBytes(StandardCharsets.UTF_8);
            out.writeInt(set.length);
            out.write(set);
            out.writeInt(description.length);
            out.write(description);
            out.writeLong(serverId);
            out.writeBoolean(checksums);
            out.writeUTF(lastFile);
            out.writeLong(lastEnd);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(FRAME + body.length)
                .putInt(MAGIC)
                .putInt(body.length)
                .putInt(sum(body))
                .put(body)
                .array();
    }

    /** A header and where the records begin behind it. */
    record Read(SegmentHeader header, long bytes) {}

    /**
     * Reads the header of a segment.
     *
     * @throws IOException when it is not whole
     */
    static Read read(FileChannel channel) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(exactly(channel, 0, FRAME));
        int magic = frame.getInt();
        int length = frame.getInt();
        int sum = frame.getInt();
        if (magic != MAGIC || length < 0 || length > LONGEST) {
            throw new IOException("not a segment of a relay");
        }
        byte[] body = exactly(channel, FRAME, length);
        if (sum(body) != sum) {
            throw new IOException("the segment's header is damaged");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            SegmentHeader header =
                    new SegmentHeader(
                            in.readUTF(),
                            in.readLong(),
                            in.readBoolean(),
                            GtidSet.parse(new String(bytes(in), StandardCharsets.UTF_8)),
                            bytes(in),
                            in.readLong(),
                            in.readBoolean(),
                            in.readUTF(),
                            in.readLong());
            return new Read(header, FRAME + (long) length);
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static int sum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }

    private static byte[] exactly(FileChannel channel, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer room = ByteBuffer.wrap(bytes);
        while (room.hasRemaining()) {
            if (channel.read(room, at + room.position()) < 0) {
                throw new IOException("the segment's header is not whole");
            }
        }
        return bytes;
    }
}
