package dev.otter.engine.snapshot;

import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * One pipeline's rows of {@code retl.retl_copy_request} on the target: tables that somebody wants
 * to have copied, or copied anew, while the pipeline runs. Whoever asks writes them; the process
 * that runs the pipeline makes work of them. Immutable.
 */
public final class CopyRequests {
    private static final String TABLE = "retl_copy_request";
    private static final int ERROR_MAX = 2_000;

    private final String pipeline;
    private final RecordSql sql;

    /**
     * @param pipeline full name of the pipeline
     * @param sql how statements are spelled
     */
    public CopyRequests(String pipeline, RecordSql sql) {
        this.pipeline = pipeline;
        this.sql = sql;
    }

    private String ofPipeline() {
        return " WHERE pipeline=" + sql.text(pipeline);
    }

    private String kept(TableName table) {
        return sql.text(CopyRecord.plain(table));
    }

    /** What has become of a request. */
    public enum State {
        /** Nobody has seen it yet. */
        ASKED,
        /** It is in the record of the full load. */
        TAKEN,
        /** It cannot be done; the error tells why. */
        REFUSED
    }

    /**
     * A request.
     *
     * @param table the source's table
     * @param filter SQL condition for the rows wanted; empty for all
     * @param state what has become of it
     * @param error why it was refused; empty otherwise
     */
    public record Request(TableName table, String filter, State state, String error) {}

    /**
     * Asks for a table; what was asked of it before is forgotten. Runs within the caller's
     * transaction.
     */
    public void ask(RecordSession to, TableName table, String filter) {
        to.run(
                "DELETE FROM "
                        + sql.table(TABLE)
                        + ofPipeline()
                        + " AND source_table="
                        + kept(table));
        to.run(
                "INSERT INTO "
                        + sql.table(TABLE)
                        + " (pipeline,source_table,state,row_filter,error_text) VALUES ("
                        + sql.text(pipeline)
                        + ","
                        + kept(table)
                        + ",'"
                        + State.ASKED
                        + "',"
                        + sql.text(filter)
                        + ",'')");
    }

    /** All requests, by table. */
    public List<Request> all(RecordSession to) {
        List<Request> requests = new ArrayList<>();
        for (List<String> row :
                to.rows(
                        "SELECT source_table,row_filter,state,error_text FROM "
                                + sql.table(TABLE)
                                + ofPipeline()
                                + " ORDER BY source_table")) {
            requests.add(
                    new Request(
                            CopyRecord.name(row.get(0)),
                            row.get(1),
                            State.valueOf(row.get(2)),
                            row.get(3)));
        }
        return requests;
    }

    /** Whether somebody has asked for something that nobody has seen yet. */
    public boolean waiting(RecordSession to) {
        return !to.rows(
                        "SELECT source_table FROM "
                                + sql.table(TABLE)
                                + ofPipeline()
                                + " AND state='"
                                + State.ASKED
                                + "'")
                .isEmpty();
    }

    /** The statement by which a request is taken; it is run with those that record the work. */
    String taken(TableName table) {
        return settled(table, State.TAKEN, "");
    }

    /** Tells why a request is not done. */
    void refused(RecordSession to, TableName table, OtterException why) {
        String text = why.getMessage();
        to.run(
                settled(
                        table,
                        State.REFUSED,
                        text.length() > ERROR_MAX ? text.substring(0, ERROR_MAX) : text));
    }

    private String settled(TableName table, State state, String error) {
        return "UPDATE "
                + sql.table(TABLE)
                + " SET state='"
                + state
                + "',error_text="
                + sql.text(error)
                + ofPipeline()
                + " AND source_table="
                + kept(table)
                + " AND state='"
                + State.ASKED
                + "'";
    }
}
