package dev.otter.engine.database.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every type with its edge values, read from the log of a source, written to a target as literals:
 * the target's own log must then hold the same bytes, and the conditions must find the rows.
 */
final class LiteralsIT {
    private static final String DATABASE = "types";
    private static final String STRICT =
            "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO";
    private static final String RELAXED = "ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO";

    @ParameterizedTest
    @CsvSource({
        "MYSQL_8_0, MYSQL_8_0",
        "MYSQL_5_7, MYSQL_8_0",
        "MYSQL_8_0, MYSQL_5_7",
        "MARIADB, MARIADB",
        "MYSQL_9, MYSQL_9",
        "MYSQL_8_0, MARIADB"
    })
    void every_value_arrives_as_it_was(Flavor from, Flavor to) throws Exception {
        assume(from);
        assume(to);
        try (MysqlServer source = MysqlServer.start(ServerSpec.of(from));
                MysqlServer target = MysqlServer.start(ServerSpec.of(to));
                Connection atSource = source.connect();
                Connection atTarget = target.connect()) {
            ServerFeatures both = ServerFeatures.of(atSource).and(ServerFeatures.of(atTarget));
            EveryType types = new EveryType(DATABASE, both);
            types.createTables(atSource);
            types.createTables(atTarget);
            types.edgeRows(atSource);
            List<LoggedRow> rows = LoggedRow.read(endpoint(source), DATABASE);
            assertThat(rows).hasSizeGreaterThan(100);
            List<String> faults = apply(rows, source, target);
            faults.addAll(compare(rows, LoggedRow.read(endpoint(target), DATABASE)));
            assertThat(faults.stream().limit(40)).isEmpty();
        }
    }

    private static void assume(Flavor flavor) {
        Availability availability = MysqlServer.available(flavor);
        Assumptions.assumeTrue(availability.ready(), availability.reason());
    }

    private static MysqlEndpoint endpoint(MysqlServer server) {
        return MysqlEndpoint.of(server.host(), server.port(), "root", "");
    }

    private static List<String> apply(
            List<LoggedRow> rows, MysqlServer source, MysqlServer target) {
        List<String> faults = new ArrayList<>();
        try (MysqlConnection reader = MysqlConnection.connect(endpoint(source));
                MysqlConnection writer = MysqlConnection.connect(endpoint(target))) {
            TableCatalog sources = TableCatalog.of(reader);
            TableCatalog targets = TableCatalog.of(writer);
            session(writer, STRICT);
            for (LoggedRow row : rows) {
                TableName name = new TableName(DATABASE, row.table().table());
                TargetTable table = targets.table(writer, name);
                List<LogColumn> columns = LogColumns.of(sources.table(reader, name));
                write(writer, row, table, literals(row, columns, table, writer), faults);
            }
        }
        return faults;
    }

    private static void session(MysqlConnection connection, String mode) {
        connection.query("SET NAMES binary, time_zone='+00:00', sql_mode='%s'".formatted(mode));
    }

