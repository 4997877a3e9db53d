package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.ddl.JournalEntry.State;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.schema.LogReach;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The table {@code retl.retl_ddl}: what became of each statement, so that after a crash at any
 * point it runs neither twice nor never. Each call uses the connection it is given. Immutable.
 */
final class DdlJournal {
    /** Entries that stay for people to read. */
    private static final int KEPT = 1_000;

    /** Begins the name of a statement behind the mark that another server's log named. */
    private static final String AHEAD = "before-";

    /** The same of one that the mark had passed: it does not come again. */
    private static final String PASSED = "passed-";

    private final String pipeline;
    private final long epoch;
    private final String lane;

    /**
     * @param pipeline full name of the pipeline
     * @param epoch our epoch
     */
    DdlJournal(String pipeline, long epoch) {
        this(pipeline, epoch, "");
    }

    private DdlJournal(String pipeline, long epoch, String lane) {
        this.pipeline = pipeline;
        this.epoch = epoch;
        this.lane = lane;
    }

    /**
     * The entries of statements that run more than once, for several targets of a table.
     *
     * @param number which time it is; 0 is the journal of all others
     */
    DdlJournal lane(int number) {
        return number == 0 ? this : new DdlJournal(pipeline, epoch, StatementName.suffix(number));
    }

    private String id(SourceTransaction of) {
        return of.id().text() + lane;
    }

    /**
     * Waits at most five seconds for being the only one who runs statements of this pipeline.
     *
     * <p>The server takes the right back when the session that has it ends, and a session ends only
     * after its statement: so whoever gets it sees the tables as they stay.
     */
    boolean lock(MysqlConnection connection) {
        String name = "otter-ddl-" + Integer.toHexString(pipeline.hashCode());
        return connection.query("SELECT GET_LOCK('" + name + "', 5)").number(0, 0) == 1;
    }

    /**
     * Refuses to go on when another process has taken the pipeline over.
     *
     * @throws OtterException FENCED when one has
     * @throws RestartNeededException when the target no longer has that this run has begun
     */
    void requireOurs(MysqlConnection connection) {
        QueryResult rows =
                connection.query(
                        "SELECT MAX(`epoch`) FROM `retl`.`retl_checkpoint` WHERE `pipeline`="
                                + literal(pipeline));
        if (rows.cell(0, 0) != null && rows.number(0, 0) < epoch) {
            throw new RestartNeededException(
                    "the target no longer has that this run has begun: it was set back or another"
                            + " one answers",
                    null);
        }
        if (rows.cell(0, 0) == null || rows.number(0, 0) != epoch) {
            throw new OtterException(
                    ErrorCode.FENCED,
                    "another process has taken over this pipeline; this one runs no statement",
                    "pipeline " + pipeline,
                    "Let only one process run a pipeline of this name against this target.");
        }
    }

    /** Forgets the pipeline's statements: it begins anew, and what it reads is to run again. */
    static void forget(MysqlConnection connection, String pipeline) {
        connection.query("DELETE FROM `retl`.`retl_ddl` WHERE `pipeline`=" + literal(pipeline));
    }

    /**
     * Positions name other statements from now on: another server's log is read. What lies behind
     * the mark is found there by its fingerprint; what has none counts as never met.
     *
     * @param mark low-water mark in the log before
     * @param epoch tells apart what several servers named alike
     */
    static void leaveServer(
            MysqlConnection connection, String pipeline, LogPosition mark, long epoch) {
        QueryResult rows = ids(connection, pipeline, "LIKE '@%'");
        for (int row = 0; row < rows.size(); row++) {
            String id = rows.string(row, 0);
            boolean ahead =
                    StatementName.transaction(id) instanceof TransactionId.AtPosition at
                            && at.end().compareTo(mark) > 0;
            connection.query(
                    "UPDATE `retl`.`retl_ddl` SET `transaction_id`="
                            + literal((ahead ? AHEAD : PASSED) + epoch + id)
                            + " WHERE `pipeline`="
                            + literal(pipeline)
                            + " AND `transaction_id`="
                            + literal(id));
        }
    }

    /** Statements that are named by GTIDs. */
    static Set<TransactionId> namedByGtid(MysqlConnection connection, String pipeline) {
        // No other name has neither blank nor sign before its colons.
        QueryResult rows = ids(connection, pipeline, "REGEXP '^[0-9a-f-]+:'");
        Set<TransactionId> ids = new HashSet<>();
        for (int row = 0; row < rows.size(); row++) {
            ids.add(StatementName.transaction(rows.string(row, 0)));
        }
        return ids;
    }

    private static QueryResult ids(MysqlConnection connection, String pipeline, String which) {
        return connection.query(
                "SELECT `transaction_id` FROM `retl`.`retl_ddl` WHERE `pipeline`="
                        + literal(pipeline)
                        + " AND `transaction_id` "
                        + which);
    }

