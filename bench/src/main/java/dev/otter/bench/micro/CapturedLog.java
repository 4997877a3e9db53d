package dev.otter.bench.micro;

import com.carrotsearch.hppc.IntArrayList;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.EventType;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.extract.Extractor;
import dev.otter.engine.select.TransactionReader;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of the log of a MySQL 8.0 that ran for as long as it was written: the bytes, where each
 * event lies, and the tables in it. Immutable by agreement.
 */
final class CapturedLog {
    private static final int MAGIC = 4;
    private static final int TYPE = 4;
    private static final int LENGTH = 9;

    private final byte[] bytes;
    private final int[] offsets;
    private final LogPosition start;
    private final CapturedTables tables;

    /** What is done on the server, by one session with several statements a call. */
    @FunctionalInterface
    interface Script {
        void run(Connection connection) throws SQLException;
    }

    private CapturedLog(byte[] bytes, LogPosition start, CapturedTables tables) {
        this.bytes = bytes;
        this.offsets = offsets(bytes);
        this.start = start;
        this.tables = tables;
    }

    /**
     * Starts a server, lets it write and ends it.
     *
     * @param before what is not to be in the log, such as creating the tables
     * @param logged what is
     */
    static CapturedLog of(Script before, Script logged) throws SQLException, IOException {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80());
                Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
                Statement statement = connection.createStatement()) {
            before.run(connection);
            statement.execute("FLUSH BINARY LOGS");
            String file = currentFile(statement);
            logged.run(connection);
            return new CapturedLog(
                    Files.readAllBytes(server.dataFolder().resolve(file)),
                    new LogPosition(file, MAGIC),
                    CapturedTables.of(server));
        }
    }

    private static String currentFile(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            return row.getString(1);
        }
    }

    private static int[] offsets(byte[] log) {
        IntArrayList found = new IntArrayList();
        for (int at = MAGIC; at < log.length; at += Bytes.i32(log, at + LENGTH)) {
            if (Bytes.u8(log, at + TYPE) == EventType.ROTATE) {
                break;
            }
            found.add(at);
        }
        return found.toArray();
    }

    /** Holds all events, headers and checksums included. */
    byte[] bytes() {
        return bytes;
    }

    /** How many events there are; the first one is the format description. */
    int events() {
        return offsets.length;
    }

    /** Where an event begins. */
    int offset(int event) {
        return offsets[event];
    }

    /** Bytes of an event. */
    int length(int event) {
        return Bytes.i32(bytes, offsets[event] + LENGTH);
    }

    /** Where the file begins. */
    LogPosition start() {
        return start;
    }

    /** All tables of the server. */
    CapturedTables tables() {
        return tables;
    }

    /**
     * All rows as the load stage gets them.
     *
     * @throws IllegalStateException when there are not as many as the benchmark counts on
     */
    List<RowChanges> changes(int expected) {
        List<RowChanges> changes = new ArrayList<>();
        Extractor extractor =
                new Extractor(
                        Optional::of,
                        tables,
                        delivery -> {
                            if (delivery instanceof Delivery.Transaction whole) {
                                changes.addAll(whole.transaction().changes());
                            }
                        },
                        Long.MAX_VALUE);
        try (TransactionReader reader =
                new TransactionReader(new EventDecoder(), extractor, start)) {
            for (int event = 0; event < offsets.length; event++) {
                reader.event(bytes, offset(event), length(event));
            }
        }
        int rows = changes.stream().mapToInt(RowChanges::rows).sum();
        if (rows != expected) {
            throw new IllegalStateException(
                    "the log holds " + rows + " changed rows, not " + expected);
        }
        return changes;
    }
}
