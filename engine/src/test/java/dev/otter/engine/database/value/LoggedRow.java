package dev.otter.engine.database.value;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Event;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import java.util.ArrayList;
import java.util.List;

/** One image of a row in a server's log, with its own copy of the bytes. */
record LoggedRow(TableMap table, boolean update, byte[] bytes, int[] offsets, int[] lengths) {

    /** After images of all inserts and updates in one database, in the order of the log. */
    static List<LoggedRow> read(MysqlEndpoint endpoint, String database) {
        List<LoggedRow> rows = new ArrayList<>();
        MysqlConnection connection = MysqlConnection.connect(endpoint);
        String first = connection.query("SHOW BINARY LOGS").string(0, 0);
        EventDecoder decoder = new EventDecoder();
        RowCursor cursor = new RowCursor();
        try (BinlogStream stream =
                BinlogStream.open(
                        connection,
                        new StreamStart.AtFile(first, 4),
                        StreamConfig.of(4_711).untilEnd())) {
            while (stream.next()) {
                Event event = decoder.decode(stream.buffer(), stream.offset(), stream.length());
                if (event instanceof RowsEvent changes
                        && changes.table().schema().equals(database)
                        && changes.kind() != RowsEvent.Kind.DELETE) {
                    cursor.open(changes);
                    while (cursor.next()) {
                        rows.add(of(changes, cursor));
                    }
                }
            }
        }
        return rows;
    }

    private static LoggedRow of(RowsEvent event, RowCursor cursor) {
        int columns = event.table().columnCount();
        int[] offsets = new int[columns];
        int[] lengths = new int[columns];
        cursor.fill(Image.AFTER, offsets, lengths, 0);
        ByteWriter bytes = new ByteWriter(64);
        for (int i = 0; i < columns; i++) {
            if (lengths[i] > 0) {
                int offset = bytes.length();
                bytes.append(cursor.buffer(), offsets[i], lengths[i]);
                offsets[i] = offset;
            } else {
                offsets[i] = 0;
            }
        }
        return new LoggedRow(
                event.table(),
                event.kind() == RowsEvent.Kind.UPDATE,
                bytes.toByteArray(),
                offsets,
                lengths);
    }

    /** The cell's bytes, null for NULL. */
    byte[] cell(int column) {
        return lengths[column] < 0
                ? null
                : java.util.Arrays.copyOfRange(
                        bytes, offsets[column], offsets[column] + lengths[column]);
    }
}
