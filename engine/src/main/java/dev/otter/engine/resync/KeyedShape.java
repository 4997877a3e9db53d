package dev.otter.engine.resync;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.Literals;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shape of the log whose rows can be found in the source's table by their key. One thread: its
 * literals keep room to work in.
 */
final class KeyedShape {
    private final SourceTable logged;
    private final ReadTable table;
    private final int[] places;
    private final List<Literals> literals = new ArrayList<>();

    /**
     * @param table how the table is read; has the columns of the shape
     * @param mariadb whether the source is MariaDB
     * @throws dev.otter.model.error.OtterException TABLE_MISMATCH when values of the key cannot be
     *     written as SQL
     */
    KeyedShape(SourceTable logged, ReadTable table, boolean mariadb) {
        this.logged = logged;
        this.table = table;
        this.places = table.key();
        for (int place : places) {
            TableColumn column = table.table().columns().get(place);
            literals.add(Literals.of(logged.columns().get(place), column, mariadb));
        }
    }

    ReadTable table() {
        return table;
    }

    /**
     * The key of an image; null when the log leaves out a part of it.
     *
     * @param instead first cell of the image that has what this one leaves out
     */
    KeyBytes key(RowChanges rows, int image, int instead) {
        ByteWriter bytes = new ByteWriter(32);
        for (int place : places) {
            int cell = cell(rows, image, instead, place);
            int length = rows.length(cell);
            if (length < 0) {
                return null;
            }
            bytes.put(length >>> 24).put(length >>> 16).put(length >>> 8).put(length);
            bytes.append(rows.bytes(), rows.offset(cell), length);
        }
        return new KeyBytes(logged.name(), bytes.toByteArray());
    }

    private static int cell(RowChanges rows, int image, int instead, int place) {
        return (rows.length(image + place) == RowChanges.ABSENT ? instead : image) + place;
    }

    /** The statement that reads the row of this key, waits for its writer and holds it. */
    byte[] select(RowChanges rows, int image, int instead) {
        ByteWriter sql = new ByteWriter(256);
        sql.append(table.head().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < places.length; i++) {
            int cell = cell(rows, image, instead, places[i]);
            String name = table.table().columns().get(places[i]).name();
            sql.append(
                    ((i == 0 ? "" : " AND ") + TableName.quote(name) + "=")
                            .getBytes(StandardCharsets.UTF_8));
            literals.get(i).whereValue(sql, rows.bytes(), rows.offset(cell), rows.length(cell));
        }
        return sql.ascii(" LOCK IN SHARE MODE").toByteArray();
    }
}
