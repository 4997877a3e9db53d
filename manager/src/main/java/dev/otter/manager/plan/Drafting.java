package dev.otter.manager.plan;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.PlannedEndpoint;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.secret.Sealer;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the parts of documents of one snapshot. For one thread. */
final class Drafting {
    private final Snapshot snapshot;
    private final Map<String, Integer> nodes;
    private final ConfigJson json;
    private final Sealer sealer;
    private final Optional<Former> former;

    /**
     * What was drafted before.
     *
     * @param snapshot of what
     * @param channels by id
     */
    record Former(Snapshot snapshot, Map<Long, PipelineText.OfChannel> channels) {}

    /**
     * @param former whose texts are taken where nothing has changed that they were made of
     */
    Drafting(Snapshot snapshot, ConfigJson json, Sealer sealer, Optional<Former> former) {
        this.former = former.filter(it -> snapshot.sameGround(it.snapshot()));
        this.snapshot = snapshot;
        this.nodes = snapshot.nodeNumbers();
        this.json = json;
        this.sealer = sealer;
    }

    List<PipelineText.OfChannel> channels() {
        return snapshot.channels().stream()
                .map(thing -> known(thing).orElseGet(() -> channel(thing)))
                .toList();
    }

    private Optional<PipelineText.OfChannel> known(Thing thing) {
        // While the catalog was being changed, a pipeline may have had no number yet.
        return former.filter(it -> snapshot.same(thing, it.snapshot()))
                .map(it -> it.channels().get(thing.id()))
                .filter(text ->
                        text.pipelines().size()
                                == thing.as(ChannelConfig.class).pipelines().size());
    }

    private PipelineText.OfChannel channel(Thing thing) {
        ChannelConfig config = thing.as(ChannelConfig.class);
        Set<String> obstacles = new LinkedHashSet<>(config.obstacles());
        List<PipelineText> pipelines = new ArrayList<>();
        for (PipelineConfig pipeline : config.pipelines()) {
            snapshot.number(thing.id(), pipeline.name())
                    .map(number -> pipeline(thing, number, pipeline))
                    .ifPresent(text -> {
                        pipelines.add(text);
                        obstacles.addAll(text.place().obstacles());
                    });
        }
        return new PipelineText.OfChannel(
                thing.id(), thing.name(), List.copyOf(obstacles), pipelines);
    }

    private PipelineText pipeline(Thing channel, long number, PipelineConfig config) {
        Candidates candidates = Candidates.of(config, nodes);
        Optional<PlannedEndpoint> from = snapshot.endpoint(config.from());
        Optional<PlannedEndpoint> to = snapshot.endpoint(config.to());
        List<String> obstacles = new ArrayList<>();
        if (config.tables().isEmpty()) {
            obstacles.add("Pipeline '" + config.name() + "' has no tables; add a mapping.");
        }
        candidates.obstacle().ifPresent(obstacles::add);
        if (from.isEmpty()) {
            obstacles.add(passwordMissing(config.from()));
        }
        if (to.isEmpty()) {
            obstacles.add(passwordMissing(config.to()));
        }
        PlannedPlace place =
                new PlannedPlace(
                        number,
                        channel.id(),
                        channel.name(),
                        config.name(),
                        candidates.nodes(),
                        obstacles,
                        config.verify().schedule());
        if (!obstacles.isEmpty()) {
            return new PipelineText(place, Optional.empty());
        }
        byte[] text =
                json.write(
                                new PlannedPipeline(
                                        number,
                                        config,
                                        from.orElseThrow(),
                                        to.orElseThrow(),
                                        config.canal().flatMap(snapshot::canal),
                                        candidates.nodes()))
                        .getBytes(StandardCharsets.UTF_8);
        return new PipelineText(
                place, Optional.of(new PipelineText.Fragment(text, sealer.digest(text))));
    }

    private static String passwordMissing(String endpoint) {
        return "No password is kept for endpoint '"
                + endpoint
                + "', or it cannot be opened with this manager's key; save the endpoint with its"
                + " password.";
    }
}
