package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.SourceChoice;
import dev.otter.engine.relay.LogRelays;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/** Starts a pipeline of a file. */
@FunctionalInterface
public interface PipelineStarter {

    /**
     * @throws dev.otter.model.error.OtterException when it cannot start and waiting does not help
     */
    PipelineRun start(SyncFile.Entry entry);

    /**
     * Starts it at another server of its source.
     *
     * @throws dev.otter.model.error.OtterException also when that server cannot take over
     */
    default PipelineRun start(SyncFile.Entry entry, SourceChoice choice) {
        throw new OtterException(
                ErrorCode.STATE_FORBIDS,
                "these pipelines cannot be started at " + choice.address(),
                entry.name(),
                "Leave --use-standby away.");
    }

    /** The same for pipelines that may share the connections to their sources. */
    default PipelineStarter sharing(LogRelays relays) {
        return this;
    }
}
