package dev.otter.engine.schema;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.WireException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The table {@code retl.retl_schema} of a target of MySQL or MariaDB. A connection of its own for
 * each call, or one of somebody else for all; for one thread.
 */
public final class MysqlShapeStore implements ShapeStore {
    private static final int STATEMENT_CHARS = 200_000;
    private static final int ROWS_PER_QUESTION = 2_000;

    private final String pipeline;
    private final Supplier<MysqlConnection> target;
    private final boolean closes;

    /**
     * @param pipeline full name of the pipeline
     * @param target opens a connection that the store closes
     */
    public MysqlShapeStore(String pipeline, Supplier<MysqlConnection> target) {
        this(pipeline, target, true);
    }

    private MysqlShapeStore(String pipeline, Supplier<MysqlConnection> target, boolean closes) {
        this.pipeline = pipeline;
        this.target = target;
        this.closes = closes;
    }

    /** One that works in the transaction of somebody's connection, with which it is durable. */
    public static MysqlShapeStore on(MysqlConnection connection, String pipeline) {
        return new MysqlShapeStore(pipeline, () -> connection, false);
    }

    private <T> T with(Function<MysqlConnection, T> work) {
        MysqlConnection connection = target.get();
        try {
            return work.apply(connection);
        } catch (WireException e) {
            throw new OtterException(
                    ErrorCode.ENDPOINT_UNREACHABLE,
                    "the table retl.retl_schema cannot be used: " + e.getMessage(),
                    "pipeline " + pipeline,
                    "Let the account select, insert, update and delete in the database retl of"
                            + " the target.",
                    e);
        } finally {
            if (closes) {
                connection.close();
            }
        }
    }

    @Override
    public List<ShapeRecord> load() {
        return with(connection -> {
            List<ShapeRecord> records = new ArrayList<>();
            QueryResult rows;
            String behind = "";
            do {
                rows = connection.query(select(behind));
                for (int row = 0; row < rows.size(); row++) {
                    records.add(record(rows, row));
                }
                if (rows.size() > 0) {
                    int last = rows.size() - 1;
                    behind =
                            " AND (`table_name`,`version`)>("
                                    + literal(rows.string(last, 0))
                                    + ","
                                    + rows.number(last, 1)
                                    + ")";
                }
            } while (rows.size() == ROWS_PER_QUESTION);
            return records;
        });
    }

    @Override
    public Optional<Checkpoint> mark() {
        return with(connection -> {
            QueryResult rows =
                    connection.query(
                            "SELECT `low_water_mark` FROM `retl`.`retl_checkpoint`"
                                    + where()
                                    + " AND `low_water_mark`<>'' ORDER BY `group_number` DESC"
                                    + " LIMIT 1");
            return rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(Checkpoint.parse(rows.string(0, 0)));
        });
    }

    private String select(String behind) {
        return "SELECT `table_name`,`version`,`transaction_id`,`valid_until`,`state`,`shape` FROM"
                + " `retl`.`retl_schema`"
                + where()
                + behind
                + " ORDER BY `table_name`,`version` LIMIT "
                + ROWS_PER_QUESTION;
    }

    private ShapeRecord record(QueryResult rows, int row) {
        try {
            String name = rows.string(row, 0);
            int dot = name.indexOf('.');
            String id = rows.string(row, 2);
            String until = rows.string(row, 3);
            return new ShapeRecord(
                    new TableName(name.substring(0, dot), name.substring(dot + 1)),
                    rows.number(row, 1),
                    id.isEmpty() ? Optional.empty() : Optional.of(TransactionId.parse(id)),
                    until.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(until)),
                    ShapeRecord.State.valueOf(rows.string(row, 4).toUpperCase(Locale.ROOT)),
                    rows.string(row, 5));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new OtterException(
                    ErrorCode.SHAPES_UNUSABLE,
                    "retl.retl_schema holds a row that is no record of a table: " + e.getMessage(),
                    "pipeline " + pipeline + ", table " + rows.string(row, 0),
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
        with(connection -> {
            StringBuilder values = new StringBuilder();
            for (ShapeRecord one : records) {
                values.append(values.isEmpty() ? "" : ",").append(row(one));
                if (values.length() > STATEMENT_CHARS) {
                    insert(connection, values);
                }
            }
            insert(connection, values);
            return true;
        });
    }

    private static void insert(MysqlConnection connection, StringBuilder values) {
        if (!values.isEmpty()) {
            connection.query(
                    "REPLACE INTO `retl`.`retl_schema` (`pipeline`,`table_name`,`version`,"
                            + "`transaction_id`,`valid_until`,`state`,`shape`) VALUES "
                            + values);
            values.setLength(0);
        }
    }

    private String row(ShapeRecord one) {
        return "("
                + literal(pipeline)
                + ","
                + literal(one.table().toString())
                + ","
                + one.version()
                + ","
                + literal(one.id().map(TransactionId::text).orElse(""))
                + ","
                + literal(one.until().map(Checkpoint::text).orElse(""))
                + ","
                + literal(one.state().name().toLowerCase(Locale.ROOT))
                + ","
                + literal(one.shape())
                + ")";
    }

    @Override
    public void clear() {
        with(connection -> connection.query("DELETE FROM `retl`.`retl_schema`" + where()));
    }

    @Override
    public void remove(TableName table, long belowVersion) {
        remove(Map.of(table, belowVersion));
    }

    @Override
    public void remove(Map<TableName, Long> belowVersions) {
        with(connection -> {
            belowVersions.forEach((table, version) ->
                    connection.query(
                            "DELETE FROM `retl`.`retl_schema`"
                                    + where()
                                    + " AND `table_name`="
                                    + literal(table.toString())
                                    + " AND `version`<"
                                    + version));
            return true;
        });
    }

    private String where() {
        return " WHERE `pipeline`=" + literal(pipeline);
    }

    /** Means the text whatever the session's sql_mode is. */
    private static String literal(String text) {
        return text.isEmpty()
                ? "''"
                : "_utf8mb4 X'"
                        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                        + "'";
    }
}
