package dev.otter.engine.load.table;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.value.KeyHasher;

/**
 * A key of a table and how it is hashed in a row of the log. One thread: it keeps room to work in.
 */
public final class KeyPlan {
    /** No hash can be given: equality under the collation cannot be decided here. */
    public static final long NONE = 0;

    /** The key is NULL in part, so that it is equal to nothing. */
    public static final long NULL = 1;

    /** The row image does not hold the key. */
    public static final long ABSENT = 2;

    private static final int[] NO_COLUMNS = {};

    private final int[] columns;
    private final KeyHasher hasher;
    private final long twist;
    private final long tableHash;

    /** Source columns of a foreign key's row whose change makes the server look for the parent. */
    private final int[] besides;

    private KeyPlan(int[] columns, KeyHasher hasher, long twist, long tableHash, int[] besides) {
        this.columns = columns;
        this.besides = besides;
        this.hasher = hasher;
        this.twist = twist;
        this.tableHash = tableHash;
    }

    /**
     * @param columns source columns that hold the key
     * @param hasher hashes them
     * @param twist keeps different uses of one key apart
     * @param tableHash hash of the table that has the key, taken when the key cannot be told
     */
    static KeyPlan of(int[] columns, KeyHasher hasher, long twist, long tableHash) {
        return new KeyPlan(columns, hasher, twist, tableHash, NO_COLUMNS);
    }

    /** A key that no row of the log fills: {@link #hash} is always {@link #NONE}. */
    static KeyPlan missing(long tableHash) {
        return new KeyPlan(NO_COLUMNS, null, 0, tableHash, NO_COLUMNS);
    }

    /**
     * The same key of a parent, which the server also looks for when one of these columns of the
     * child changes.
     */
    KeyPlan besides(int[] sourceColumns) {
        return new KeyPlan(columns, hasher, twist, tableHash, sourceColumns);
    }

    /** Source columns that hold the key; none when rows do not fill it. */
    public int[] columns() {
        return columns;
    }

    /** Hash of the table that has the key. */
    public long tableHash() {
        return tableHash;
    }

    /** Hash of the key in an image, or one of the states. */
    public long hash(RowChanges changes, int image) {
        if (hasher == null) {
            return NONE;
        }
        return switch (hasher.hash(changes.bytes(), changes.offsets(), changes.lengths(), image)) {
            case HASHED -> twisted(hasher.value());
            case NULL_KEY -> NULL;
            case MISSING -> ABSENT;
            case EXOTIC -> NONE;
        };
    }

    /**
     * As {@link #hash(RowChanges, int)}; columns that the image leaves out come from another one.
     *
     * @param fallback first cell of the other image
     */
    public long hash(RowChanges changes, int image, int fallback) {
        long hash = hash(changes, image);
        if (hash != ABSENT || image == fallback) {
            return hash;
        }
        return hash(Images.overlay(changes, fallback, changes, image), 0);
    }

    private long twisted(long hash) {
        long mixed = twist == 0 ? hash : (hash ^ twist) * 0x9E3779B97F4A7C15L;
        return mixed >= NONE && mixed <= ABSENT ? mixed + 3 : mixed;
    }

    /** Whether an update leaves the key as it was. */
    public boolean unchanged(RowChanges changes, int before, int after) {
        return same(columns, changes, before, after) && hasher != null;
    }

    /** Whether an update of a child makes the server look for the parent. */
    public boolean lookedFor(RowChanges changes, int before, int after) {
        return !unchanged(changes, before, after) || !same(besides, changes, before, after);
    }

    private static boolean same(int[] columns, RowChanges changes, int before, int after) {
        for (int column : columns) {
            if (changes.length(after + column) != RowChanges.ABSENT
                    && !Cells.same(changes, before + column, changes, after + column)) {
                return false;
            }
        }
        return true;
    }
}
