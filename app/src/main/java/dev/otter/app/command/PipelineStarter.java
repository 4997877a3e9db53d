package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;

/** Starts a pipeline of a file. */
@FunctionalInterface
public interface PipelineStarter {

    /**
     * @throws dev.otter.model.error.OtterException when it cannot start and waiting does not help
     */
    PipelineRun start(SyncFile.Entry entry);
}
