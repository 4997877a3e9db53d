package dev.otter.manager.http.api;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.control.RunControl;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.manager.live.RunState;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Starting, stopping and the like; needs a connection to ZooKeeper. */
public final class RunRoutes {
    private static final String CHANNEL = Paths.ROOT + "/channels/{id}";
    private static final String TAG = "running";

    private final Catalog catalog;
    private final LiveSystem live;

    public RunRoutes(Catalog catalog, LiveSystem live) {
        this.catalog = catalog;
        this.live = live;
    }

    /**
     * What a channel does and what keeps it from being started.
     *
     * @param state whether its pipelines are to run
     * @param obstacles sentences, each with its cure; empty when it can be started
     */
    public record RunView(RunState state, List<String> obstacles) {}

    private interface Order {
        void give(RunControl control, long channel, String by);
    }

    /** All of them. */
    public List<Route> all() {
        return List.of(
                new Route(
                        Verb.GET,
                        CHANNEL + "/run",
                        Access.READ,
                        Route.Doc.of(
                                TAG,
                                "What a channel does, and what keeps it from starting",
                                new Shape.None(),
                                new Shape.Of(RunView.class)),
                        this::show),
                order("start", "Start a channel", this::start),
                order("pause", "Pause a channel", RunControl::pause),
                order("resume", "Take a paused channel up again", RunControl::resume),
                order("stop", "Stop a channel", RunControl::stop),
                order(
                        "push",
                        "Hand a channel's configuration to its nodes",
                        (control, channel, _) -> control.push(channel)));
    }

    private Route order(String word, String summary, Order order) {
        return new Route(
                Verb.POST,
                CHANNEL + "/" + word,
                Access.OPERATE,
                Route.Doc.of(TAG, summary, new Shape.None(), new Shape.Of(RunView.class)),
                request -> {
                    Thing channel = catalog.get(Kind.CHANNEL, request.id());
                    order.give(live.requireChannels(), channel.id(), request.who().name());
                    return show(request);
                });
    }

    private Answer show(Request request) {
        Thing channel = catalog.get(Kind.CHANNEL, request.id());
        RunControl control = live.requireChannels();
        return Answer.ok(new RunView(control.state(channel.id()), obstacles(control, channel)));
    }

    /** Those of the channel's own configuration, and those of what it names. */
    private static List<String> obstacles(RunControl control, Thing channel) {
        Set<String> all = new LinkedHashSet<>(channel.as(ChannelConfig.class).obstacles());
        all.addAll(control.obstacles(channel.id()));
        return List.copyOf(all);
    }

    private void start(RunControl control, long id, String by) {
        Thing channel = catalog.get(Kind.CHANNEL, id);
        List<String> obstacles = obstacles(control, channel);
        if (!obstacles.isEmpty()) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "the channel cannot be started as it is",
                    "channel '" + channel.name() + "'",
                    String.join(" ", obstacles));
        }
        control.start(id, by);
    }
}
