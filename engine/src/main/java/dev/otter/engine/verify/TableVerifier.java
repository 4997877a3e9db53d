package dev.otter.engine.verify;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Compares tables of two servers, every row and every byte.
 *
 * <p>Both sides are read at the same time, each in the order that its server likes best, so that
 * neither keys nor collations need to agree and nothing is sorted. Every row is hashed to 128 bits
 * and added to one of 131,072 buckets chosen by its key's hash. Buckets that differ are read a
 * second time with their rows kept, as far as a fixed budget goes, to name the rows. Memory does
 * not grow with the tables.
 *
 * <p>Each side is read as of one moment, but not both as of the same: rows that are written during
 * the comparison may be reported. Methods may be called from any thread.
 */
public final class TableVerifier {
    private static final long KEPT_BYTES = 24L << 20;
    private static final long KEPT_ROW_BYTES = 120;
    private static final long KEPT_CELL_BYTES = 64;

    private final Endpoint source;
    private final Endpoint target;
    private final int shown;
    private final BooleanSupplier stop;

    /**
     * @param shown how many differing rows of a table are described
     * @param stop asked now and then; once it says yes the comparison ends with {@link
     *     CancellationException}
     */
    public TableVerifier(Endpoint source, Endpoint target, int shown, BooleanSupplier stop) {
        this.source = source;
        this.target = target;
        this.shown = shown;
        this.stop = stop;
    }

    /**
     * The source tables in scope and where they go, by target table.
     *
     * @throws OtterException when a server cannot be reached or refuses
     */
    public List<TablePair> pairs(TableRoute route) {
        Map<TableName, TableShape> sources = Connections.with(source, Catalog::read);
        Map<TableName, TableShape> targets =
                target.type() == Endpoint.Type.POSTGRESQL
                        ? PostgresRows.shapes(target)
                        : Connections.with(target, Catalog::read);
        Map<TableName, List<TableShape>> byTarget = new TreeMap<>();
        for (TableShape shape : sources.values()) {
            route.targets(shape.name())
                    .forEach(name ->
                            byTarget.computeIfAbsent(name, _ -> new ArrayList<>()).add(shape));
        }
        return byTarget.entrySet().stream()
                .map(entry ->
                        new TablePair(
                                entry.getValue(),
                                entry.getKey(),
                                Optional.ofNullable(targets.get(entry.getKey()))))
                .toList();
    }

    /**
     * The pair with the shapes that its tables have now; both sides are MySQL or MariaDB.
     *
     * @throws OtterException TABLE_MISSING when a source table is gone, or a server cannot be
     *     reached or refuses
     */
    public TablePair again(TablePair pair) {
        List<TableShape> sources =
                Connections.with(
                        source,
                        connection ->
                                pair.sources().stream()
                                        .map(shape -> present(connection, shape.name()))
                                        .toList());
        return new TablePair(
                sources,
                pair.targetName(),
                Connections.with(
                        target, connection -> Catalog.find(connection, pair.targetName())));
    }

