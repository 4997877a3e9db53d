package dev.otter.engine.oracle.bookkeeping;

import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.table.Bind;
import dev.otter.engine.oracle.table.BoundStatement;
import dev.otter.engine.oracle.table.LargeValues;
import dev.otter.engine.schema.ShapeRecord;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The table {@code RETL.RETL_SCHEMA} of a target that is Oracle. A connection of its own for each
 * call; for one thread.
 */
public final class OracleShapeStore implements ShapeStore {
    private static final int ROWS_AT_A_TIME = 200;
    private static final String LOAD =
            "SELECT TABLE_NAME,VERSION,TRANSACTION_ID,VALID_UNTIL,STATE,SHAPE FROM RETL.RETL_SCHEMA"
                    + " WHERE PIPELINE=? ORDER BY TABLE_NAME,VERSION";
    private static final String SAVE =
            "MERGE INTO RETL.RETL_SCHEMA USING DUAL"
                    + " ON (PIPELINE=? AND TABLE_NAME=? AND VERSION=?)"
                    + " WHEN MATCHED THEN UPDATE SET TRANSACTION_ID=?,STATE=?,VALID_UNTIL=?,SHAPE=?"
                    + " WHEN NOT MATCHED THEN INSERT (PIPELINE,TABLE_NAME,VERSION,TRANSACTION_ID,"
                    + "STATE,VALID_UNTIL,SHAPE) VALUES (?,?,?,?,?,?,?)";
    private static final String CLEAR = "DELETE FROM RETL.RETL_SCHEMA WHERE PIPELINE=?";
    private static final String REMOVE =
            "DELETE FROM RETL.RETL_SCHEMA WHERE PIPELINE=? AND TABLE_NAME=? AND VERSION<?";

    private final String pipeline;
    private final Supplier<Connection> target;

    /**
     * @param pipeline full name of the pipeline
     * @param target opens a connection that the store closes
     */
    public OracleShapeStore(String pipeline, Supplier<Connection> target) {
        this.pipeline = pipeline;
        this.target = target;
    }

    /** All statements, so that their spelling can be checked. */
    static List<String> statements() {
        return List.of(LOAD, SAVE, CLEAR, REMOVE);
    }

    private RuntimeException unusable(OracleException e) {
        return switch (e.fault()) {
            case CONTENTION, DISCONNECTED, UNAVAILABLE -> e;
            case REFUSED, STRUCTURE, VALUE, DATA ->
                    new OtterException(
                            ErrorCode.PRIVILEGE_MISSING,
                            "the table RETL.RETL_SCHEMA cannot be used: " + e.getMessage(),
                            "pipeline " + pipeline,
                            "Let the account select, insert, update and delete in the tables of"
                                    + " the schema RETL of the target.",
                            e);
        };
    }

    @Override
    public List<ShapeRecord> load() {
        try (Connection connection = target.get();
                PreparedStatement statement = connection.prepareStatement(LOAD)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            statement.setString(1, pipeline);
            List<ShapeRecord> records = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.add(record(rows));
                }
            }
            return records;
        } catch (SQLException e) {
            throw unusable(OracleException.of(e));
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private ShapeRecord record(ResultSet rows) throws SQLException {
        String name = rows.getString(1);
        try {
            int dot = name.indexOf('.');
            String id = text(rows, 3);
            String until = text(rows, 4);
            return new ShapeRecord(
                    new TableName(name.substring(0, dot), name.substring(dot + 1)),
                    rows.getLong(2),
                    id.isEmpty() ? Optional.empty() : Optional.of(TransactionId.parse(id)),
                    until.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(until)),
                    ShapeRecord.State.valueOf(rows.getString(5).toUpperCase(Locale.ROOT)),
                    text(rows, 6));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new OtterException(
                    ErrorCode.SHAPES_UNUSABLE,
                    "RETL.RETL_SCHEMA holds a row that is no record of a table: " + e.getMessage(),
                    "pipeline " + pipeline + ", table " + name,
                    "Delete that table's rows of this pipeline from RETL.RETL_SCHEMA on the"
                            + " target: the source is then asked how the table looks.",
                    e);
        }
    }

    @Override
    public void save(Collection<ShapeRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        try (Connection connection = target.get();
                PreparedStatement statement = connection.prepareStatement(SAVE)) {
            for (ShapeRecord one : records) {
                try (LargeValues large = new LargeValues(connection)) {
                    row(one).set(statement, large);
                    statement.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw unusable(OracleException.of(e));
        }
    }

    private BoundStatement row(ShapeRecord one) {
        List<Bind> key =
                List.of(
                        Bind.text(pipeline),
                        Bind.text(one.table().toString()),
                        Bind.number(one.version()));
        List<Bind> rest =
                List.of(
                        Bind.text(one.id().map(TransactionId::text).orElse("")),
                        Bind.text(one.state().name().toLowerCase(Locale.ROOT)),
                        Bind.large(one.until().map(Checkpoint::text).orElse("")),
                        Bind.large(one.shape()));
        List<Bind> all = new ArrayList<>(key);
        all.addAll(rest);
        all.addAll(key);
        all.addAll(rest);
        return new BoundStatement(SAVE, all);
    }

    @Override
    public void clear() {
        run(new BoundStatement(CLEAR, List.of(Bind.text(pipeline))));
    }

    @Override
    public void remove(TableName table, long belowVersion) {
        run(
                new BoundStatement(
                        REMOVE,
                        List.of(
                                Bind.text(pipeline),
                                Bind.text(table.toString()),
                                Bind.number(belowVersion))));
    }

    private void run(BoundStatement bound) {
        try (Connection connection = target.get();
                PreparedStatement statement = connection.prepareStatement(bound.sql());
                LargeValues large = new LargeValues(connection)) {
            bound.set(statement, large);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw unusable(OracleException.of(e));
        }
    }
}
