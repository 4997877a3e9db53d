package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.extract.Extractor;
import dev.otter.engine.schema.MysqlShapeStore;
import dev.otter.engine.schema.SchemaHistory;
import dev.otter.engine.select.TransactionReader;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An old log without names of columns is decoded with the shapes of its time: what the source said
 * of a table when rows were written is what the reader takes them for, long after.
 */
class SchemaHistoryIT {
    private static final String DATABASE = "history";
    private static final TableRoute SCOPE =
            table -> table.database().equals(DATABASE) ? Optional.of(table) : Optional.empty();

    private MysqlServer server;
    private final List<String> expected = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = Flavor.class,
            names = {"MYSQL_5_7", "MYSQL_8_0"})
    void an_old_log_is_read_with_the_shapes_of_its_time(Flavor flavor) throws Exception {
        try (MysqlServer started = MysqlServer.start(ServerSpec.of(flavor))) {
            server = started;
            prepare();
            Checkpoint start = source().end();
            open(start);
            Checkpoint middle = null;
            Alterations alterations = new Alterations(new Random(7), flavor == Flavor.MYSQL_8_0);
            int atMiddle = 0;
            for (int i = 0; i < 50; i++) {
                for (String table : List.of("t", "u")) {
                    server.execute(alterations.next(DATABASE, table, columns(table)));
                    insert(table);
                }
                if (i == 25) {
                    middle = source().end();
                    atMiddle = expected.size();
                }
            }
            swapTables();

            assertThat(read(start)).containsExactlyElementsOf(expected);
            assertThat(read(middle))
                    .containsExactlyElementsOf(expected.subList(atMiddle, expected.size()));
            assertThat(read(start)).containsExactlyElementsOf(expected);
        }
    }

    private void prepare() throws Exception {
        server.execute(
                "CREATE DATABASE history DEFAULT CHARACTER SET latin1",
                "CREATE TABLE history.t (id INT PRIMARY KEY AUTO_INCREMENT, a INT, b INT, c"
                        + " VARCHAR(20), d TEXT CHARACTER SET utf8)",
                "CREATE TABLE history.u (id INT PRIMARY KEY AUTO_INCREMENT, a ENUM('x','y'), b"
                        + " BIGINT UNSIGNED, c BIGINT, d BIGINT) CHARSET=gbk");
        try (MysqlConnection connection = Endpoints.connect(endpoint())) {
            Bookkeeping.ensure(connection);
        }
    }

    private void swapTables() throws Exception {
        server.execute(
                "RENAME TABLE history.t TO history.x, history.u TO history.t, history.x"
                        + " TO history.u");
        insert("t");
        insert("u");
        server.execute("CREATE TABLE history.v LIKE history.t", "DROP TABLE history.t");
        insert("v");
        server.execute("ALTER TABLE history.v RENAME history.t");
        insert("t");
    }

    private Endpoint endpoint() {
        return new Endpoint(
                "a", Endpoint.Type.MYSQL, "127.0.0.1", server.port(), "root", "", TlsMode.DISABLED);
    }

    private SourceShapes source() {
        try (MysqlConnection connection = Endpoints.connect(endpoint())) {
            return new SourceShapes(endpoint(), connection, Preflight.usesGtids(connection));
        }
    }

    private SchemaHistory open(Checkpoint start) {
        return SchemaHistory.open(
                new MysqlShapeStore("test/history", () -> Endpoints.connect(endpoint())),
                source(),
                SCOPE,
                start);
    }

    private List<LogColumn> columns(String table) {
        return source().shapes(List.of(new TableName(DATABASE, table)))
                .values()
                .iterator()
                .next()
                .columns();
    }

    private void insert(String table) throws Exception {
        expected.add(table + " " + text(columns(table)));
        server.execute("INSERT INTO history." + table + " () VALUES ()");
    }

    private static String text(List<LogColumn> columns) {
        return columns.stream()
                .map(one ->
                        one.name()
                                + " "
                                + one.type().kind()
                                + " "
                                + one.type().sign()
                                + " "
                                + one.charset().replace("utf8mb3", "utf8")
                                + one.members().stream()
                                        .map(m -> new String(m, StandardCharsets.UTF_8))
                                        .toList())
                .collect(Collectors.joining(", "));
    }

    /** Reads the log from there to its end, as a pipeline does that starts there. */
    private List<String> read(Checkpoint start) {
        SchemaHistory history = open(start);
        List<String> seen = new ArrayList<>();
        try (MysqlConnection asked = Endpoints.connect(endpoint());
                MysqlConnection dump = Endpoints.connect(endpoint())) {
            Extractor extractor =
                    new Extractor(
                            SCOPE,
                            _ -> false,
                            new SourceCatalog(endpoint(), asked),
                            history,
                            delivery -> note(delivery, seen),
                            Long.MAX_VALUE);
            try (BinlogStream stream =
                            BinlogStream.open(
                                    dump,
                                    new StreamStart.AtFile(
                                            start.position().file(), start.position().offset()),
                                    StreamConfig.of(77).untilEnd());
                    TransactionReader reader =
                            new TransactionReader(
                                    new EventDecoder(), extractor, start.position())) {
                while (stream.next()) {
                    reader.event(stream.buffer(), stream.offset(), stream.length());
                }
            }
        }
        return seen;
    }

    private static void note(Delivery delivery, List<String> seen) {
        if (delivery instanceof Delivery.Transaction whole) {
            for (RowChanges change : whole.transaction().changes()) {
                seen.add(change.source().name().table() + " " + text(change.source().columns()));
            }
        }
    }
}
