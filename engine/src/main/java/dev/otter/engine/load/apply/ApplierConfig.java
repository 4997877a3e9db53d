package dev.otter.engine.load.apply;

import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.channel.ErrorPolicy;

/**
 * What all appliers of a pipeline share.
 *
 * @param pipeline full name of the pipeline
 * @param target the target
 * @param tables what is known of the target's tables
 * @param policy what a bad row leads to
 * @param acknowledged what they are told to be durable
 */
public record ApplierConfig(
        String pipeline,
        ApplyTarget target,
        TargetTables tables,
        ErrorPolicy policy,
        Acknowledged acknowledged) {}
