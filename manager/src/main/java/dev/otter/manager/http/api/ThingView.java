package dev.otter.manager.http.api;

import dev.otter.manager.catalog.Thing;
import dev.otter.manager.control.LiveSystem;
import dev.otter.model.config.Named;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something configured, as it is answered.
 *
 * @param id its number
 * @param version what a change of it must name
 * @param changedAt when it got this version
 * @param changedBy who gave it
 * @param state of channels: running, paused or stopped; of nodes: connected or absent
 * @param config what is configured
 */
public record ThingView(
        long id,
        long version,
        Instant changedAt,
        String changedBy,
        Optional<String> state,
        Named config) {

    static ThingView of(Thing thing, LiveSystem live) {
        return new ThingView(
                thing.id(),
                thing.version(),
                thing.changedAt(),
                thing.changedBy(),
                state(thing, live),
                thing.config());
    }

    private static Optional<String> state(Thing thing, LiveSystem live) {
        return switch (thing.kind()) {
            case CHANNEL ->
                    live.known(thing.id()).map(state -> state.name().toLowerCase(Locale.ROOT));
            case NODE ->
                    live.nodes().map(nodes -> nodes.connected(thing.id()) ? "connected" : "absent");
            case ENDPOINT, TABLE, CANAL, FAILOVER_GROUP, ZOOKEEPER, ALARM_RULE, USER, SYSTEM ->
                    Optional.empty();
        };
    }
}
