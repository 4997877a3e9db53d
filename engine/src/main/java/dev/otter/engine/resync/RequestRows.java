package dev.otter.engine.resync;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Open requests as rows of {@code retl.retl_resync} on the target, written and removed through the
 * normal path. Immutable.
 */
public final class RequestRows {
    /** The table on the target that keeps requests until their rows are durable. */
    public static final TableName TABLE = new TableName("retl", "retl_resync");

    private static final int KEY_COLUMNS = 4;
    private static final int COLUMNS = 7;

    private static final SourceTable SHAPE =
            new SourceTable(
                    TABLE,
                    List.of(
                            text("pipeline", 190),
                            text("log_file", 255),
                            number("log_offset", Kind.BIGINT),
                            number("number", Kind.INT),
                            text("full_name", 512),
                            text("kind", 1),
                            text("pk_data", 1024)),
                    true);

    private final byte[] pipeline;

    /**
     * @param pipeline full name of the pipeline
     */
    RequestRows(String pipeline) {
        this.pipeline = utf8(pipeline);
    }

    private static LogColumn text(String name, int characters) {
        return LogColumn.text(
                name, new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 4 * characters, 0), "utf8mb4");
    }

    private static LogColumn number(String name, Kind kind) {
        return LogColumn.plain(name, new ColumnType(kind, Sign.SIGNED, 0, 0));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** New open requests. */
    RowChanges opened(List<ResyncRequest> requests) {
        return rows(ChangeKind.INSERT, requests, COLUMNS);
    }

    /** Requests that are over. */
    RowChanges closed(List<ResyncRequest> requests) {
        return rows(ChangeKind.DELETE, requests, KEY_COLUMNS);
    }

    private RowChanges rows(ChangeKind kind, List<ResyncRequest> requests, int filled) {
        ByteWriter out = new ByteWriter(128 * Math.max(1, requests.size()));
        int[] offsets = new int[requests.size() * COLUMNS];
        int[] lengths = new int[offsets.length];
        Arrays.fill(lengths, RowChanges.ABSENT);
        for (int row = 0; row < requests.size(); row++) {
            for (int column = 0; column < filled; column++) {
                int cell = row * COLUMNS + column;
                offsets[cell] = out.length();
                append(requests.get(row), column, out);
                lengths[cell] = out.length() - offsets[cell];
            }
        }
        return new RowChanges(
                kind,
                SHAPE,
                TABLE,
                false,
                new RowChanges.Cells(out.toByteArray(), offsets, lengths));
    }

    private void append(ResyncRequest request, int column, ByteWriter out) {
        switch (column) {
            case 0 -> out.append(pipeline);
            case 1 -> out.append(utf8(request.place().behind().file()));
            case 2 -> littleEnd(request.place().behind().offset(), 8, out);
            case 3 -> littleEnd(request.place().number(), 4, out);
            case 4 -> out.append(utf8(request.fullName()));
            case 5 -> out.put(request.kind());
            case 6 -> out.append(utf8(request.keyData()));
            default -> throw new IllegalArgumentException("no column " + column);
        }
    }

    static void littleEnd(long value, int size, ByteWriter out) {
        for (int i = 0; i < size; i++) {
            out.put((int) (value >>> 8 * i) & 0xFF);
        }
    }
}
