package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;

/**
 * What all appliers of a pipeline share.
 *
 * @param pipeline full name of the pipeline
 * @param endpoint the target
 * @param epoch our epoch
 * @param checkpoints the pipeline's rows of the checkpoint table
 * @param tables what is known of the target's tables
 * @param mode strict or repair
 * @param policy what a bad row leads to
 */
public record ApplierConfig(
        String pipeline,
        MysqlEndpoint endpoint,
        long epoch,
        CheckpointTable checkpoints,
        TargetTables tables,
        ApplyMode mode,
        ErrorPolicy policy) {}
