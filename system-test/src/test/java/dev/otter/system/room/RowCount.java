package dev.otter.system.room;

import dev.otter.binlog.event.Event;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.testkit.server.MysqlServer;

/** Counts rows in a server's whole log, which is not compressed. */
final class RowCount {
    private RowCount() {}

    /** Rows of that database that were inserted, updated or deleted. */
    static long of(MysqlServer server, String database) {
        MysqlEndpoint endpoint = MysqlEndpoint.of(server.host(), server.port(), "root", "");
        EventDecoder decoder = new EventDecoder();
        RowCursor cursor = new RowCursor();
        long count = 0;
        try (MysqlConnection asking = MysqlConnection.connect(endpoint);
                MysqlConnection reading = MysqlConnection.connect(endpoint)) {
            String first = new BinlogFiles(asking).list().getFirst().name();
            try (BinlogStream stream =
                    BinlogStream.open(
                            reading, new StreamStart.AtFile(first, 4), StreamConfig.glance())) {
                while (stream.next()) {
                    Event event = decoder.decode(stream.buffer(), stream.offset(), stream.length());
                    if (event instanceof RowsEvent rows && rows.table().schema().equals(database)) {
                        cursor.open(rows);
                        while (cursor.next()) {
                            count++;
                        }
                    }
                }
            }
        }
        return count;
    }
}
