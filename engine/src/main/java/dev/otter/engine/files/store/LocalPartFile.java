package dev.otter.engine.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** An unfinished copy in a folder of this machine, locked against others. One thread. */
final class LocalPartFile implements PartFile {
    private final Path folder;
    private final Path file;
    private final Path whole;
    private final FileChannel channel;

    private LocalPartFile(Path folder, Path file, Path whole, FileChannel channel) {
        this.folder = folder;
        this.file = file;
        this.whole = whole;
        this.channel = channel;
    }

    /**
     * @param folder where it lies, without links
     * @param name of the whole file
     */
    static LocalPartFile open(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + FilePath.PART);
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            lock(channel, file);
            return new LocalPartFile(folder, file, folder.resolve(name), channel);
        } catch (IOException | RuntimeException e) {
            try {
                channel.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Who still writes to it must not do so when it has its name. */
    private static void lock(FileChannel channel, Path file) throws IOException {
        boolean mine;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            mine = false;
        }
        if (!mine) {
            throw new IOException("another process copies " + file);
        }
        if (Files.size(file) != channel.size()) {
            throw new IOException("another process has just copied " + file);
        }
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public byte[] hash(long length, Pace pace) throws IOException {
        return Hashes.of(channel, length, pace);
    }

    @Override
    public void cut(long length) throws IOException {
        channel.truncate(length);
    }

    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
        long at = channel.size();
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    @Override
    public void complete(Instant modified) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(modified));
        channel.force(true);
        Files.move(file, whole, StandardCopyOption.ATOMIC_MOVE);
        LocalFileStore.makeDurable(folder);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
