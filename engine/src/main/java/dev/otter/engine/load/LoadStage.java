package dev.otter.engine.load;

import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.load.access.AccessReader;
import dev.otter.engine.load.apply.ApplierConfig;
import dev.otter.engine.load.apply.ApplierPool;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.position.Checkpoint;

/** The load stage as a whole: its thread's work and its appliers. */
public final class LoadStage {
    private final Loader loader;
    private final ApplierPool appliers;
    private final int applierCount;
    private final SchemaGuard schema;

    /**
     * Where a run begins.
     *
     * @param start everything before is durable
     * @param withGtids whether transactions are named by MySQL GTIDs
     * @param recovered what earlier runs left
     */
    public record Begin(Checkpoint start, boolean withGtids, Recovered recovered) {}

    /**
     * @param sizes how large things may become
     * @param config what appliers share
     * @param begin where the run begins
     * @param held tables held already
     * @param surroundings figures, and who decides about changes of schema
     */
    public LoadStage(
            LoaderConfig sizes,
            ApplierConfig config,
            Begin begin,
            HeldTables held,
            Surroundings surroundings) {
        Progress progress = new Progress(begin.start(), begin.withGtids(), begin.recovered());
        AccessReader access = new AccessReader(new TablePlans(config.tables()));
        this.loader =
                new Loader(
                        config.pipeline(),
                        sizes,
                        new LoadTools(
                                progress,
                                access,
                                new MissingColumns(config.tables(), sizes.leavesOut()),
                                surroundings.schema()),
                        surroundings.board());
        this.appliers =
                new ApplierPool(config, held, loader.budget(), surroundings.board(), loader.endings());
        this.applierCount = sizes.appliers();
        this.schema = surroundings.schema();
    }

    /** What the stage reports to and asks. */
    public record Surroundings(StatusBoard board, SchemaGuard schema) {}

    /** Where deliveries go in, and what can be asked of the stage. */
    public Loader loader() {
        return loader;
    }

    /** The same as a sink. */
    public DeliverySink sink() {
        return loader;
    }

    /** Lives until the loader is stopped or has failed; the calling thread is the load thread. */
    public void run() throws InterruptedException {
        try (appliers) {
            appliers.start(applierCount);
            loader.run(appliers);
        }
    }

    /** Ends waiting for an unreachable target. */
    public void abandon() {
        schema.abandon();
        appliers.abandon();
    }
}
