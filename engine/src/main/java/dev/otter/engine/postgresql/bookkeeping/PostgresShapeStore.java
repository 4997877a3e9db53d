package dev.otter.engine.postgresql.bookkeeping;

import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresFault;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.schema.ShapeRecord;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The table {@code retl.retl_schema} of a target that is PostgreSQL. A connection of its own for
 * each call; for one thread.
 */
public final class PostgresShapeStore implements ShapeStore {
    private static final int STATEMENT_CHARS = 200_000;
    private static final int ROWS_AT_A_TIME = 500;

    private final String pipeline;
    private final Supplier<Connection> target;

    /**
     * @param pipeline full name of the pipeline
     * @param target opens a connection that the store closes
     */
    public PostgresShapeStore(String pipeline, Supplier<Connection> target) {
        this.pipeline = pipeline;
        this.target = target;
    }

    /** What is done with a statement of the server. */
    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = target.get();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            return work.with(statement);
        } catch (SQLException e) {
            throw unusable(PostgresException.of(e));
        }
    }

    private RuntimeException unusable(PostgresException e) {
        return switch (PostgresFault.of(e)) {
            case CONTENTION, DISCONNECTED, UNAVAILABLE -> e;
            case REFUSED, STRUCTURE, VALUE, DATA ->
                    new OtterException(
                            ErrorCode.PRIVILEGE_MISSING,
                            "the table retl.retl_schema cannot be used: " + e.getMessage(),
                            "pipeline " + pipeline,
                            "Let the account select, insert, update and delete in the schema retl"
                                    + " of the target.",
                            e);
        };
    }

    @Override
    public Optional<Checkpoint> mark() {
        return run(statement -> {
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT low_water_mark FROM retl.retl_checkpoint"
                                    + where()
                                    + " AND low_water_mark<>'' ORDER BY group_number DESC"
                                    + " LIMIT 1")) {
                return rows.next()
                        ? Optional.of(Checkpoint.parse(rows.getString(1)))
                        : Optional.empty();
            }
        });
    }

    @Override
    public List<ShapeRecord> load() {
        return run(statement -> {
            List<ShapeRecord> records = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT table_name,version,transaction_id,valid_until,state,shape"
                                    + " FROM retl.retl_schema"
                                    + where()
                                    + " ORDER BY table_name,version")) {
                while (rows.next()) {
                    records.add(record(rows));
                }
            }
            return records;
        });
    }

    private ShapeRecord record(ResultSet rows) throws SQLException {
        String name = rows.getString(1);
        try {
            int dot = name.indexOf('.');
            String id = rows.getString(3);
            String until = rows.getString(4);
            return new ShapeRecord(
                    new TableName(name.substring(0, dot), name.substring(dot + 1)),
                    rows.getLong(2),
                    id.isEmpty() ? Optional.empty() : Optional.of(TransactionId.parse(id)),
                    until.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(until)),
                    ShapeRecord.State.valueOf(rows.getString(5).toUpperCase(Locale.ROOT)),
                    rows.getString(6));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new OtterException(
                    ErrorCode.SHAPES_UNUSABLE,
                    "retl.retl_schema holds a row that is no record of a table: " + e.getMessage(),
                    "pipeline " + pipeline + ", table " + name,
                    "Delete that table's rows of this pipeline from retl.retl_schema on the"
                            + " target: the source is then asked how the table looks.",
                    e);
        }
    }

    @Override
    public void save(Collection<ShapeRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        run(statement -> {
            StringBuilder values = new StringBuilder();
            for (ShapeRecord one : records) {
                values.append(values.isEmpty() ? "" : ",").append(row(one));
                if (values.length() > STATEMENT_CHARS) {
                    insert(statement, values);
                }
            }
            insert(statement, values);
            return true;
        });
    }

    private static void insert(Statement statement, StringBuilder values) throws SQLException {
        if (!values.isEmpty()) {
            statement.execute(
                    "INSERT INTO retl.retl_schema (pipeline,table_name,version,transaction_id,"
                            + "valid_until,state,shape) VALUES "
                            + values
                            + " ON CONFLICT (pipeline,table_name,version) DO UPDATE SET"
                            + " transaction_id=excluded.transaction_id,"
                            + "valid_until=excluded.valid_until,state=excluded.state,"
                            + "shape=excluded.shape");
            values.setLength(0);
        }
    }

    private String row(ShapeRecord one) {
        return "("
                + String.join(
                        ",",
                        PostgresSql.literal(pipeline),
                        PostgresSql.literal(one.table().toString()),
                        Long.toString(one.version()),
                        PostgresSql.literal(one.id().map(TransactionId::text).orElse("")),
                        PostgresSql.literal(one.until().map(Checkpoint::text).orElse("")),
                        PostgresSql.literal(one.state().name().toLowerCase(Locale.ROOT)),
                        PostgresSql.literal(one.shape()))
                + ")";
    }

    @Override
    public void clear() {
        run(statement -> statement.execute("DELETE FROM retl.retl_schema" + where()));
    }

    @Override
    public void remove(TableName table, long belowVersion) {
        run(statement ->
                statement.execute(
                        "DELETE FROM retl.retl_schema"
                                + where()
                                + " AND table_name="
                                + PostgresSql.literal(table.toString())
                                + " AND version<"
                                + belowVersion));
    }

    private String where() {
        return " WHERE pipeline=" + PostgresSql.literal(pipeline);
    }
}
