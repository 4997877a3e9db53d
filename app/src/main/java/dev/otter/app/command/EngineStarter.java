package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineSizes;
import dev.otter.engine.pipeline.SourceChoice;
import java.time.InstantSource;
import java.util.Optional;

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

    @Override
    public PipelineRun start(SyncFile.Entry entry, SourceChoice choice) {
        return PipelineRunner.start(
                entry.channel(),
                entry.pipeline(),
                PipelineSizes.usual(),
                clock,
                Optional.of(choice));
    }
}
