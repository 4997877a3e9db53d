package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.verify.KeptRow;
import dev.otter.engine.verify.RowHash;
import dev.otter.engine.verify.RowLayout;
import dev.otter.engine.verify.RowReader;
import dev.otter.engine.verify.ShortDoubles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Reads rows of one table of a pair; counts those that it reads in order. For one thread. */
final class RowSource {
    private static final int KEYS_PER_STATEMENT = 200;
    private static final int LOCKED_KEYS = 50;

    private final RowLayout layout;
    private final KeySql sql;
    private final LongAdder progress;

    RowSource(RowLayout layout, KeySql sql, LongAdder progress) {
        this.layout = layout;
        this.sql = sql;
        this.progress = progress;
    }

    KeySql sql() {
        return sql;
    }

    /** Both halves of a row's hash. */
    record Sum(long first, long second) {}

    /**
     * Rows in the order of the key.
     *
     * @param rows their hashes, by key, in order
     * @param last the last key; empty when no row came
     * @param bytes that the rows' cells took
     */
    record Page(Map<RowKey, Sum> rows, Optional<RowKey> last, long bytes) {}

    /** Takes the bytes of rows as they are read. */
    private static final class PageSink {
        private final Map<RowKey, Sum> rows = new LinkedHashMap<>();
        private RowKey last;
        private long bytes;
    }

    /** Reads at most so many rows behind a key. */
    Page page(MysqlConnection connection, Optional<RowKey> after, Optional<RowKey> upTo, int rows) {
        int[] key = layout.key();
        PageSink page = new PageSink();
        read(
                connection,
                progress,
                sql.page(after, upTo, rows),
                (row, buffer, offsets, lengths) -> {
                    page.last = RowKey.read(key, buffer, offsets, lengths);
                    page.rows.put(page.last, new Sum(row.first(), row.second()));
                    page.bytes += row.bytes();
                });
        return new Page(page.rows, Optional.ofNullable(page.last), page.bytes);
    }

    /** The hashes of those rows that exist. */
    Map<RowKey, Sum> sums(MysqlConnection connection, Collection<RowKey> keys) {
        int[] key = layout.key();
        Map<RowKey, Sum> found = new HashMap<>();
        Set<RowKey> wanted = new HashSet<>(keys);
        for (List<RowKey> part : parts(keys, KEYS_PER_STATEMENT)) {
            read(
                    connection,
                    new LongAdder(),
                    sql.list(part),
                    (row, buffer, offsets, lengths) -> {
                        RowKey of = RowKey.read(key, buffer, offsets, lengths);
                        if (wanted.contains(of)) {
                            found.put(of, new Sum(row.first(), row.second()));
                        }
                    });
        }
        return found;
    }

    /**
     * Adds the rows themselves to those of other tables.
     *
     * @param locking whether each statement waits for the rows' writers and holds a share lock
     */
    void rows(
            MysqlConnection connection,
            Collection<RowKey> keys,
            boolean locking,
            Map<RowKey, List<KeptRow>> into) {
        int[] key = layout.key();
        RowHash hash = new RowHash();
        Set<RowKey> wanted = new HashSet<>(keys);
        for (List<RowKey> part : parts(keys, locking ? LOCKED_KEYS : KEYS_PER_STATEMENT)) {
            read(
                    connection,
                    new LongAdder(),
                    sql.list(part) + (locking ? " LOCK IN SHARE MODE" : ""),
                    (row, buffer, offsets, lengths) -> {
                        RowKey of = RowKey.read(key, buffer, offsets, lengths);
                        if (wanted.contains(of)) {
                            into.computeIfAbsent(of, _ -> new ArrayList<>())
                                    .add(kept(hash, row, buffer, offsets, lengths));
                        }
                    });
        }
    }

    private KeptRow kept(RowHash hash, RowReader row, byte[] buffer, int[] offsets, int[] lengths) {
        List<KeptRow.KeptCell> cells = new ArrayList<>(layout.columns());
        for (int i = 0; i < layout.columns(); i++) {
            cells.add(KeptRow.cell(hash, buffer, offsets[i], lengths[i]));
        }
        return new KeptRow(row.keyHash(), row.first(), row.second(), cells);
    }

    private void read(
            MysqlConnection connection, LongAdder count, String statement, RowReader.Sink sink) {
        RowReader reader = new RowReader(layout, count, () -> false, sink);
        connection.stream(statement, ShortDoubles.before(reader, layout));
        reader.report();
    }

    private static List<List<RowKey>> parts(Collection<RowKey> keys, int size) {
        List<RowKey> all = List.copyOf(keys);
        List<List<RowKey>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            parts.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return parts;
    }
}