    private static TableShape present(MysqlConnection connection, TableName name) {
        return Catalog.find(connection, name)
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.TABLE_MISSING,
                                "the table is gone",
                                "table " + name,
                                "Nothing, when it was dropped; else compare again."));
    }

    /**
     * Which of some tables a server has.
     *
     * @throws OtterException when the server cannot be reached or refuses
     */
    public static Set<TableName> present(Endpoint endpoint, List<TableName> tables) {
        return Connections.with(endpoint, connection -> Catalog.present(connection, tables));
    }

    /**
     * Compares the rows of a pair.
     *
     * @throws OtterException when a server cannot be reached or refuses
     * @throws CancellationException when it was stopped
     */
    public TableComparison compare(TablePair pair, VerifyProgress progress)
            throws InterruptedException {
        if (pair.target().isEmpty()) {
            return new TableComparison(pair, 0, 0, 0, true, List.of(), pair.problems());
        }
        RowLayout layout = RowLayout.of(pair);
        List<String> problems = missingColumns(pair);
        if (layout.columns() == 0) {
            return new TableComparison(pair, 0, 0, 0, true, List.of(), problems);
        }
        Sides<Buckets> sums = both(pair, layout, progress, () -> new SumSink(new Buckets()));
        Selection selection = Selection.of(sums, layout);
        List<RowDifference> differences = List.of();
        boolean complete = selection.complete();
        if (!selection.buckets().isEmpty()) {
            Sides<List<KeptRow>> kept =
                    both(pair, layout, progress, () -> new KeepSink(selection, layout));
            differences = new Differences(layout, kept.source(), kept.target()).list();
            complete &= selection.holds(kept.source()) && selection.holds(kept.target());
        }
        long sourceRows = sums.source().totalRows();
        long targetRows = sums.target().totalRows();
        return new TableComparison(
                pair,
                sourceRows,
                targetRows,
                complete
                        ? differences.size()
                        : Math.max(1, Math.max(differences.size(), sourceRows - targetRows)),
                complete,
                differences.subList(0, Math.min(shown, differences.size())),
                problems);
    }

    private static List<String> missingColumns(TablePair pair) {
        List<String> problems = new ArrayList<>();
        TableShape target = pair.target().orElseThrow();
        for (TableShape shape : pair.sources()) {
            for (ColumnShape column : shape.columns()) {
                if (target.column(column.lowerName()).isEmpty()) {
                    problems.add(
                            "column %s.%s is missing on the target"
                                    .formatted(shape.name(), column.name()));
                }
            }
        }
        return problems;
    }

    /** What was found on either side. */
    private record Sides<T>(T source, T target) {}

    /**
     * The buckets that differ, as many as can be kept.
     *
     * @param most rows of one side that are kept at most; reached only when one key has so many
     */
    private record Selection(BitSet buckets, long most, boolean complete) {
        boolean holds(List<KeptRow> rows) {
            return rows.size() < most;
        }

        static Selection of(Sides<Buckets> sums, RowLayout layout) {
            long rowBytes =
                    KEPT_ROW_BYTES
                            + KEPT_CELL_BYTES * layout.columns()
                            + Math.min(
                                    Math.max(
                                            sums.source().averageBytes(),
                                            sums.target().averageBytes()),
                                    1L * KeptRow.HEAD_BYTES * layout.columns());
            long most = KEPT_BYTES / rowBytes;
            BitSet chosen = new BitSet(Buckets.COUNT);
            long sourceRows = 0;
            long targetRows = 0;
            for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
                if (sums.source().differ(sums.target(), bucket)) {
                    sourceRows += sums.source().rows(bucket);
                    targetRows += sums.target().rows(bucket);
                    if (!chosen.isEmpty() && Math.max(sourceRows, targetRows) > most) {
                        return new Selection(chosen, 2 * most, false);
                    }
                    chosen.set(bucket);
                }
            }
            return new Selection(chosen, 2 * most, true);
        }
    }

    /** A sink and what it has gathered. */
    private sealed interface Gathering<T> extends RowReader.Sink {
        T result();
    }

    private record SumSink(Buckets result) implements Gathering<Buckets> {
        @Override
        public void row(RowReader row, byte[] buffer, int[] offsets, int[] lengths) {
            result.add(row.keyHash(), row.first(), row.second(), row.bytes());
        }
    }

    private record KeepSink(
            Selection selection, RowLayout layout, RowHash hash, List<KeptRow> result)
            implements Gathering<List<KeptRow>> {
        KeepSink(Selection selection, RowLayout layout) {
            this(selection, layout, new RowHash(), new ArrayList<>());
        }

        @Override
        public void row(RowReader row, byte[] buffer, int[] offsets, int[] lengths) {
            boolean wanted = selection.buckets().get(Buckets.of(row.keyHash()));
            if (!wanted || !selection.holds(result)) {
                return;
            }
            List<KeptRow.KeptCell> cells = new ArrayList<>(layout.columns());
            for (int i = 0; i < layout.columns(); i++) {
                cells.add(KeptRow.cell(hash, buffer, offsets[i], lengths[i]));
            }
            result.add(new KeptRow(row.keyHash(), row.first(), row.second(), cells));
        }
    }

    /** Makes one sink per side. */
    @FunctionalInterface
    private interface Sinks<T> {
        Gathering<T> make();
    }

    /** Reads all rows of both sides at the same time; when one side fails the other stops. */
    private <T> Sides<T> both(
            TablePair pair, RowLayout layout, VerifyProgress progress, Sinks<T> sinks)
            throws InterruptedException {
        AtomicBoolean failed = new AtomicBoolean();
        BooleanSupplier leave = () -> failed.get() || stop.getAsBoolean();
        List<TableName> sources = pair.sources().stream().map(TableShape::name).toList();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("compare-", 0).daemon().factory())) {
            Future<T> fromSource =
                    threads.submit(
                            guarded(
                                    failed,
                                    () ->
                                            read(
                                                    source,
                                                    sources,
                                                    new Reading<>(
                                                            layout,
                                                            progress.source(),
                                                            leave,
                                                            sinks.make()))));
            Future<T> fromTarget =
                    threads.submit(
                            guarded(
                                    failed,
                                    () ->
                                            read(
                                                    target,
                                                    List.of(pair.targetName()),
                                                    new Reading<>(
                                                            layout,
                                                            progress.target(),
                                                            leave,
                                                            sinks.make()))));
            return joined(fromSource, fromTarget);
        }
    }

    private record Reading<T>(
            RowLayout layout, LongAdder progress, BooleanSupplier leave, Gathering<T> sink) {}

    private static <T> T read(Endpoint endpoint, List<TableName> tables, Reading<T> reading) {
        if (endpoint.type() == Endpoint.Type.POSTGRESQL) {
            RowLayout layout = reading.layout();
            RowReader reader =
                    new RowReader(layout, reading.progress(), reading.leave(), reading.sink());
            PostgresRows.read(
                    endpoint, tables, layout, CanonicalRows.before(reader, layout, false));
            reader.report();
            return reading.sink().result();
        }
        return Connections.with(
                endpoint,
                connection -> {
                    Connections.raw(connection);
                    tables.forEach(table -> stream(connection, table, reading));
                    return reading.sink().result();
                });
    }

    private static <T> void stream(
            MysqlConnection connection, TableName table, Reading<T> reading) {
        RowLayout layout = reading.layout();
        RowReader reader =
                new RowReader(layout, reading.progress(), reading.leave(), reading.sink());
        connection.stream(
                layout.select(table),
                ShortDoubles.before(CanonicalRows.before(reader, layout, true), layout));
        reader.report();
    }

    private static <T> Callable<T> guarded(AtomicBoolean failed, Callable<T> task) {
        return () -> {
            try {
                return task.call();
            } catch (RuntimeException | Error e) {
                failed.set(true);
                throw e;
            }
        };
    }

    /** The results of both, or the error that came first; being stopped because of it is none. */
    private static <T> Sides<T> joined(Future<T> source, Future<T> target)
            throws InterruptedException {
        Throwable error = null;
        List<T> results = new ArrayList<>();
        for (Future<T> future : List.of(source, target)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                if (error == null || error instanceof CancellationException) {
                    error = e.getCause();
                }
            }
        }
        return switch (error) {
            case null -> new Sides<>(results.get(0), results.get(1));
            case RuntimeException known -> throw known;
            case Error fatal -> throw fatal;
            default ->
                    throw new OtterException(
                            ErrorCode.INTERNAL, "comparing failed: " + error, "", "", error);
        };
    }
}
