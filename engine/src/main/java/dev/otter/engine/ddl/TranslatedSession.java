package dev.otter.engine.ddl;

import dev.otter.engine.database.TargetTable;
import dev.otter.engine.dialect.Move;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/**
 * One session on a target that is not MySQL, on which a statement runs and is written down. One
 * thread, but {@link #abort} may come from any.
 *
 * <p>What the server cannot do now, and broken connections, come as {@link
 * dev.otter.binlog.wire.WireException}.
 */
public interface TranslatedSession extends AutoCloseable {

    /** Waits shortly for being the only one who runs statements of this pipeline. */
    boolean lock();

    /** What the checkpoint's slots say. */
    List<WrittenSlot> slots();

    /**
     * Refuses to go on when another process has taken the pipeline over.
     *
     * @throws dev.otter.model.error.OtterException FENCED when one has
     * @throws dev.otter.engine.load.apply.RestartNeededException when the target was set back
     */
    void requireOurs(long epoch);

    /** The table as it is now, under the target's own spelling of its name. */
    Optional<TargetTable> table(TableName name);

    /**
     * What is written down of a statement.
     *
     * @param source the statement's text
     */
    Optional<TranslatedEntry> find(StatementName of, String source);

    /** Writes that down, over what was. */
    void write(StatementName of, String source, TranslatedEntry entry);

    /** What came of steps. */
    sealed interface Outcome {

        /**
         * All have run, and that is written down.
         *
         * @param held whether a hold of a table has moved with its name
         */
        record Ran(boolean held) implements Outcome {}

        /** The server could not, and may be able later. */
        record Later(String why) implements Outcome {}

        /**
         * The server refuses.
         *
         * @param already whether that may be because all is as it should be
         */
        record Refused(String step, String why, boolean already) implements Outcome {}
    }

    /**
     * Runs what is to run, once, and writes down that it is done. What of it an earlier session had
     * run is not run again.
     *
     * @param entry with the steps
     * @param moves tables that get other names
     * @param epoch ours
     */
    Outcome run(
            StatementName of,
            String source,
            TranslatedEntry entry,
            List<Move> moves,
            long epoch);

    /** Removes what is over and has been passed, when there is much of it. */
    void prune();

    /** Breaks off what runs. */
    void abort();

    @Override
    void close();
}