    /**
     * The statement's entry. One that was written while another server was read, whose log names
     * the statement by another position, is known by its fingerprint and gets the name of today:
     * the oldest of several, for equal statements of one second have one fingerprint on servers
     * that tell no more of the time.
     *
     * @param source the statement's text
     */
    Optional<JournalEntry> find(MysqlConnection connection, SourceTransaction of, String source) {
        String print = print(of);
        if (!print.isEmpty()) {
            connection.query(
                    "UPDATE IGNORE `retl`.`retl_ddl` SET `transaction_id`="
                            + literal(id(of))
                            + ",`position`="
                            + literal(of.end().toString())
                            + " WHERE `pipeline`="
                            + literal(pipeline)
                            + " AND `fingerprint`="
                            + literal(print)
                            + " AND `transaction_id` LIKE '"
                            + AHEAD
                            + "%' ORDER BY `started_at` LIMIT 1");
        }
        QueryResult rows =
                connection.query(
                        "SELECT `state`,`statement`,`digest_before` FROM `retl`.`retl_ddl`"
                                + where(of)
                                + " AND `source_statement`="
                                + literal(source));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(
                        new JournalEntry(
                                State.valueOf(rows.string(0, 0).toUpperCase(Locale.ROOT)),
                                rows.string(0, 1),
                                TableDigests.parse(rows.string(0, 2))));
    }

    /** Writes an entry, over an older one of the same statement. */
    void write(
            MysqlConnection connection, SourceTransaction of, String source, JournalEntry entry) {
        connection.query(
                "REPLACE INTO `retl`.`retl_ddl` (`pipeline`,`transaction_id`,`position`,`state`,"
                        + "`source_statement`,`statement`,`digest_before`,`note`,`fingerprint`)"
                        + " VALUES ("
                        + literal(pipeline)
                        + ","
                        + literal(id(of))
                        + ","
                        + literal(of.end().toString())
                        + ","
                        + literal(text(entry.state()))
                        + ","
                        + literal(source)
                        + ","
                        + literal(entry.sql())
                        + ","
                        + literal(entry.before().text())
                        + ",'',"
                        + literal(print(of))
                        + ")");
    }

    private String print(SourceTransaction of) {
        return of.id() instanceof TransactionId.AtPosition at
                ? at.print().map(print -> Long.toHexString(print.hash()) + lane).orElse("")
                : "";
    }

    /** The statement's state from now on. */
    void change(MysqlConnection connection, SourceTransaction of, State state, String note) {
        connection.query(
                "UPDATE `retl`.`retl_ddl` SET `state`="
                        + literal(text(state))
                        + ",`note`="
                        + literal(note)
                        + where(of));
    }

    /**
     * Removes the oldest entries that are over and that the mark has passed, so that no restart
     * reads their statements again.
     *
     * @param mark tells the low-water mark as the target has it; asked only when there are many
     */
    void prune(MysqlConnection connection, Supplier<Optional<Checkpoint>> mark) {
        QueryResult oldest =
                connection.query(
                        "SELECT `started_at` FROM `retl`.`retl_ddl` WHERE `pipeline`="
                                + literal(pipeline)
                                + " ORDER BY `started_at` DESC LIMIT 1 OFFSET "
                                + KEPT);
        if (oldest.size() == 0) {
            return;
        }
        Optional<LogReach> passed = mark.get().map(LogReach::of);
        QueryResult over =
                connection.query(
                        "SELECT `transaction_id` FROM `retl`.`retl_ddl` WHERE `pipeline`="
                                + literal(pipeline)
                                + " AND `state` IN ('done','skipped') AND `started_at`<="
                                + literal(oldest.string(0, 0)));
        for (int row = 0; row < over.size(); row++) {
            String id = over.string(row, 0);
            if (id.startsWith(PASSED)
                    || !id.startsWith(AHEAD)
                            && passed.filter(reach -> reach.holds(StatementName.transaction(id)))
                                    .isPresent()) {
                connection.query(
                        "DELETE FROM `retl`.`retl_ddl` WHERE `pipeline`="
                                + literal(pipeline)
                                + " AND `transaction_id`="
                                + literal(id));
            }
        }
    }

    /** The statement by which an operator decides on this one. */
    String decision(SourceTransaction of, State state) {
        return "UPDATE retl.retl_ddl SET state='"
                + text(state)
                + "' WHERE pipeline='"
                + pipeline.replace("'", "''")
                + "' AND transaction_id='"
                + id(of)
                + "'";
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private String where(SourceTransaction of) {
        return " WHERE `pipeline`="
                + literal(pipeline)
                + " AND `transaction_id`="
                + literal(id(of));
    }

    /** Means the text whatever the session's sql_mode is. */
    static String literal(String text) {
        return text.isEmpty()
                ? "''"
                : "_utf8mb4 X'"
                        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                        + "'";
    }
}
