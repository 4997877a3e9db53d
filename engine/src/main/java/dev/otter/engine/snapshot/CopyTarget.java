package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableColumn;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Map;
import java.util.Optional;

/**
 * What a full load needs of its target, whatever kind of server that is, besides the rows: these
 * reach it by the load stage, in the transactions in which their record is written. Thread-safe.
 */
public interface CopyTarget extends Snapshot.Target {

    /**
     * Whether chunks are handed on as text of MySQL; else their rows are in the log's encoding, as
     * those of tables with views always are.
     */
    boolean text();

    /**
     * Whether rows are messages, of which none gives way to another: those of a chunk that the log
     * has changed meanwhile are left out then, since later messages tell more.
     */
    default boolean messages() {
        return false;
    }

    /** Whether copies can be asked for while the pipeline runs. */
    default boolean takesRequests() {
        return true;
    }

    /** The same target for one of the copies of tables that have several targets there. */
    CopyTarget lane(CopyLane lane);

    /** How the record's statements are spelled. */
    RecordSql sql();

    /** A table's name as statements spell it. */
    String quote(TableName table);

    /** A column's name as statements spell it. */
    String quote(String column);

    /**
     * Whether values of two columns have the same order, and the source's literals of numbers,
     * times and texts are understood for the target's.
     */
    boolean sameOrder(TableColumn source, TableColumn target);

    /** Opens a session; the caller closes it. */
    RecordSession session();

    /**
     * Waits a few seconds for the right to empty or complete tables, which one session at a time
     * has, of the process that has taken the pipeline over; the session has it until it ends.
     *
     * @return false when another session has it still
     * @throws OtterException FENCED when another process has taken the pipeline over
     */
    boolean turn(RecordSession session);

    /** Lets all rows of a table go, without regard to references; outside of a transaction. */
    void empty(RecordSession session, TableName table);

    /**
     * Makes tables that the target lacks.
     *
     * @param from a connection to the source
     * @param wanted source tables by the names that they have on the target
     * @throws OtterException COPY_TABLE_NOT_MADE when it cannot
     */
    void create(MysqlConnection from, Map<TableName, TableName> wanted);

    /**
     * Refuses a table whose rows could not be written while it is copied.
     *
     * @throws OtterException COPY_NOT_POSSIBLE or PRIVILEGE_MISSING
     */
    default void requireCopyable(TableName table) {}

    /** Runs the statements that complete tables; empty where tables are made complete. */
    default Optional<Completion> completion() {
        return Optional.empty();
    }
}
