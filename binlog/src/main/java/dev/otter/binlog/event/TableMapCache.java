package dev.otter.binlog.event;

import dev.otter.binlog.bytes.ByteReader;
import java.util.Arrays;

/**
 * Parsed table maps by their number, used again as long as their bytes stay the same. Servers
 * repeat the map before every statement's rows; parsing it each time would cost more than the rows.
 *
 * <p>A map counts as current only until its statement's last rows: rows that refer to an older one
 * are an error. When the cache is full it is emptied between two statements.
 */
final class TableMapCache {
    private static final int MOST_MAPS = 1 << 17;
    private static final long MOST_BYTES = 32L << 20;

    private record Entry(long id, byte[] raw, TableMap map) {}

    private Entry[] entries = new Entry[64];
    private long[] statements = new long[64];
    private int size;
    private long bytes;
    private long statement = 1;
    private boolean open;

    /** The map whose body stands in {@code in} behind the number. */
    TableMap map(long id, MetadataDialect dialect, ByteReader in) {
        if (!open && (size >= MOST_MAPS || bytes >= MOST_BYTES)) {
            clear();
        }
        int slot = slot(id);
        Entry known = entries[slot];
        if (known == null || !same(known.raw, in)) {
            byte[] raw = Arrays.copyOfRange(in.buffer(), in.position(), in.limit());
            TableMap parsed = TableMapParser.parse(id, dialect, in);
            bytes += raw.length - (known == null ? 0 : known.raw.length);
            slot = put(slot, new Entry(id, raw, parsed));
        }
        open = true;
        statements[slot] = statement;
        return entries[slot].map;
    }

    private static boolean same(byte[] raw, ByteReader in) {
        return Arrays.equals(raw, 0, raw.length, in.buffer(), in.position(), in.limit());
    }

    /** The current map of that number, or null. */
    TableMap current(long id) {
        int slot = slot(id);
        return entries[slot] != null && statements[slot] == statement ? entries[slot].map : null;
    }

    /** The statement's rows are all read: its maps are no longer current. */
    void statementEnd() {
        statement++;
        open = false;
    }

    /** Forgets all. */
    void clear() {
        entries = new Entry[64];
        statements = new long[64];
        size = 0;
        bytes = 0;
        statementEnd();
    }

    private int slot(long id) {
        int mask = entries.length - 1;
        int slot = (int) (id * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (entries[slot] != null && entries[slot].id != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int put(int slot, Entry entry) {
        if (entries[slot] != null) {
            entries[slot] = entry;
            return slot;
        }
        entries[slot] = entry;
        size++;
        if (size * 2 > entries.length) {
            grow();
        }
        return slot(entry.id);
    }

    private void grow() {
        Entry[] oldEntries = entries;
        long[] oldStatements = statements;
        entries = new Entry[oldEntries.length * 2];
        statements = new long[entries.length];
        for (int i = 0; i < oldEntries.length; i++) {
            if (oldEntries[i] != null) {
                int slot = slot(oldEntries[i].id);
                entries[slot] = oldEntries[i];
                statements[slot] = oldStatements[i];
            }
        }
    }
}
