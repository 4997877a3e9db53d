package dev.otter.engine.files.store;

import java.io.IOException;
import java.time.Instant;

/**
 * A file that is not whole yet, beside the place where it will be. Closed without having been
 * completed it is kept for the next try. One thread.
 */
public interface PartFile extends AutoCloseable {

    /** Bytes that are there. */
    long length() throws IOException;

    /** SHA-256 of its first bytes, as they are read back. */
    byte[] hash(long length, Pace pace) throws IOException;

    /** Leaves only the first bytes. */
    void cut(long length) throws IOException;

    /** Writes behind what is there. */
    void append(byte[] bytes, int offset, int count) throws IOException;

    /**
     * Makes it durable and gives it its name, at once and as a whole; a file of that name is
     * replaced.
     *
     * @param modified the time of change that it gets
     */
    void complete(Instant modified) throws IOException;

    @Override
    void close() throws IOException;
}
