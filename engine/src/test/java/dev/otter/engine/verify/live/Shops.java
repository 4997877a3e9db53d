package dev.otter.engine.verify.live;

import dev.otter.binlog.row.ColumnType;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.verify.ColumnShape;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.engine.verify.online.KeyedPair;
import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Tables {@code t (id INT PRIMARY KEY)} and rows of them as they come from the log. */
final class Shops {
    static final TableName T = new TableName("shop", "t");
    static final TableName OTHER = new TableName("shop", "other");

    private Shops() {}

    static SourceTable shape(TableName name) {
        return new SourceTable(
                name,
                List.of(
                        LogColumn.plain(
                                "id",
                                new ColumnType(
                                        ColumnType.Kind.INT, ColumnType.Sign.SIGNED, 0, 0))));
    }

    private static TableShape catalogued(TableName name) {
        return new TableShape(
                name,
                List.of(new ColumnShape("id", "int", "int", "", false, false)),
                List.of("id"),
                0,
                false);
    }

    private static TargetTable table(TableName name) {
        return new TargetTable(
                name,
                "InnoDB",
                List.of(
                        new TableColumn(
                                "id", 0, "int", "int", "", "", List.of(), false, false, false,
                                false, false, false)),
                List.of(new TableIndex("PRIMARY", true, true, List.of(new TableIndex.Part(0, 0)))),
                List.of(),
                List.of(),
                List.of());
    }

    static KeyedPair pair(TableName name) {
        return pair(name, name);
    }

    static KeyedPair pair(TableName source, TableName target) {
        TablePair pair =
                new TablePair(
                        List.of(catalogued(source)), target, Optional.of(catalogued(target)));
        return KeyedPair.of(pair, List.of(table(source)), table(target)).pair().orElseThrow();
    }

    static RowKey key(int id) {
        return RowKey.of(new byte[][] {Integer.toString(id).getBytes(StandardCharsets.US_ASCII)});
    }

    /** Rows of one event; an update names the key before and after of each row. */
    static RowChanges rows(ChangeKind kind, TableName table, int... ids) {
        return rows(kind, shape(table), ids);
    }

    static RowChanges rows(ChangeKind kind, SourceTable shape, int... ids) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        int[] offsets = new int[ids.length];
        int[] lengths = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            offsets[i] = 4 * i;
            lengths[i] = 4;
            bytes.putInt(ids[i]);
        }
        return new RowChanges(
                kind,
                shape,
                shape.name(),
                true,
                new RowChanges.Cells(bytes.array(), offsets, lengths));
    }

    static LogPosition at(long offset) {
        return new LogPosition("binlog.000001", offset);
    }

    static SourceTransaction transaction(long end, RowChanges... changes) {
        return new SourceTransaction(
                end,
                new TransactionId.AtPosition(at(end)),
                at(end),
                0,
                List.of(changes),
                changes.length,
                100);
    }

    static Delivery whole(long end, RowChanges... changes) {
        return new Delivery.Transaction(transaction(end, changes));
    }

    static Delivery part(RowChanges... changes) {
        return new Delivery.GiantPart(List.of(changes), changes.length, 100, Optional.empty());
    }
}
