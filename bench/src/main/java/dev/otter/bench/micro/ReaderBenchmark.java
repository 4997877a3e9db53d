package dev.otter.bench.micro;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.extract.Extractor;
import dev.otter.engine.select.TransactionReader;
import dev.otter.model.table.TableRoute;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reading the log, per one-row change: all events of its transaction and their checksums are part
 * of it, the socket is not. Goal in scope: 0.8 µs and 200 bytes; out of scope: 0.15 µs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReaderBenchmark {
    private static final int CHANGES = 10_000;

    /** Changes in each transaction; each change is a statement of its own. */
    @Param({"1", "20"})
    public int perTransaction;

    private CapturedLog log;
    private EventDecoder decoder;
    private final RowCursor cursor = new RowCursor();
    private int[] offsets;
    private int[] lengths;
    private TransactionReader inScope;
    private TransactionReader outOfScope;
    private Blackhole blackhole;
    private int rowsRead;

    @Setup
    public void capture() throws SQLException, IOException {
        log =
                CapturedLog.of(
                        OltpTable::create,
                        connection ->
                                OltpTable.write(
                                        connection, CHANGES, perTransaction, OltpTable::mixed));
        int columns = log.changes(CHANGES).getFirst().source().columns().size();
        decoder = new EventDecoder();
        offsets = new int[columns * 2];
        lengths = new int[columns * 2];
        inScope = reader(Optional::of);
        outOfScope = reader(_ -> Optional.empty());
    }

    private TransactionReader reader(TableRoute scope) {
        LogListener extractor = new Extractor(scope, log.tables(), this::take, Long.MAX_VALUE);
        return new TransactionReader(new EventDecoder(), extractor, log.start());
    }

    private void take(Delivery delivery) {
        if (delivery instanceof Delivery.Transaction whole) {
            rowsRead += whole.transaction().rows();
        }
        blackhole.consume(delivery);
    }

    /** Decodes all events and finds all cells. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void decode(Blackhole sink) {
        rowsRead = 0;
        for (int event = 0; event < log.events(); event++) {
            if (decoder.decode(log.bytes(), log.offset(event), log.length(event))
                    instanceof RowsEvent rows) {
                cells(rows);
                sink.consume(offsets);
                sink.consume(lengths);
            }
        }
        requireRows(CHANGES);
    }

    private void cells(RowsEvent rows) {
        cursor.open(rows);
        while (cursor.next()) {
            rowsRead++;
            int cells = 0;
            if (cursor.has(RowCursor.Image.BEFORE)) {
                cells = cursor.fill(RowCursor.Image.BEFORE, offsets, lengths, cells);
            }
            if (cursor.has(RowCursor.Image.AFTER)) {
                cursor.fill(RowCursor.Image.AFTER, offsets, lengths, cells);
            }
        }
    }

    /** Decodes all events and looks at no row. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void decodeOutOfScope(Blackhole sink) {
        for (int event = 0; event < log.events(); event++) {
            sink.consume(decoder.decode(log.bytes(), log.offset(event), log.length(event)));
        }
    }

    /** Select and extract, up to source transactions with rows of their own. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void transactions(Blackhole sink) {
        read(inScope, sink);
        requireRows(CHANGES);
    }

    /** Select and extract, when no table is wanted. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void transactionsOutOfScope(Blackhole sink) {
        read(outOfScope, sink);
        requireRows(0);
    }

    private void read(TransactionReader reader, Blackhole sink) {
        blackhole = sink;
        rowsRead = 0;
        for (int event = 0; event < log.events(); event++) {
            reader.event(log.bytes(), log.offset(event), log.length(event));
        }
    }

    private void requireRows(int expected) {
        if (rowsRead != expected) {
            throw new IllegalStateException(rowsRead + " rows were read, not " + expected);
        }
    }
}
