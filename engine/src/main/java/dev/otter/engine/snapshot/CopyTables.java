package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.table.TableName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All tables of a full load. Guarded by the lock of {@link SnapshotMerge}. */
final class CopyTables {
    private static final int SHAPES_MAX = 20_000;

    /** Tables copied at the same time; more would only make each slower. */
    private static final int ACTIVE_MAX = 4;

    private final Map<TableName, CopyTable> tables = new LinkedHashMap<>();
    private final Map<TableName, Set<TableName>> ancestors;
    private final SwapStatements swaps;
    private final CopyManner manner;
    private final Predicate<TableName> elsewhere;
    private final IdentityHashMap<SourceTable, int[]> keyPlaces = new IdentityHashMap<>();

    /** What a copying thread may do. */
    sealed interface Work {
        /** Cut the table and begin it. */
        record Begin(CopyTable table) implements Work {}

        /** Read a range of it, chunk by chunk, until its end. */
        record Read(CopyTable table, CopyRange range) implements Work {}

        /** Copy it while the log stands still. */
        record Still(CopyTable table) implements Work {}

        /** Run the statement that completes it. */
        record Complete(CopyTable table) implements Work {}

        /** Look again later. */
        record Later() implements Work {}

        /** Everything was handed over or is another thread's work. */
        record Nothing() implements Work {}
    }

    /** For a target that can leave references of any rows unchecked. */
    CopyTables(
            Collection<CopyTable> tables,
            Map<TableName, Set<TableName>> ancestors,
            SwapStatements swaps) {
        this(tables, ancestors, swaps, new CopyManner(false, false), _ -> false);
    }

    /**
     * @param ancestors tables that are not copied, with those that are whose rows may go with
     *     theirs
     * @param swaps finds statements after which names stand for other rows
     * @param manner what is peculiar to the target
     * @param elsewhere tables of which another copy of the pipeline has still rows to hand over
     */
    CopyTables(
            Collection<CopyTable> tables,
            Map<TableName, Set<TableName>> ancestors,
            SwapStatements swaps,
            CopyManner manner,
            Predicate<TableName> elsewhere) {
        this.manner = manner;
        this.elsewhere = elsewhere;
        tables.forEach(table -> this.tables.put(table.source(), table));
        this.ancestors = Map.copyOf(ancestors);
        this.swaps = swaps;
    }

    /** Those whose names stand for other rows after a statement. */
    List<CopyTable> swapped(Delivery.SchemaChange change) {
        return swaps.names(change).stream().flatMap(name -> find(name).stream()).toList();
    }

    /** Copied tables whose rows may go with rows of a table that is not. */
    List<CopyTable> descendants(TableName source) {
        return ancestors.getOrDefault(source, Set.of()).stream().map(tables::get).toList();
    }

    Optional<CopyTable> find(TableName source) {
        return Optional.ofNullable(tables.get(source));
    }

    Collection<CopyTable> all() {
        return tables.values();
    }

