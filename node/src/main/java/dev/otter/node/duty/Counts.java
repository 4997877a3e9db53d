package dev.otter.node.duty;

import dev.otter.engine.pipeline.PipelineStatus;

/**
 * What passed through a pipeline on this node since it has it, over all runs of the engine.
 *
 * @param rows made durable
 * @param kinds the same by kind
 * @param transactions source transactions made durable
 * @param bytesRead bytes of the source's log
 * @param groups transactions of the target
 * @param retries of target transactions
 * @param quarantined rows put aside
 */
public record Counts(
        long rows,
        PipelineStatus.Kinds kinds,
        long transactions,
        long bytesRead,
        long groups,
        long retries,
        long quarantined) {
    public static final Counts NONE = new Counts(0, PipelineStatus.Kinds.NONE, 0, 0, 0, 0, 0);

    /** What one run of the engine has counted. */
    static Counts of(PipelineStatus run) {
        return new Counts(
                run.rowsApplied(),
                run.kinds(),
                run.transactionsApplied(),
                run.bytesRead(),
                run.groupsApplied(),
                run.retries(),
                run.quarantined());
    }

    /** Both together. */
    public Counts plus(Counts more) {
        return new Counts(
                rows + more.rows,
                new PipelineStatus.Kinds(
                        kinds.inserts() + more.kinds.inserts(),
                        kinds.updates() + more.kinds.updates(),
                        kinds.deletes() + more.kinds.deletes(),
                        kinds.schemaChanges() + more.kinds.schemaChanges()),
                transactions + more.transactions,
                bytesRead + more.bytesRead,
                groups + more.groups,
                retries + more.retries,
                quarantined + more.quarantined);
    }

    /** What was counted since; both are of the same duty. */
    public Counts minus(Counts before) {
        return new Counts(
                rows - before.rows,
                new PipelineStatus.Kinds(
                        kinds.inserts() - before.kinds.inserts(),
                        kinds.updates() - before.kinds.updates(),
                        kinds.deletes() - before.kinds.deletes(),
                        kinds.schemaChanges() - before.kinds.schemaChanges()),
                transactions - before.transactions,
                bytesRead - before.bytesRead,
                groups - before.groups,
                retries - before.retries,
                quarantined - before.quarantined);
    }
}
