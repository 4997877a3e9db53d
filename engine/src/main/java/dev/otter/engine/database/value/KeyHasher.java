package dev.otter.engine.database.value;

import dev.otter.binlog.event.Cell;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.model.table.TableName;
import java.util.Comparator;
import java.util.List;

/**
 * Hashes the values that a row has in a key of a target table: 64 bits, of the table, the key's
 * columns and the values as the target compares them.
 *
 * <p>The promise: when the target takes two keys for equal, both have the same hash or at least one
 * of them is {@link Outcome#EXOTIC}. The reverse is not promised; different keys may have equal
 * hashes. Keys are told apart by their columns and prefixes, not by their name or the order of
 * their columns, so a foreign key's columns hash as the key that they refer to, when the parts name
 * the parent's columns.
 *
 * <p>One thread: the last hash is kept in the object.
 */
public final class KeyHasher {
    /** What became of a key. */
    public enum Outcome {
        /** {@link #value} has the hash. */
        HASHED,
        /** A column is NULL: the key equals no other. */
        NULL_KEY,
        /** The row image does not hold all columns of the key. */
        MISSING,
        /** What this key equals cannot be told; the whole table must be taken. */
        EXOTIC
    }

    /**
     * One column of a key.
     *
     * @param cell place of the source column in the row
     * @param source the column in the log
     * @param target the column of the table that has the key
     * @param prefix how many characters (bytes of binary strings) count; 0 for all
     */
    public record Part(int cell, LogColumn source, TableColumn target, int prefix) {}

    private final long seed;
    private final int[] cells;
    private final CellHasher[] hashers;
    private final boolean alwaysExotic;
    private long value;

    private KeyHasher(long seed, int[] cells, CellHasher[] hashers) {
        this.seed = seed;
        this.cells = cells;
        this.hashers = hashers;
        boolean exotic = false;
        for (CellHasher hasher : hashers) {
            exotic |= hasher.alwaysExotic();
        }
        this.alwaysExotic = exotic;
    }

    /**
     * @param table the table that has the key, as its server spells it
     * @param parts the key's columns in any order
     */
    public static KeyHasher of(TableName table, List<Part> parts) {
        List<Part> ordered =
                parts.stream().sorted(Comparator.comparingInt(p -> p.target().index())).toList();
        long seed = ofTable(table);
        int[] cells = new int[ordered.size()];
        CellHasher[] hashers = new CellHasher[ordered.size()];
        for (int i = 0; i < cells.length; i++) {
            Part part = ordered.get(i);
            seed = Mix.step(Mix.step(seed, part.target().index()), part.prefix());
            cells[i] = part.cell();
            hashers[i] = CellHasher.of(part.source(), part.target(), part.prefix());
        }
        return new KeyHasher(seed, cells, hashers);
    }

    /** The hash of a table as a whole. */
    public static long ofTable(TableName table) {
        return Mix.name(table.database(), table.table());
    }

    /** Whether no row's key can ever be hashed, because of a type or collation. */
    public boolean alwaysExotic() {
        return alwaysExotic;
    }

    /**
     * Hashes the key of a row.
     *
     * @param b where the cells' bytes are
     * @param offsets where each cell begins
     * @param lengths how long it is, or the state it is in ({@link Cell})
     * @param first place of the row's first cell in both arrays
     */
    public Outcome hash(byte[] b, int[] offsets, int[] lengths, int first) {
        boolean missing = false;
        for (int cell : cells) {
            int length = lengths[first + cell];
            if (length == Cell.NULL) {
                return Outcome.NULL_KEY;
            }
            missing |= length < 0;
        }
        if (missing) {
            return Outcome.MISSING;
        }
        if (alwaysExotic) {
            return Outcome.EXOTIC;
        }
        long h = seed;
        for (int i = 0; i < cells.length; i++) {
            int at = first + cells[i];
            if (!hashers[i].prepare(b, offsets[at], lengths[at])) {
                return Outcome.EXOTIC;
            }
            h = hashers[i].hash(h, b, offsets[at], lengths[at]);
        }
        value = h;
        return Outcome.HASHED;
    }

    /** The hash of the last key that was {@link Outcome#HASHED}. */
    public long value() {
        return value;
    }
}