    /** Tables whose rows may go with rows of this one. */
    List<CopyTable> cascade(CopyTable table) {
        return table.links().cascade().stream()
                .map(tables::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    static void breakWindows(CopyTable table) {
        table.windows().forEach(Window::breakUp);
    }

    /** Whether the target checks references of all rows but those ahead of a copy. */
    boolean checking() {
        return manner.checking();
    }

    /** Whether rows of chunks are left out that the log has changed meanwhile. */
    boolean messages() {
        return manner.messages();
    }

    /**
     * What is peculiar to a kind of target.
     *
     * @param checking it checks references of all rows but those ahead of a copy
     * @param messages rows are messages, see {@link CopyTarget#messages}
     */
    record CopyManner(boolean checking, boolean messages) {}

    /** Adds the keys of a change's rows, before and after, byte by byte. */
    void addKeys(CopyTable table, RowChanges change, Set<ByteBuffer> keys) {
        for (int row = 0; row < change.rows(); row++) {
            if (change.kind() != ChangeKind.INSERT) {
                keys.add(key(table, change, change.before(row)));
            }
            if (change.kind() != ChangeKind.DELETE) {
                keys.add(key(table, change, change.after(row)));
            }
        }
    }

    /** The rows of a chunk without those that have one of these keys. */
    RowChanges without(CopyTable table, RowChanges rows, Set<ByteBuffer> keys) {
        RowChanges left = rows;
        for (int row = rows.rows() - 1; row >= 0; row--) {
            if (keys.contains(key(table, rows, rows.after(row)))) {
                left = left.without(row);
            }
        }
        return left;
    }

    private ByteBuffer key(CopyTable table, RowChanges change, int image) {
        ByteWriter key = new ByteWriter(32);
        for (int place : places(table, change.source())) {
            int length = change.length(image + place);
            key.decimal(length).put(':');
            key.append(change.bytes(), change.offset(image + place), Math.max(0, length));
        }
        return ByteBuffer.wrap(key.toByteArray());
    }

    /** Whether a parent of the table is not whole yet, so that references cannot be checked. */
    boolean awaitsParents(CopyTable table) {
        return table.links().parents().stream().anyMatch(this::unfinished);
    }

    private boolean unfinished(TableName source) {
        return tables.containsKey(source) ? awaits(source) : elsewhere.test(source);
    }

    /** Whether rows of a table are still to be handed over; any thread may ask. */
    boolean awaits(TableName source) {
        CopyTable table = tables.get(source);
        return table != null && !table.finished();
    }

    boolean finished() {
        return tables.values().stream().allMatch(CopyTable::finished);
    }

    /** The next piece of work; it is then taken. */
    Work work() {
        boolean finished = finished();
        if (finished && tables.values().stream().allMatch(CopyTable::over)) {
            return new Work.Nothing();
        }
        Optional<CopyTable> complete = completable(finished);
        if (complete.isPresent()) {
            complete.get().completing(true);
            return new Work.Complete(complete.get());
        }
        if (finished) {
            return new Work.Later();
        }
        for (CopyTable table : tables.values()) {
            for (CopyRange range : table.ranges()) {
                if (range.free() && !table.finished()) {
                    range.take();
                    return new Work.Read(table, range);
                }
            }
        }
        List<CopyTable> active = tables.values().stream().filter(CopyTables::active).toList();
        if (active.stream().anyMatch(CopyTable::still) || active.size() >= ACTIVE_MAX) {
            return new Work.Later();
        }
        return startable(active)
                .map(table -> {
                    table.beginning(true);
                    return table.still() ? new Work.Still(table) : new Work.Begin(table);
                })
                .orElseGet(Work.Later::new);
    }

    /**
     * The next table to be completed, for somebody who does nothing else: the stream may have to
     * wait for it while all who read rows wait for the stream.
     */
    Work completion() {
        if (tables.values().stream().allMatch(CopyTable::complete)) {
            return new Work.Nothing();
        }
        return completable(finished())
                .<Work>map(table -> {
                    table.completing(true);
                    return new Work.Complete(table);
                })
                .orElseGet(Work.Later::new);
    }

    /** One at a time as long as rows are still read: it is work for the target. */
    private Optional<CopyTable> completable(boolean several) {
        boolean busy = tables.values().stream().anyMatch(CopyTable::completing);
        return busy && !several
                ? Optional.empty()
                : tables.values().stream().filter(CopyTable::completable).findFirst();
    }

    private static boolean active(CopyTable table) {
        return !table.finished() && !table.waiting();
    }

    /** Parents come first; in a circle of foreign keys somebody has to be. */
    private Optional<CopyTable> startable(List<CopyTable> active) {
        List<CopyTable> waiting = tables.values().stream().filter(CopyTable::waiting).toList();
        Optional<CopyTable> free = waiting.stream().filter(t -> !awaitsParents(t)).findFirst();
        if (free.isEmpty() && active.isEmpty()) {
            free = waiting.stream().findFirst();
        }
        return free.filter(table -> !table.still() || active.isEmpty());
    }

    /** Whether the images after hold all columns, none as a difference. */
    boolean whole(RowChanges change) {
        if (change.kind() == ChangeKind.DELETE) {
            return true;
        }
        int columns = change.source().columns().size();
        for (int row = 0; row < change.rows(); row++) {
            int after = change.after(row);
            for (int cell = after; cell < after + columns; cell++) {
                if (change.length(cell) < RowChanges.NULL) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether an update changes a key by which rows are found. */
    boolean movesKeys(CopyTable table, RowChanges change) {
        if (change.kind() != ChangeKind.UPDATE) {
            return false;
        }
        int[] places = places(table, change.source());
        for (int row = 0; row < change.rows(); row++) {
            for (int place : places) {
                if (!same(change, change.before(row) + place, change.after(row) + place)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Rows of the table are found by other columns now. */
    void keyedBy(CopyTable table, Set<String> columns) {
        table.keyedBy(columns);
        keyPlaces.clear();
    }

    private int[] places(CopyTable table, SourceTable shape) {
        int[] places = keyPlaces.get(shape);
        if (places == null) {
            if (keyPlaces.size() >= SHAPES_MAX) {
                keyPlaces.clear();
            }
            Set<String> keys = table.keys();
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < shape.columns().size(); i++) {
                if (keys.contains(
                        shape.columns().get(i).name().toLowerCase(java.util.Locale.ROOT))) {
                    found.add(i);
                }
            }
            places = found.stream().mapToInt(Integer::intValue).toArray();
            keyPlaces.put(shape, places);
        }
        return places;
    }

    private static boolean same(RowChanges change, int one, int other) {
        int length = change.length(one);
        if (length != change.length(other) || length < 0) {
            return length == change.length(other) || change.length(other) == RowChanges.ABSENT;
        }
        int a = change.offset(one);
        int b = change.offset(other);
        byte[] bytes = change.bytes();
        return java.util.Arrays.equals(bytes, a, a + length, bytes, b, b + length);
    }
}
