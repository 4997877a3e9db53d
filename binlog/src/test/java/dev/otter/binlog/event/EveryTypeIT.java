package dev.otter.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.EveryType.Column;
import dev.otter.binlog.event.EveryType.Mode;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowMetadata;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the log says about random rows of every type must be what the server itself prints. */
final class EveryTypeIT {
    private static final int ROWS = 120;
    private static final int BINARY = 63;
    private static final String SESSION = "SET SESSION sql_mode='ALLOW_INVALID_DATES'";

    @ParameterizedTest
    @EnumSource(Flavor.class)
    void log_and_select_agree_on_every_type(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        List<Column> columns = EveryType.columns(flavor);
        ServerSpec spec = ServerSpec.of(flavor);
        if (flavor != Flavor.MYSQL_5_7) {
            spec = spec.withRowMetadata(RowMetadata.FULL);
        }
        if (flavor == Flavor.MYSQL_9 || flavor == Flavor.MARIADB) {
            spec = spec.withCompressed(true);
        }
        try (MysqlServer server = MysqlServer.start(spec)) {
            write(server, columns);

            Map<String, List<String>> log = readLog(server, columns);

            assertThat(log).hasSizeGreaterThan(ROWS / 2);
            compare(columns, readTable(server, columns), log);
        }
    }

    private static void write(MysqlServer server, List<Column> columns) throws Exception {
        Random random = new Random(42);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            statement.execute("CREATE DATABASE d");
            statement.execute(
                    columns.stream()
                            .map(column -> column.name() + " " + column.definition())
                            .collect(
                                    Collectors.joining(
                                            ",",
                                            "CREATE TABLE d.t (id INT PRIMARY KEY,",
                                            ") CHARACTER SET utf8mb4")));
            for (int id = 0; id < ROWS; id++) {
                int row = id;
                statement.execute(
                        columns.stream()
                                .map(column -> literal(column, row, random))
                                .collect(
                                        Collectors.joining(
                                                ",",
                                                "INSERT IGNORE INTO d.t VALUES (" + id + ",",
                                                ")")));
            }
            for (int i = 0; i < ROWS; i++) {
                Column column = columns.get(random.nextInt(columns.size()));
                statement.execute(
                        "UPDATE IGNORE d.t SET "
                                + column.name()
                                + "="
                                + column.any().apply(random)
                                + " WHERE id="
                                + random.nextInt(ROWS));
            }
            statement.execute("DELETE FROM d.t WHERE id % 7 = 3");
            statement.execute("UPDATE d.t SET id = id + 1000 WHERE id % 7 = 5");
        }
    }

    private static String literal(Column column, int row, Random random) {
        if (row < column.edges().size()) {
            return column.edges().get(row);
        }
        return random.nextInt(10) == 0 ? "NULL" : column.any().apply(random);
    }

    private static Map<String, List<String>> readTable(MysqlServer server, List<Column> columns)
            throws Exception {
        Map<String, List<String>> rows = new HashMap<>();
        String select =
                columns.stream()
                        .map(column -> column.print().replace("%s", column.name()))
                        .collect(Collectors.joining(",", "SELECT id,", " FROM d.t"));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(select)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(result.getString(i + 2));
                }
                rows.put(result.getString(1), row);
            }
        }
        return rows;
    }

    private static Map<String, List<String>> readLog(MysqlServer server, List<Column> columns)
            throws Exception {
        Map<String, List<String>> rows = new HashMap<>();
        RowCursor cursor = new RowCursor();
        for (Path file : LogFile.of(server)) {
            LogFile.decode(
                    file,
                    new EventDecoder(),
                    event -> {
                        if (event instanceof RowsEvent of && of.table().table().equals("t")) {
                            cursor.open(of);
                            while (cursor.next()) {
                                apply(cursor, columns, rows);
                            }
                        }
                    });
        }
        return rows;
    }

    private static void apply(
            RowCursor cursor, List<Column> columns, Map<String, List<String>> rows) {
        if (cursor.has(Image.BEFORE)) {
            List<String> before = texts(cursor, Image.BEFORE, columns);
            assertThat(rows.remove(before.getFirst())).isEqualTo(before.subList(1, before.size()));
        }
        if (cursor.has(Image.AFTER)) {
            List<String> after = texts(cursor, Image.AFTER, columns);
            rows.put(after.getFirst(), after.subList(1, after.size()));
        }
    }

    private static List<String> texts(RowCursor cursor, Image image, List<Column> columns) {
        List<String> row = new ArrayList<>();
        TableMap table = cursor.event().table();
        assertThat(table.columnCount()).isEqualTo(columns.size() + 1);
        for (int i = 0; i < table.columnCount(); i++) {
            Column column = i == 0 ? null : columns.get(i - 1);
            ColumnType type = table.type(i);
            if (type.numeric()) {
                boolean unsigned = column != null && column.unsigned();
                ColumnType.Sign sign = unsigned ? ColumnType.Sign.UNSIGNED : ColumnType.Sign.SIGNED;
                if (table.metadata().signsKnown()) {
                    assertThat(type.sign()).as(table.name(i).orElse("")).isEqualTo(sign);
                }
                type = type.with(sign);
            }
            table.name(i)
                    .ifPresent(name -> {
                        if (column != null) {
                            assertThat(name).isEqualTo(column.name());
                        }
                    });
            row.add(text(cursor, image, i, type, column != null && column.mode() == Mode.HEX));
        }
        return row;
    }

    private static String text(
            RowCursor cursor, Image image, int column, ColumnType type, boolean hex) {
        if (cursor.state(image, column) == Cell.State.NULL) {
            return null;
        }
        ByteWriter out = new ByteWriter(64);
        int offset = cursor.offset(image, column);
        int length = cursor.length(image, column);
        if (type.kind() == ColumnType.Kind.JSON) {
            JsonText.append(new JsonBinary(cursor.buffer(), offset, length), out);
        } else if (hex) {
            ByteWriter bytes = new ByteWriter(64);
            if (type.kind() == ColumnType.Kind.CHAR && fixed(cursor.event().table(), column)) {
                CellFormat.appendBinary(type, cursor.buffer(), offset, length, bytes);
            } else {
                CellFormat.append(type, cursor.buffer(), offset, length, bytes);
            }
            out.hex(bytes.array(), 0, bytes.length());
        } else {
            CellFormat.append(type, cursor.buffer(), offset, length, out);
        }
        return out.toString();
    }

    /** MySQL 5.7 does not tell collations; BINARY(20) is told by its size. */
    private static boolean fixed(TableMap table, int column) {
        List<Integer> collations = table.metadata().collations();
        return collations.isEmpty()
                ? table.type(column).size() == 20
                : collations.get(column) == BINARY;
    }

    private static void compare(
            List<Column> columns, Map<String, List<String>> table, Map<String, List<String>> log) {
        assertThat(log.keySet()).isEqualTo(table.keySet());
        List<String> differences = new ArrayList<>();
        table.forEach((id, row) -> {
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                String logged = log.get(id).get(i);
                if (!same(column, row.get(i), logged)) {
                    differences.add(
                            id + "." + column.name() + " table " + row.get(i) + " log " + logged);
                }
            }
        });
        assertThat(differences.stream().limit(20)).isEmpty();
    }

    private static boolean same(Column column, String table, String log) {
        if (table == null || log == null) {
            return table == null && log == null;
        }
        if (column.mode() == Mode.REAL) {
            return Double.parseDouble(table) == Double.parseDouble(log);
        }
        return table.equals(log);
    }
}
