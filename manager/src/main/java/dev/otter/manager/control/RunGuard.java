package dev.otter.manager.control;

import dev.otter.manager.catalog.ChangeGuard;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.live.RunState;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Optional;

/**
 * Keeps what runs from being changed under its feet. A channel that is not stopped keeps its name
 * and its pipelines, and these their names, sources, targets, canals and start points; everything
 * else may be changed and is with the nodes at once. A connected node stays as it is.
 */
public final class RunGuard implements ChangeGuard {
    private final LiveSystem live;

    public RunGuard(LiveSystem live) {
        this.live = live;
    }

    @Override
    public void replacing(Thing before, Named after) {
        if (after instanceof ChannelConfig wanted && live.state(before.id()) != RunState.STOPPED) {
            checkShape(before, wanted);
        }
        if (before.kind() == Kind.NODE
                && live.connected(before.id())
                && !before.config().equals(after)) {
            throw refused("the node is connected", before, "Stop the node first.");
        }
    }

    @Override
    public void deleting(Thing thing) {
        if (thing.kind() == Kind.CHANNEL && live.state(thing.id()) != RunState.STOPPED) {
            throw refused("the channel is not stopped", thing, "Stop it first.");
        }
        if (thing.kind() == Kind.NODE && live.connected(thing.id())) {
            throw refused("the node is connected", thing, "Stop the node first.");
        }
    }

    private static void checkShape(Thing before, ChannelConfig wanted) {
        ChannelConfig present = before.as(ChannelConfig.class);
        if (!Check.key(present.name()).equals(Check.key(wanted.name()))) {
            throw refused("a channel that is not stopped keeps its name", before, "Stop it first.");
        }
        for (PipelineConfig pipeline : present.pipelines()) {
            Optional<PipelineConfig> kept = wanted.pipeline(pipeline.name());
            boolean same =
                    kept.isPresent()
                            && kept.get().from().equalsIgnoreCase(pipeline.from())
                            && kept.get().to().equalsIgnoreCase(pipeline.to())
                            && kept.get().canal().equals(pipeline.canal())
                            && kept.get().start().equals(pipeline.start());
            if (!same) {
                throw refused(
                        "pipeline '%s' of a channel that is not stopped keeps its name, source,"
                                        .formatted(pipeline.name())
                                + " target, canal and start point",
                        before,
                        "Stop the channel first.");
            }
        }
    }

    private static OtterException refused(String what, Thing thing, String remedy) {
        return new OtterException(
                ErrorCode.STATE_FORBIDS,
                what,
                thing.kind().title() + " '" + thing.name() + "'",
                remedy);
    }
}
