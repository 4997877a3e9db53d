package dev.otter.engine.resync;

import java.util.List;

/** Where rows are read again. One thread, but {@link #abort} may come from any. */
interface SourceRows extends AutoCloseable {

    /**
     * Reads the rows of some requests at one place of the log.
     *
     * @throws RuntimeException when the source cannot be asked
     */
    Reading read(List<ResyncRequest> page);

    /** Breaks off what waits for the source. */
    void abort();

    @Override
    void close();
}
