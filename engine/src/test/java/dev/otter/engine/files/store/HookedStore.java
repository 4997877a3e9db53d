package dev.otter.engine.files.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** A folder in which a test does something at each step. */
public final class HookedStore implements FileStore {
    private final FileStore store;

    /** Run before bytes are read. */
    public volatile Step reading = _ -> {};

    /** Run before bytes of an unfinished copy are written; may change them. */
    public volatile Bytes writing = (_, _, _) -> {};

    /** Run before a file is hashed. */
    public volatile Step hashing = _ -> {};

    /** Run before a file is looked at. */
    public volatile Step looking = _ -> {};

    /** Something that a test does. */
    @FunctionalInterface
    public interface Step {
        void run(FilePath path) throws IOException;
    }

    /** Something that a test does with bytes. */
    @FunctionalInterface
    public interface Bytes {
        void run(byte[] bytes, int offset, int count) throws IOException;
    }

    public HookedStore(FileStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Optional<FileStat> stat(FilePath path) throws IOException {
        looking.run(path);
        return store.stat(path);
    }

    @Override
    public InputStream read(FilePath path, long offset) throws IOException {
        return new FilterInputStream(store.read(path, offset)) {
            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                reading.run(path);
                return super.read(bytes, from, count);
            }
        };
    }

    @Override
    public byte[] hash(FilePath path, long length, Pace pace) throws IOException {
        hashing.run(path);
        return store.hash(path, length, pace);
    }

    @Override
    public PartFile part(FilePath path) throws IOException {
        PartFile part = store.part(path);
        return new PartFile() {
            @Override
            public long length() throws IOException {
                return part.length();
            }

            @Override
            public byte[] hash(long length, Pace pace) throws IOException {
                return part.hash(length, pace);
            }

            @Override
            public void cut(long length) throws IOException {
                part.cut(length);
            }

            @Override
            public void append(byte[] bytes, int offset, int count) throws IOException {
                byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + count);
                writing.run(copy, 0, count);
                part.append(copy, 0, count);
            }

            @Override
            public void complete(Instant modified) throws IOException {
                part.complete(modified);
            }

            @Override
            public void close() throws IOException {
                part.close();
            }
        };
    }

    @Override
    public boolean remove(FilePath path) throws IOException {
        return store.remove(path);
    }
}
