package dev.otter.engine.pipeline;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.database.Collations;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.ddl.DdlSource;
import dev.otter.engine.schema.ShapeSource;
import dev.otter.engine.schema.TableShape;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the source how its tables look, on a connection of its own for each question. */
final class SourceShapes implements ShapeSource, DdlSource {
    private static final Logger LOG = LoggerFactory.getLogger(SourceShapes.class);

    private final Endpoint endpoint;
    private final Collations collations;
    private final ServerVersion version;
    private final boolean ignoreCase;
    private final boolean gtids;
    private final boolean timestampDefaults;
    private final Map<Integer, String> names = new HashMap<>();

    /**
     * @param connection to the same endpoint; used within the constructor only
     * @param gtids whether transactions are named by MySQL GTIDs
     */
    SourceShapes(Endpoint endpoint, MysqlConnection connection, boolean gtids) {
        this.endpoint = endpoint;
        this.collations = Collations.load(connection);
        this.version = connection.serverVersion();
        this.ignoreCase = connection.query("SELECT @@lower_case_table_names").number(0, 0) != 0;
        this.gtids = gtids;
        this.timestampDefaults =
                connection.query("SELECT @@explicit_defaults_for_timestamp").number(0, 0) != 0;
        QueryResult rows =
                connection.query(
                        "SELECT ID, COLLATION_NAME FROM information_schema.COLLATIONS WHERE ID IS"
                                + " NOT NULL");
        for (int i = 0; i < rows.size(); i++) {
            names.put((int) rows.number(i, 0), rows.string(i, 1));
        }
    }

    @Override
    public String collation(int number) {
        return names.getOrDefault(number, "");
    }

    @Override
    public String databaseCollation(String database) {
        return schemata("DEFAULT_COLLATION_NAME", database).orElse("");
    }

    @Override
    public boolean timestampDefaults() {
        return timestampDefaults;
    }

    private <T> T ask(Function<MysqlConnection, T> question) {
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            return question.apply(connection);
        } catch (WireException e) {
            throw Endpoints.unreachable(endpoint, e);
        }
    }

    @Override
    public List<TableName> tables() {
        return ask(connection -> new TableCatalog(ignoreCase).names(connection));
    }

    @Override
    public Map<TableName, TableShape> shapes(Collection<TableName> tables) {
        return ask(connection -> {
            Map<TableName, TargetTable> found =
                    new TableCatalog(ignoreCase).load(connection, tables);
            Map<TableName, String> charsets = charsets(connection, found.keySet());
            Map<TableName, TableShape> shapes = new LinkedHashMap<>();
            found.forEach((name, table) ->
                    shape(table, charsets.getOrDefault(name, TableShape.UNKNOWN))
                            .ifPresent(shape -> shapes.put(name, shape)));
            return shapes;
        });
    }

    /** A table with a type that is not known matters only when its rows are wanted. */
    private static Optional<TableShape> shape(TargetTable table, String charset) {
        try {
            return Optional.of(new TableShape(charset, LogColumns.of(table)));
        } catch (OtterException e) {
            LOG.info("the shape of table {} is not followed: {}", table.name(), e.what());
            return Optional.empty();
        }
    }

    private static Map<TableName, String> charsets(
            MysqlConnection connection, Collection<TableName> tables) {
        Map<String, List<TableName>> byDatabase =
                tables.stream().collect(Collectors.groupingBy(TableName::database));
        Map<TableName, String> charsets = new HashMap<>();
        byDatabase.forEach((database, ofDatabase) -> {
            QueryResult rows =
                    connection.query(
                            "SELECT TABLE_NAME, TABLE_COLLATION FROM information_schema.TABLES"
                                    + " WHERE TABLE_SCHEMA = "
                                    + literal(database));
            for (int i = 0; i < rows.size(); i++) {
                String collation = rows.string(i, 1);
                if (collation != null) {
                    int end = collation.indexOf('_');
                    charsets.put(
                            new TableName(database, rows.string(i, 0)),
                            end < 0 ? collation : collation.substring(0, end));
                }
            }
        });
        return charsets;
    }

    private static String literal(String text) {
        return "_utf8mb4 X'"
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                + "'";
    }

    @Override
    public Checkpoint end() {
        return ask(connection -> {
            LogEnd end = new BinlogFiles(connection).end();
            return new Checkpoint(
                    new LogPosition(end.file(), end.offset()),
                    gtids ? GtidSet.parse(end.gtids()).toString() : "");
        });
    }

    @Override
    public Optional<String> databaseCharset(String database) {
        return schemata("DEFAULT_CHARACTER_SET_NAME", database);
    }

    private Optional<String> schemata(String column, String database) {
        return ask(connection -> {
            QueryResult rows =
                    connection.query(
                            "SELECT "
                                    + column
                                    + " FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = "
                                    + literal(database));
            return rows.size() == 0 ? Optional.empty() : Optional.of(rows.string(0, 0));
        });
    }

    @Override
    public String charset(int number) {
        return collations.charset(number);
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public boolean ignoreCase() {
        return ignoreCase;
    }
}
