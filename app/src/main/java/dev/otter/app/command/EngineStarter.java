package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/** Starts pipelines in this process. */
final class EngineStarter implements PipelineStarter {
    private final Surroundings surroundings;

    EngineStarter(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public PipelineRun start(SyncFile.Entry entry) {
        throw new OtterException(
                ErrorCode.INTERNAL,
                "this build has no engine yet (" + surroundings.clock().instant() + ")",
                entry.name(),
                "");
    }
}
