package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Cell;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.LogFile;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents written to a server as SQL must come back through its log with every type kept. */
final class JsonRoundTripIT {
    private static final int DOCUMENTS = 400;
    private static final int[] KINDS = {4, 6, 7, 8, 12};

    private static MysqlServer server(Flavor flavor, String... options) {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        return MysqlServer.start(ServerSpec.of(flavor).withOptions(options));
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7", "MYSQL_9"})
    void sql_of_a_document_gives_the_same_document(Flavor flavor) throws Exception {
        try (MysqlServer server = server(flavor)) {
            List<String> wanted = new ArrayList<>();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE d");
                statement.execute("CREATE TABLE d.t (id INT PRIMARY KEY, j JSON)");
                for (int i = 0; i < DOCUMENTS; i++) {
                    RandomJson random = new RandomJson(i, KINDS[i % KINDS.length]);
                    JsonNode document = i % 7 == 0 ? random.any(0) : random.container(4);
                    wanted.add(TypedText.of(document));
                    ByteWriter sql = new ByteWriter(1000);
                    sql.ascii("INSERT INTO d.t VALUES (" + i + ",");
                    JsonSql.Fidelity fidelity = JsonSql.append(document, sql);
                    assertThat(fidelity).isEqualTo(JsonSql.Fidelity.EXACT);
                    statement.execute(sql.ascii(")").toString());
                }
            }

            List<String> logged = new ArrayList<>();
            read(server, cursor -> logged.add(TypedText.of(json(cursor, Image.AFTER))));

            assertThat(logged).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(logged.get(i)).as("document " + i).isEqualTo(wanted.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_9"})
    void partial_updates_give_what_the_server_has(Flavor flavor) throws Exception {
        try (MysqlServer server = server(flavor, "--binlog-row-value-options=PARTIAL_JSON")) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE d");
                statement.execute("CREATE TABLE d.t (id INT PRIMARY KEY, j JSON)");
                statement.execute("CREATE TABLE d.copy (id INT PRIMARY KEY, j JSON)");
                statement.execute(
                        "INSERT INTO d.t VALUES (1, JSON_OBJECT('a', JSON_ARRAY(1,2,3,'x'),"
                                + " 'b', JSON_OBJECT('c d', 1, 'pad', REPEAT('p', 2000)), 'e', 5))");
                statement.execute("INSERT INTO d.copy SELECT * FROM d.t");
                update(statement);
            }

            List<String> updates = new ArrayList<>();
            int[] partial = new int[1];
            JsonNode[] last = new JsonNode[1];
            read(
                    server,
                    cursor -> {
                        if (cursor.event().kind() == RowsEvent.Kind.UPDATE) {
                            partial[0] += follow(cursor, last, updates);
                        }
                    });

            assertThat(partial[0]).isGreaterThan(20);
            server.execute(updates.toArray(String[]::new));
            String same =
                    "SELECT t.j = c.j AND CAST(t.j AS CHAR) = CAST(c.j AS CHAR) FROM d.t t, d.copy c";
            assertThat(text(server, same)).isEqualTo("1");
            assertThat(text(server, "SELECT CAST(j AS CHAR) FROM d.t"))
                    .isEqualTo(JsonText.of(last[0]));
        }
    }

    private static void update(Statement statement) throws SQLException {
        Random random = new Random(7);
        List<String> changes =
                List.of(
                        "JSON_SET(j, '$.a[1]', %d)",
                        "JSON_SET(j, '$.b.\"c d\"', 'v%d')",
                        "JSON_REPLACE(j, '$.e', CAST(%d AS DECIMAL(10,2)))",
                        "JSON_SET(j, '$.new%d', JSON_OBJECT('z', NULL))",
                        "JSON_SET(j, '$.a[99]', %d)",
                        "JSON_SET(j, '$.a[last]', %d)",
                        "JSON_SET(j, '$.e[0]', %d)",
                        "JSON_SET(j, '$.f[0]', %d)",
                        "JSON_SET(j, '$.f[1]', %d)",
                        "JSON_SET(j, '$.f', %d)",
                        "JSON_REMOVE(j, '$.new%d')",
                        "JSON_REMOVE(JSON_SET(j, '$.b.\"c d\"', %d), '$.a[0]')");
        for (int i = 0; i < 150; i++) {
            String change = changes.get(random.nextInt(changes.size()));
            statement.execute("UPDATE d.t SET j = " + change.formatted(random.nextInt(10)));
        }
    }

    /** Applies one update by both ways; returns 1 when it was a partial one. */
    private static int follow(RowCursor cursor, JsonNode[] last, List<String> updates) {
        JsonBinary before = json(cursor, Image.BEFORE);
        int length = cursor.length(Image.AFTER, 1);
        if (last[0] != null) {
            assertThat(TypedText.of(before)).isEqualTo(TypedText.of(last[0]));
        }
        ByteWriter sql = new ByteWriter(100);
        sql.ascii("UPDATE d.copy SET j = ");
        if (Cell.partial(length)) {
            List<JsonDiff> diffs =
                    JsonDiff.read(
                            cursor.buffer(),
                            cursor.offset(Image.AFTER, 1),
                            Cell.partialLength(length));
            last[0] = JsonDiff.apply(before, diffs);
            JsonSql.append("j", diffs, sql);
        } else {
            last[0] = JsonTree.of(json(cursor, Image.AFTER));
            JsonSql.append(last[0], sql);
        }
        updates.add(sql.toString());
        return Cell.partial(length) ? 1 : 0;
    }

    private static JsonBinary json(RowCursor cursor, Image image) {
        return new JsonBinary(cursor.buffer(), cursor.offset(image, 1), cursor.length(image, 1));
    }

    private static void read(MysqlServer server, java.util.function.Consumer<RowCursor> rows)
            throws Exception {
        RowCursor cursor = new RowCursor();
        for (Path file : LogFile.of(server)) {
            LogFile.decode(
                    file,
                    new EventDecoder(),
                    event -> {
                        if (event instanceof RowsEvent of && of.table().table().equals("t")) {
                            cursor.open(of);
                            while (cursor.next()) {
                                rows.accept(cursor);
                            }
                        }
                    });
        }
    }

    private static String text(MysqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
