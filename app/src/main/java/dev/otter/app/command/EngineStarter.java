package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import java.time.InstantSource;

/** Starts pipelines in this process. */
public final class EngineStarter implements PipelineStarter {
    private final InstantSource clock;

    public EngineStarter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public PipelineRun start(SyncFile.Entry entry) {
        return PipelineRunner.start(entry.channel(), entry.pipeline(), clock);
    }
}
