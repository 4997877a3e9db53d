package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Follows the requests in {@code retl.retl_buffer} within one run of a pipeline. Its sink belongs
 * to the reading thread; {@link #abort} may come from any.
 */
public final class Resync implements AutoCloseable {
    /** Requests kept in memory; others are fetched from the target. */
    static final int REQUESTS_MAX = 10_000;

    static final long REQUEST_BYTES_MAX = 4L << 20;

    private final ResyncMerge merge;
    private final RowRereader source;

    /**
     * The pipeline's tables.
     *
     * @param scope which are in scope
     * @param views what becomes of their rows
     * @param targets the target's
     * @param exists whether the source has a table; may ask it
     * @param leavesOut whether columns that the target lacks are left out of rows
     */
    public record Tables(
            TableRoute scope,
            TableViews views,
            TargetTables targets,
            Predicate<TableName> exists,
            boolean leavesOut) {}

    /**
     * Both ends.
     *
     * @param source opens connections to the server that is read, and to no other
     * @param store open requests on the target
     * @param settled whether all that was handed on is durable
     * @param resting whether requests have to wait, because tables are being copied
     * @param durable everything up to here is durable on the target
     */
    public record Ends(
            Supplier<MysqlConnection> source,
            RequestStore store,
            BooleanSupplier settled,
            BooleanSupplier resting,
            Supplier<LogPosition> durable) {}

    /**
     * @param pipeline full name of the pipeline
     * @param start where the stream begins
     * @param next the stage behind; its route must let {@link #route} through
     */
    public Resync(
            String pipeline,
            Tables tables,
            Ends ends,
            StatusBoard board,
            LogPosition start,
            DeliverySink next) {
        this.source = new RowRereader(ends.source(), new SourceTables(tables, ends.durable()));
        this.merge =
                new ResyncMerge(
                        new ResyncMerge.Parts(
                                new RequestRows(pipeline),
                                new OpenRequests(
                                        ends.store(),
                                        REQUESTS_MAX,
                                        REQUEST_BYTES_MAX,
                                        ends.settled(),
                                        ends.resting(),
                                        System::nanoTime),
                                new RequestScope(tables.scope(), tables.exists()),
                                source,
                                new ResyncNotes(pipeline, board)),
                        new ResyncMerge.Clocks(
                                () -> board.clock().millis() * 1000, System::nanoTime),
                        start,
                        next);
    }

    /** The pipeline's route, and the way of requests into the table on the target. */
    public static TableRoute route(TableRoute scope) {
        return new TableRoute() {
            @Override
            public Optional<TableName> target(TableName source) {
                return targets(source).stream().findFirst();
            }

            @Override
            public List<TableName> targets(TableName source) {
                return source.equals(RequestRows.TABLE) ? List.of(source) : scope.targets(source);
            }
        };
    }

    /** Where the stream goes in. */
    public DeliverySink sink() {
        return merge;
    }

    /** Breaks off what waits for the source. */
    public void abort() {
        source.abort();
    }

    @Override
    public void close() {
        source.close();
    }
}
