package dev.otter.engine.failover;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import java.util.Optional;

/**
 * One pipeline's row of {@code retl.retl_source}. Uses the connection it is given and neither
 * begins nor ends transactions on it.
 */
public final class SourceLedger {
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

    private final String pipeline;

    /**
     * @param pipeline full name of the pipeline
     */
    public SourceLedger(String pipeline) {
        this.pipeline = pipeline;
    }

    /** What an earlier run left; empty also when the table was never made. */
    public Optional<ReadSource> read(MysqlConnection target) {
        QueryResult rows;
        try {
            rows =
                    target.query(
                            "SELECT `configured`,`address`,`identity` FROM `retl`.`retl_source`"
                                    + " WHERE `pipeline`="
                                    + quoted(pipeline));
        } catch (ServerErrorException e) {
            if (e.errorNumber() == NO_SUCH_TABLE || e.errorNumber() == NO_SUCH_DATABASE) {
                return Optional.empty();
            }
            throw e;
        }
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(
                        new ReadSource(rows.string(0, 0), rows.string(0, 1), rows.string(0, 2)));
    }

    /** The statement that keeps it. */
    String statement(ReadSource source) {
        String values =
                "`configured`="
                        + quoted(source.configured())
                        + ",`address`="
                        + quoted(source.address())
                        + ",`identity`="
                        + quoted(source.identity());
        return "INSERT INTO `retl`.`retl_source` SET `pipeline`="
                + quoted(pipeline)
                + ","
                + values
                + " ON DUPLICATE KEY UPDATE "
                + values;
    }

    private static String quoted(String text) {
        return "_utf8mb4'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
