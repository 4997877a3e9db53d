package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
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
    private static final String TABLE = "`retl`.`retl_copy_request`";
    private static final int ERROR_MAX = 2_000;

    private final String pipeline;

    /**
     * @param pipeline full name of the pipeline
     */
    public CopyRequests(String pipeline) {
        this.pipeline = pipeline;
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

    /** Asks for a table; what was asked of it before is forgotten. */
    public void ask(MysqlConnection to, TableName table, String filter) {
        to.query(
                "REPLACE INTO "
                        + TABLE
                        + " (`pipeline`,`source_table`,`state`,`row_filter`,`error_text`) VALUES ("
                        + CopyRecord.text(pipeline)
                        + ","
                        + CopyRecord.kept(table)
                        + ",'"
                        + State.ASKED
                        + "',"
                        + CopyRecord.text(filter)
                        + ",'')");
    }

    /** All requests, by table. */
    public List<Request> all(MysqlConnection to) {
        QueryResult rows =
                to.query(
                        "SELECT `source_table`,`row_filter`,`state`,`error_text` FROM "
                                + TABLE
                                + " WHERE `pipeline`="
                                + CopyRecord.text(pipeline)
                                + " ORDER BY `source_table`");
        List<Request> requests = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            requests.add(
                    new Request(
                            CopyRecord.name(rows.string(row, 0)),
                            rows.string(row, 1),
                            State.valueOf(rows.string(row, 2)),
                            rows.string(row, 3)));
        }
        return requests;
    }

    /** Whether somebody has asked for something that nobody has seen yet. */
    public boolean waiting(MysqlConnection to) {
        return to.query(
                                "SELECT 1 FROM "
                                        + TABLE
                                        + " WHERE `pipeline`="
                                        + CopyRecord.text(pipeline)
                                        + " AND `state`='"
                                        + State.ASKED
                                        + "' LIMIT 1")
                        .size()
                > 0;
    }

    /** The statement by which a request is taken; it is run with those that record the work. */
    String taken(TableName table) {
        return settled(table, State.TAKEN, "");
    }

    /** Tells why a request is not done. */
    void refused(MysqlConnection to, TableName table, OtterException why) {
        String text = why.getMessage();
        to.query(
                settled(
                        table,
                        State.REFUSED,
                        text.length() > ERROR_MAX ? text.substring(0, ERROR_MAX) : text));
    }

    private String settled(TableName table, State state, String error) {
        return "UPDATE "
                + TABLE
                + " SET `state`='"
                + state
                + "',`error_text`="
                + CopyRecord.text(error)
                + " WHERE `pipeline`="
                + CopyRecord.text(pipeline)
                + " AND `source_table`="
                + CopyRecord.kept(table)
                + " AND `state`='"
                + State.ASKED
                + "'";
    }
}
