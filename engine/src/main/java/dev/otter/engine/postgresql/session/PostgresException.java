package dev.otter.engine.postgresql.session;

import dev.otter.binlog.wire.WireException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * PostgreSQL refused something, or the connection to it broke; {@link PostgresFault} tells which.
 * After a refusal the transaction is spoilt and has to be rolled back.
 */
public final class PostgresException extends WireException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String schema;
    private final String table;
    private final String column;

    private PostgresException(String message, String sqlState, String[] place, Throwable cause) {
        super("postgresql.error", message, cause);
        this.sqlState = sqlState;
        this.schema = place[0];
        this.table = place[1];
        this.column = place[2];
    }

    /** From what the driver throws; of a batch, the refusal of its statement. */
    public static PostgresException of(SQLException thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
                return of(refused.getServerErrorMessage(), thrown);
            }
        }
        String state = thrown.getSQLState() == null ? "08006" : thrown.getSQLState();
        Throwable root = thrown;
        while (root.getCause() instanceof SQLException deeper) {
            root = deeper;
        }
        String more = root.getCause() == null ? "" : " (" + root.getCause().getMessage() + ")";
        return new PostgresException(
                root.getMessage() + more, state, new String[] {"", "", ""}, thrown);
    }

    private static PostgresException of(ServerErrorMessage said, SQLException thrown) {
        String state = text(said.getSQLState());
        String detail = said.getDetail() == null ? "" : " (" + said.getDetail() + ")";
        return new PostgresException(
                "SQLSTATE " + state + ": " + said.getMessage() + detail,
                state,
                new String[] {
                    text(said.getSchema()), text(said.getTable()), text(said.getColumn())
                },
                thrown);
    }

    private static String text(String said) {
        return said == null ? "" : said;
    }

    /** Five characters; class 08 when there was no answer. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether the server says that the refusal is about this column. */
    public boolean about(String schemaName, String tableName, String columnName) {
        return schema.equals(schemaName) && table.equals(tableName) && column.equals(columnName);
    }
}
