package dev.otter.transport.control.client;

import dev.otter.transport.disk.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the store: records of consecutive sequences, each {@code length, 4 bytes · CRC-32C, 4
 * bytes · bytes}. Not thread-safe.
 */
final class StatisticsSegment {
    private static final Logger LOG = LoggerFactory.getLogger(StatisticsSegment.class);
    private static final String SUFFIX = ".statistics";
    private static final int HEAD_BYTES = 8;
    private static final int LONGEST_RECORD = 16 * 1024 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final long first;
    private final List<Long> offsets = new ArrayList<>();
    private long end;

    private StatisticsSegment(Path file, FileChannel channel, long first) {
        this.file = file;
        this.channel = channel;
        this.first = first;
    }

    static boolean isOne(Path file) {
        return file.getFileName().toString().matches("[0-9]{19}\\" + SUFFIX);
    }

    static StatisticsSegment create(Path folder, long first) throws IOException {
        Path file = folder.resolve(String.format("%019d%s", first, SUFFIX));
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        AtomicFile.sync(folder);
        return new StatisticsSegment(file, channel, first);
    }

    static StatisticsSegment open(Path file) throws IOException {
        String name = file.getFileName().toString();
        StatisticsSegment segment =
                new StatisticsSegment(
                        file,
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        segment.scan();
        return segment;
    }

    private void scan() throws IOException {
        long size = channel.size();
        while (end + HEAD_BYTES <= size) {
            ByteBuffer head = readAt(end, HEAD_BYTES);
            int length = head.getInt();
            int sum = head.getInt();
            if (length <= 0 || length > LONGEST_RECORD || end + HEAD_BYTES + length > size) {
                break;
            }
            if (checksum(readAt(end + HEAD_BYTES, length).array()) != sum) {
                break;
            }
            offsets.add(end);
            end += HEAD_BYTES + length;
        }
        if (end < size) {
            LOG.warn("{} is cut at {} of {} bytes: a record there is not whole", file, end, size);
            channel.truncate(end);
        }
    }

    private ByteBuffer readAt(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException(file + " ends before " + (position + length));
            }
        }
        return bytes.flip();
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Durable when it returns; a failure leaves the segment as it was. */
    void append(byte[] record) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEAD_BYTES + record.length)
                        .putInt(record.length)
                        .putInt(checksum(record))
                        .put(record)
                        .flip();
        try {
            long at = end;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        offsets.add(end);
        end += HEAD_BYTES + record.length;
    }

    OptionalLong firstAfter(long sequence) {
        long wanted = Math.max(first, sequence + 1);
        return wanted < nextSequence() ? OptionalLong.of(wanted) : OptionalLong.empty();
    }

    byte[] read(long sequence) throws IOException {
        long offset = offsets.get((int) (sequence - first));
        int length = readAt(offset, HEAD_BYTES).getInt();
        return readAt(offset + HEAD_BYTES, length).array();
    }

    long nextSequence() {
        return first + offsets.size();
    }

    boolean holdsAny() {
        return !offsets.isEmpty();
    }

    long bytes() {
        return end;
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    void close() throws IOException {
        channel.close();
    }
}
