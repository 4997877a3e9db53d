package dev.otter.engine.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The log of a server that died while it wrote a transaction into it: that one has no end, and
 * others follow, in the same file or in the next.
 */
class UnfinishedTransactionIT {
    private static final int TYPE = 4;
    private static final int XID = 16;

    /** Rows that came so far, and what became of them. */
    private static final class Story implements LogListener {
        private final List<String> told = new ArrayList<>();

        @Override
        public boolean wants(TableMap table) {
            return table.schema().equals("dead");
        }

        @Override
        public void rows(RowsEvent event) {
            told.add("rows");
        }

        @Override
        public void statement(
                LoggedStatement statement, TransactionId id, LogPosition end, long micros) {
            told.add("statement");
        }

        @Override
        public void named(TransactionId id) {}

        @Override
        public void statementWithin(LoggedStatement statement, LogPosition end, long micros) {
            told.add("statement within");
        }

        @Override
        public void committed(TransactionId id, LogPosition end, long micros) {
            told.add("committed");
        }

        @Override
        public void rolledBack(TransactionId id, LogPosition end) {
            told.add("rolled back");
        }

        @Override
        public void moved(LogPosition end) {}

        @Override
        public void broken() {
            told.add("broken");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void its_rows_are_not_joined_to_the_next_transaction(boolean inAnotherFile) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80().withServerId(1))) {
            server.execute(
                    "CREATE DATABASE dead",
                    "CREATE TABLE dead.t (id INT PRIMARY KEY)",
                    "FLUSH BINARY LOGS");
            MysqlEndpoint endpoint = MysqlEndpoint.of("127.0.0.1", server.port(), "root", "");
            String file;
            try (MysqlConnection connection = MysqlConnection.connect(endpoint)) {
                file = connection.query("SHOW MASTER STATUS").string(0, 0);
            }
            server.execute(
                    "INSERT INTO dead.t VALUES (1)",
                    inAnotherFile ? "FLUSH BINARY LOGS" : "DO 1",
                    "INSERT INTO dead.t VALUES (2)",
                    "INSERT INTO dead.t VALUES (3)");
            assertThat(withoutFirstEnd(endpoint, file))
                    .containsExactly("rows", "broken", "rows", "committed", "rows", "committed");
        }
    }

    private static List<String> withoutFirstEnd(MysqlEndpoint endpoint, String file) {
        Story story = new Story();
        boolean cut = false;
        try (BinlogStream stream =
                        BinlogStream.open(
                                MysqlConnection.connect(endpoint),
                                new StreamStart.AtFile(file, 4),
                                StreamConfig.of(77).untilEnd());
                TransactionReader reader =
                        new TransactionReader(
                                new EventDecoder(), story, new LogPosition(file, 4))) {
            while (stream.next()) {
                if (!cut && stream.buffer()[stream.offset() + TYPE] == XID) {
                    cut = true;
                } else {
                    reader.event(stream.buffer(), stream.offset(), stream.length());
                }
            }
        }
        return story.told;
    }
}
