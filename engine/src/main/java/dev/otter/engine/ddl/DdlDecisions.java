package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people decide on statements in the journal of one pipeline. Immutable. */
public final class DdlDecisions {
    private static final int NO_SUCH_TABLE = 1146;
    private static final int NO_SUCH_DATABASE = 1049;

    private final String pipeline;

    /**
     * @param pipeline full name of the pipeline
     */
    public DdlDecisions(String pipeline) {
        this.pipeline = pipeline;
    }

    /** What may be decided; a pipeline that waits looks once a second. */
    public enum Decision {
        /** It runs on the target. */
        APPROVED,
        /** The pipeline goes on without it. */
        SKIPPED,
        /** Somebody has done on the target what it does. */
        DONE
    }

    /**
     * A statement that is not over.
     *
     * @param transaction names it
     * @param state {@code asked}, {@code approved} or {@code started}
     * @param since when it was written down, as the target's clock says
     * @param source as the source ran it
     * @param target as it would run on the target; empty when it cannot be carried over
     */
    public record Waiting(
            String transaction, String state, String since, String source, String target) {}

    /** Those that are not over, oldest first. */
    public List<Waiting> waiting(MysqlConnection connection) {
        List<Waiting> waiting = new ArrayList<>();
        try {
            QueryResult rows =
                    connection.query(
                            "SELECT `transaction_id`,`state`,`started_at`,`source_statement`,"
                                    + "`statement` FROM `retl`.`retl_ddl` WHERE `pipeline`="
                                    + DdlJournal.literal(pipeline)
                                    + " AND `state` NOT IN ('done','skipped')"
                                    + " ORDER BY `started_at`");
            for (int i = 0; i < rows.size(); i++) {
                waiting.add(
                        new Waiting(
                                rows.string(i, 0),
                                rows.string(i, 1),
                                rows.string(i, 2),
                                rows.string(i, 3),
                                rows.string(i, 4)));
            }
        } catch (ServerErrorException e) {
            if (e.errorNumber() != NO_SUCH_TABLE && e.errorNumber() != NO_SUCH_DATABASE) {
                throw e;
            }
        }
        return List.copyOf(waiting);
    }

    /**
     * Writes a decision down.
     *
     * @return false when there is no such statement, or it is over
     */
    public boolean decide(MysqlConnection connection, String transaction, Decision decision) {
        boolean there =
                waiting(connection).stream()
                        .anyMatch(one ->
                                one.transaction().equals(transaction)
                                        && (decision != Decision.APPROVED
                                                || !one.target().isEmpty()));
        if (there) {
            connection.query(
                    "UPDATE `retl`.`retl_ddl` SET `state`='"
                            + decision.name().toLowerCase(Locale.ROOT)
                            + "',`note`='decided by the command' WHERE `pipeline`="
                            + DdlJournal.literal(pipeline)
                            + " AND `transaction_id`="
                            + DdlJournal.literal(transaction)
                            + " AND `state` NOT IN ('done','skipped')");
        }
        return there;
    }
}
