package dev.otter.engine.snapshot;

import java.util.List;

/**
 * A session on a target, for what a full load keeps there of itself. Outside of {@link #begin} and
 * {@link #commit} every statement is durable when it returns. One thread; errors of the server are
 * a {@link dev.otter.binlog.wire.WireException}.
 */
public interface RecordSession extends AutoCloseable {

    /** The rows of an answer, each value as text, NULL and nothing as an empty one. */
    List<List<String>> rows(String query);

    /**
     * Runs one statement.
     *
     * @return rows affected
     */
    long run(String statement);

    /** Opens a transaction. */
    void begin();

    /** Makes the open transaction durable. */
    void commit();

    /** Drops what is open; nothing happens when nothing is. */
    void rollBack();

    @Override
    void close();
}
