package dev.otter.app.otter4;

import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All tables of an Otter 4 manager that hold configuration, as they were at one moment. Immutable.
 */
final class Otter4Store {
    private static final List<String> TABLES =
            List.of(
                    "CHANNEL",
                    "PIPELINE",
                    "PIPELINE_NODE_RELATION",
                    "DATA_MEDIA_PAIR",
                    "COLUMN_PAIR",
                    "COLUMN_PAIR_GROUP",
                    "DATA_MEDIA",
                    "DATA_MEDIA_SOURCE",
                    "CANAL",
                    "NODE",
                    "AUTOKEEPER_CLUSTER",
                    "ALARM_RULE",
                    "DATA_MATRIX",
                    "SYSTEM_PARAMETER",
                    "USER");
    private static final Set<String> NEEDED =
            Set.of("CHANNEL", "PIPELINE", "DATA_MEDIA_PAIR", "DATA_MEDIA", "DATA_MEDIA_SOURCE");
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

    private final Map<String, List<Row>> tables;

    private Otter4Store(Map<String, List<Row>> tables) {
        this.tables = Map.copyOf(tables);
    }

    /**
     * Reads everything; changes nothing.
     *
     * @throws OtterException when the server cannot be reached, or the schema is not Otter 4's
     */
    static Otter4Store read(JdbcUrl url, String user, String password) {
        String schema = url.database().isEmpty() ? "otter" : url.database();
        MysqlEndpoint endpoint =
                MysqlEndpoint.of(url.host().orElseThrow(), url.port(), user, password)
                        .withTimeouts(CONNECT_LIMIT, ANSWER_LIMIT);
        try (MysqlConnection connection = MysqlConnection.connect(endpoint)) {
            connection.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            Set<String> present = present(connection, schema);
            Map<String, List<Row>> tables = new HashMap<>();
            for (String table : TABLES) {
                boolean there = present.contains(table);
                if (!there && NEEDED.contains(table)) {
                    throw foreign(schema, table, endpoint);
                }
                tables.put(table, there ? rows(connection, schema, table) : List.of());
            }
            return new Otter4Store(tables);
        } catch (AuthRefusedException e) {
            throw new OtterException(
                    ErrorCode.ACCESS_DENIED,
                    e.getMessage(),
                    endpoint.address(),
                    "Check --user and the password, and that the account may come from here.",
                    e);
        } catch (ServerErrorException e) {
            throw new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    e.getMessage(),
                    endpoint.address(),
                    "The account needs SELECT on the schema " + schema + ".",
                    e);
        } catch (WireException e) {
            throw new OtterException(
                    ErrorCode.ENDPOINT_UNREACHABLE,
                    e.getMessage(),
                    endpoint.address(),
                    "Check --url, and that no firewall is in between.",
                    e);
        }
    }

    private static OtterException foreign(String schema, String table, MysqlEndpoint endpoint) {
        return new OtterException(
                ErrorCode.OTTER4_UNREADABLE,
                "the schema '" + schema + "' has no table " + table,
                endpoint.address(),
                "Name the schema of the Otter 4 manager in --url; it is in its otter.properties.");
    }

    private static Set<String> present(MysqlConnection connection, String schema) {
        QueryResult answer =
                connection.query(
                        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                                + literal(schema));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < answer.size(); i++) {
            names.add(answer.string(i, 0).toUpperCase(Locale.ROOT));
        }
        return names;
    }

    private static List<Row> rows(MysqlConnection connection, String schema, String table) {
        QueryResult answer =
                connection.query(
                        "SELECT * FROM `%s`.`%s` ORDER BY ID"
                                .formatted(schema.replace("`", "``"), table));
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < answer.size(); row++) {
            Map<String, String> cells = new HashMap<>();
            for (int column = 0; column < answer.columns().size(); column++) {
                String text = answer.string(row, column);
                if (text != null) {
                    cells.put(answer.columns().get(column).name().toUpperCase(Locale.ROOT), text);
                }
            }
            rows.add(new Row(cells));
        }
        return rows;
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** All rows of a table by their numbers. */
    List<Row> table(String name) {
        return tables.get(name);
    }

    /** Rows of a table that belong to another row. */
    List<Row> of(String table, String column, long id) {
        return table(table).stream().filter(row -> row.number(column) == id).toList();
    }
}