    private static List<Literals> literals(
            LoggedRow row, List<LogColumn> columns, TargetTable table, MysqlConnection writer) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> {
                    LogColumn told = columns.get(i);
                    LogColumn column =
                            new LogColumn(
                                    told.name(),
                                    row.table().type(i).numeric()
                                            ? row.table().type(i).with(told.type().sign())
                                            : row.table().type(i),
                                    told.charset(),
                                    told.members(),
                                    told.memberCharset(),
                                    told.generated());
                    return Literals.of(
                            column,
                            table.column(told.name()).orElseThrow(),
                            writer.serverVersion().mariaDb());
                })
                .toList();
    }

    private static void write(
            MysqlConnection writer,
            LoggedRow row,
            TargetTable table,
            List<Literals> literals,
            List<String> faults) {
        boolean relaxed = false;
        for (int i = 0; i < literals.size(); i++) {
            relaxed |=
                    literals.get(i)
                            .needsRelaxedMode(row.bytes(), row.offsets()[i], row.lengths()[i]);
        }
        if (relaxed) {
            session(writer, RELAXED);
        }
        boolean written = false;
        try {
            written =
                    run(
                            writer,
                            row.update()
                                    ? update(row, table, literals)
                                    : insert(row, table, literals),
                            row,
                            faults);
        } catch (BinlogFormatException e) {
            faults.add(key(row) + ": " + e.getMessage());
        }
        if (relaxed) {
            session(writer, STRICT);
        }
        if (!written) {
            return;
        }
        for (int i = 0; i < literals.size(); i++) {
            find(writer, row, table, literals.get(i), i, faults);
        }
    }

    private static ByteWriter insert(LoggedRow row, TargetTable table, List<Literals> literals) {
        ByteWriter sql = new ByteWriter(256);
        sql.utf8("INSERT INTO " + table.name().quoted() + " (");
        int written = 0;
        for (Literals literal : literals) {
            if (!literal.target().generated()) {
                sql.ascii(written++ == 0 ? "" : ",").utf8(TableName.quote(literal.target().name()));
            }
        }
        sql.ascii(") VALUES (");
        written = 0;
        for (int i = 0; i < literals.size(); i++) {
            if (!literals.get(i).target().generated()) {
                sql.ascii(written++ == 0 ? "" : ",");
                literals.get(i).insertValue(sql, row.bytes(), row.offsets()[i], row.lengths()[i]);
            }
        }
        return sql.put(')');
    }

    /** All columns, the first one being the key, which no update of these tables changes. */
    private static ByteWriter update(LoggedRow row, TargetTable table, List<Literals> literals) {
        ByteWriter sql = new ByteWriter(256);
        sql.utf8("UPDATE " + table.name().quoted() + " SET ");
        int written = 0;
        for (int i = 1; i < literals.size(); i++) {
            if (!literals.get(i).target().generated()) {
                sql.ascii(written++ == 0 ? "" : ",");
                sql.utf8(TableName.quote(literals.get(i).target().name())).put('=');
                literals.get(i).updateValue(sql, row.bytes(), row.offsets()[i], row.lengths()[i]);
            }
        }
        sql.ascii(" WHERE ").utf8(TableName.quote(literals.get(0).target().name())).put('=');
        literals.get(0).whereValue(sql, row.bytes(), row.offsets()[0], row.lengths()[0]);
        return sql;
    }

    private static boolean run(
            MysqlConnection writer, ByteWriter sql, LoggedRow row, List<String> faults) {
        try {
            writer.send(sql.array(), 0, sql.length());
            assertThat(writer.next().affectedRows()).isOne();
            return true;
        } catch (ServerErrorException e) {
            faults.add(row.table() + ": " + e.getMessage() + " in " + start(sql));
            return false;
        }
    }

    private static String start(ByteWriter sql) {
        String text = sql.toString();
        return text.substring(0, Math.min(400, text.length()));
    }

    /** The row itself must be among those that a condition on any one column finds. */
    private static void find(
            MysqlConnection writer,
            LoggedRow row,
            TargetTable table,
            Literals literal,
            int column,
            List<String> faults) {
        if (row.lengths()[column] > 100_000) {
            return;
        }
        ByteWriter sql = new ByteWriter(256);
        sql.utf8("SELECT COUNT(*) FROM " + table.name().quoted() + " WHERE ");
        literal.matchCondition(sql, row.bytes(), row.offsets()[column], row.lengths()[column]);
        boolean keyable = literal.source().type().kind() != Kind.VECTOR;
        if (row.lengths()[column] >= 0 && keyable) {
            sql.ascii(" AND ").utf8(TableName.quote(literal.target().name())).put('=');
            literal.whereValue(sql, row.bytes(), row.offsets()[column], row.lengths()[column]);
        }
        try {
            long[] found = {0};
            writer.send(sql.array(), 0, sql.length());
            writer.next(
                    (buffer, offsets, lengths) -> found[0] = count(buffer, offsets[0], lengths[0]));
            if (found[0] == 0) {
                faults.add(table.name() + ": nothing found by " + start(sql));
            }
        } catch (ServerErrorException e) {
            faults.add(row.table() + ": " + e.getMessage() + " in " + start(sql));
        }
    }

    private static long count(byte[] buffer, int offset, int length) {
        return Long.parseLong(new String(buffer, offset, length, StandardCharsets.US_ASCII));
    }

    private static List<String> compare(List<LoggedRow> expected, List<LoggedRow> actual) {
        List<String> faults = new ArrayList<>();
        Map<String, Deque<LoggedRow>> arrived = new HashMap<>();
        actual.forEach(row -> arrived.computeIfAbsent(key(row), _ -> new ArrayDeque<>()).add(row));
        for (LoggedRow one : expected) {
            LoggedRow other = arrived.getOrDefault(key(one), new ArrayDeque<>()).poll();
            if (other == null) {
                faults.add(key(one) + " did not arrive");
                continue;
            }
            for (int c = 0; c < one.lengths().length; c++) {
                if (!same(one, other, c)) {
                    faults.add(
                            "%s column %d %s: %s became %s"
                                    .formatted(
                                            key(one),
                                            c,
                                            one.table().type(c),
                                            hex(one.cell(c)),
                                            hex(other.cell(c))));
                }
            }
        }
        return faults;
    }

    private static String key(LoggedRow row) {
        return row.table() + (row.update() ? " update " : " insert ") + hex(row.cell(0));
    }

    private static boolean same(LoggedRow one, LoggedRow other, int column) {
        byte[] before = one.cell(column);
        byte[] after = other.cell(column);
        if (Arrays.equals(before, after)) {
            return true;
        }
        if (one.table().type(column).kind() != Kind.JSON || before == null || after == null) {
            return false;
        }
        String expected = text(before);
        return other.table().type(column).kind() == Kind.JSON
                ? retyped(expected).equals(retyped(text(after)))
                : expected.equals(new String(after, StandardCharsets.UTF_8));
    }

    /** MySQL has no expression that makes bytes of another type than VARBINARY within JSON. */
    private static String retyped(String json) {
        return json.replaceAll("base64:type\\d+:", "base64:");
    }

    private static String text(byte[] json) {
        ByteWriter out = new ByteWriter(64);
        JsonText.append(new JsonBinary(json, 0, json.length), out);
        return out.toString();
    }

    private static String hex(byte[] cell) {
        if (cell == null) {
            return "NULL";
        }
        String hex = HexFormat.of().formatHex(cell, 0, Math.min(cell.length, 60));
        return cell.length + ":" + hex;
    }
}
