package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineSizes;
import dev.otter.engine.pipeline.SourceChoice;
import dev.otter.engine.relay.LogRelays;
import java.time.InstantSource;
import java.util.Optional;

/** Starts pipelines in this process. */
public final class EngineStarter implements PipelineStarter {
    private final InstantSource clock;
    private final LogRelays relays;

    public EngineStarter(InstantSource clock) {
        this(clock, LogRelays.none());
    }

    private EngineStarter(InstantSource clock, LogRelays relays) {
        this.clock = clock;
        this.relays = relays;
    }

    @Override
    public PipelineStarter sharing(LogRelays shared) {
        return new EngineStarter(clock, shared);
    }

    @Override
    public PipelineRun start(SyncFile.Entry entry) {
        return start(entry, Optional.empty());
    }

    @Override
    public PipelineRun start(SyncFile.Entry entry, SourceChoice choice) {
        return start(entry, Optional.of(choice));
    }

    private PipelineRun start(SyncFile.Entry entry, Optional<SourceChoice> choice) {
        return PipelineRunner.start(
                entry.channel(),
                entry.pipeline(),
                PipelineSizes.usual(),
                clock,
                choice,
                relays);
    }
}
