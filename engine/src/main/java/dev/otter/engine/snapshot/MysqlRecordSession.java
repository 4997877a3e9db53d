package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** On MySQL or MariaDB. */
public final class MysqlRecordSession implements RecordSession {
    private final MysqlConnection connection;

    /**
     * @param connection closed with this
     */
    public MysqlRecordSession(MysqlConnection connection) {
        this.connection = connection;
    }

    MysqlConnection connection() {
        return connection;
    }

    @Override
    public List<List<String>> rows(String query) {
        QueryResult answer = connection.query(query);
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < answer.size(); row++) {
            List<String> values = new ArrayList<>();
            for (int column = 0; column < answer.columns().size(); column++) {
                String value = answer.string(row, column);
                values.add(value == null ? "" : value);
            }
            rows.add(values);
        }
        return rows;
    }

    @Override
    public long run(String statement) {
        return connection.query(statement).outcome().affectedRows();
    }

    @Override
    public void begin() {
        connection.query("BEGIN");
    }

    @Override
    public void commit() {
        connection.query("COMMIT");
    }

    @Override
    public void rollBack() {
        connection.query("ROLLBACK");
    }

    @Override
    public void close() {
        connection.close();
    }
}
