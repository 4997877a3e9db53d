package dev.otter.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.BinaryLogFileReader;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** This reader and Debezium's must tell the same events and rows of random transactions. */
final class OtherReaderIT {
    private static final String NULL = "NULL";
    private static final String ABSENT = "-";

    @ParameterizedTest
    @CsvSource({"MYSQL_8_0, FULL", "MYSQL_5_7, MINIMAL", "MYSQL_8_0, NOBLOB"})
    void both_tell_the_same_rows_at_the_same_places(Flavor flavor, RowImage image)
            throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor).withRowImage(image))) {
            write(server);
            int rows = 0;
            for (Path file : LogFile.of(server)) {
                List<String> other = other(file);

                List<String> ours = ours(file);

                assertThat(ours).isEqualTo(other);
                rows += (int) ours.stream().filter(line -> line.startsWith("row")).count();
            }
            assertThat(rows).isGreaterThan(500);
        }
    }

    private static void write(MysqlServer server) throws Exception {
        Random random = new Random(11);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE d");
            statement.execute(
                    "CREATE TABLE d.t (id INT PRIMARY KEY AUTO_INCREMENT, a BIGINT, b VARCHAR(300),"
                            + " c DECIMAL(20,5), x BLOB, y SMALLINT)");
            connection.setAutoCommit(false);
            for (int i = 0; i < 200; i++) {
                for (int k = random.nextInt(3); k >= 0; k--) {
                    statement.execute(
                            "INSERT INTO d.t (a,b,c,x,y) VALUES "
                                    + values(random)
                                    + ","
                                    + values(random));
                }
                statement.execute(
                        "UPDATE d.t SET a = a + 1, b = REPEAT('u',"
                                + random.nextInt(300)
                                + ") WHERE id % 50 = "
                                + random.nextInt(50));
                statement.execute("DELETE FROM d.t WHERE id % 97 = " + random.nextInt(97));
                connection.commit();
            }
            statement.execute("FLUSH BINARY LOGS");
        }
    }

    private static String values(Random random) {
        return random.nextInt(8) == 0
                ? "(NULL,NULL,NULL,NULL,NULL)"
                : "(%d,'%s',%d.%05d,x'%04x',%d)"
                        .formatted(
                                random.nextLong(),
                                "é".repeat(random.nextInt(200)),
                                random.nextInt(),
                                random.nextInt(100_000),
                                random.nextInt(65_536),
                                (short) random.nextInt());
    }

    private static List<String> ours(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        RowCursor cursor = new RowCursor();
        LogFile.decode(
                file,
                new EventDecoder(),
                event -> {
                    lines.add("event " + event.header().nextPosition());
                    if (event instanceof RowsEvent rows) {
                        cursor.open(rows);
                        while (cursor.next()) {
                            lines.add(
                                    "row "
                                            + image(cursor, Image.BEFORE)
                                            + image(cursor, Image.AFTER));
                        }
                    }
                });
        return lines;
    }

    private static String image(RowCursor cursor, Image image) {
        if (!cursor.has(image)) {
            return "";
        }
        StringJoiner cells = new StringJoiner("|", "[", "]");
        TableMap table = cursor.event().table();
        for (int i = 0; i < table.columnCount(); i++) {
            ByteWriter out = new ByteWriter(100);
            switch (cursor.state(image, i)) {
                case NULL -> out.ascii(NULL);
                case ABSENT -> out.ascii(ABSENT);
                case PRESENT, PARTIAL_JSON ->
                        CellFormat.append(
                                table.type(i).with(ColumnType.Sign.SIGNED),
                                cursor.buffer(),
                                cursor.offset(image, i),
                                cursor.length(image, i),
                                out);
            }
            cells.add(text(out.toByteArray()));
        }
        return cells.toString();
    }

    private static List<String> other(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        EventDeserializer deserializer = new EventDeserializer();
        deserializer.setCompatibilityMode(
                EventDeserializer.CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
        try (BinaryLogFileReader reader = new BinaryLogFileReader(file.toFile(), deserializer)) {
            var event = reader.readEvent();
            while (event != null) {
                EventHeaderV4 header = event.getHeader();
                lines.add("event " + header.getNextPosition());
                switch (event.getData()) {
                    case WriteRowsEventData data ->
                            data.getRows()
                                    .forEach(row ->
                                            lines.add(
                                                    "row "
                                                            + image(
                                                                    row,
                                                                    data.getIncludedColumns())));
                    case DeleteRowsEventData data ->
                            data.getRows()
                                    .forEach(row ->
                                            lines.add(
                                                    "row "
                                                            + image(
                                                                    row,
                                                                    data.getIncludedColumns())));
                    case UpdateRowsEventData data ->
                            data.getRows().forEach(row -> lines.add(update(data, row)));
                    case null, default -> {}
                }
                event = reader.readEvent();
            }
        }
        return lines;
    }

    private static String update(
            UpdateRowsEventData data, Map.Entry<Serializable[], Serializable[]> row) {
        return "row "
                + image(row.getKey(), data.getIncludedColumnsBeforeUpdate())
                + image(row.getValue(), data.getIncludedColumns());
    }

    /** The other reader gives only the columns that are there. */
    private static String image(Serializable[] row, BitSet included) {
        StringJoiner cells = new StringJoiner("|", "[", "]");
        int at = 0;
        for (int column = 0; column < 6; column++) {
            if (!included.get(column)) {
                cells.add(ABSENT);
                continue;
            }
            Serializable value = row[at++];
            cells.add(
                    switch (value) {
                        case null -> NULL;
                        case byte[] bytes -> text(bytes);
                        default -> value.toString();
                    });
        }
        return cells.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
