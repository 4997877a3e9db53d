package dev.otter.manager.http.api;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.manager.live.LiveNode;
import dev.otter.manager.live.LivePipeline;
import dev.otter.manager.live.Minute;
import dev.otter.manager.live.Overview;
import dev.otter.model.config.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs, and how. */
public final class LiveRoutes {
    private static final String LIVE = Paths.ROOT + "/live";
    private static final String PIPELINE = Paths.ROOT + "/channels/{id}/pipelines/{pipeline}";
    private static final String TAG = "live";
    private static final Shape NONE = new Shape.None();
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Catalog catalog;
    private final LiveSystem live;
    private final InstantSource clock;

    public LiveRoutes(Catalog catalog, LiveSystem live, InstantSource clock) {
        this.catalog = catalog;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Asks for another leader.
     *
     * @param node who should take over; any other node when left out or empty
     */
    public record SwitchRequest(Optional<String> node) {
        public SwitchRequest {
            node = Check.absent(node).filter(name -> !name.isBlank());
        }
    }

    /** All of them. */
    public List<Route> all() {
        List<Route> routes = new ArrayList<>(everything());
        routes.addAll(ofPipeline());
        return routes;
    }

    private List<Route> everything() {
        return List.of(
                read(
                        LIVE + "/overview",
                        Route.Doc.of(
                                TAG,
                                "Everything at a glance, and what to look at",
                                NONE,
                                new Shape.Of(Overview.class)),
                        _ -> Answer.ok(live.requireDesk().overview())),
                read(
                        LIVE + "/nodes",
                        Route.Doc.of(TAG, "How all nodes are", NONE, list(LiveNode.class)),
                        _ -> Answer.ok(live.requireDesk().nodes())),
                read(
                        LIVE + "/pipelines",
                        Route.Doc.of(TAG, "How pipelines are", NONE, list(LivePipeline.class))
                                .with("channel"),
                        this::pipelines),
                read(
                        LIVE + "/events",
                        Route.Doc.of(
                                TAG,
                                "Server-sent events: pipelines, nodes and configuration, at first"
                                        + " everything, then what has changed",
                                NONE,
                                new Shape.Events()),
                        _ -> Answer.ok(live.requireDesk().watch())));
    }

    private List<Route> ofPipeline() {
        return List.of(
                read(
                        PIPELINE + "/live",
                        Route.Doc.of(
                                TAG, "How a pipeline is", NONE, new Shape.Of(LivePipeline.class)),
                        request ->
                                Answer.ok(
                                        live.requireDesk()
                                                .pipeline(request.id(), request.path("pipeline")))),
                read(
                        PIPELINE + "/minutes",
                        Route.Doc.of(
                                        TAG,
                                        "What a pipeline did, minute by minute; the last hour when"
                                                + " not told otherwise",
                                        NONE,
                                        list(Minute.class))
                                .with("from", "to"),
                        this::minutes),
                new Route(
                        Verb.POST,
                        PIPELINE + "/switch",
                        Access.OPERATE,
                        Route.Doc.of(
                                TAG,
                                "Ask the node that runs a pipeline to hand over",
                                new Shape.Of(SwitchRequest.class),
                                NONE),
                        this::handOver));
    }

    private static Route read(String path, Route.Doc doc, Route.Action action) {
        return new Route(Verb.GET, path, Access.READ, doc, action);
    }

    private static Shape list(Class<?> type) {
        return new Shape.ListOf(new Shape.Of(type));
    }

    private Answer pipelines(Request request) {
        Optional<Long> channel =
                request.query("channel")
                        .filter(text -> !text.isEmpty())
                        .map(text -> Request.number("channel", text));
        return Answer.ok(live.requireDesk().pipelines(channel));
    }

    private Answer minutes(Request request) {
        Instant to = request.moment("to").orElseGet(clock::instant);
        Instant from = request.moment("from").orElseGet(() -> to.minus(WINDOW));
        return Answer.ok(
                live.requireDesk().minutes(request.id(), request.path("pipeline"), from, to));
    }

    private Answer handOver(Request request) {
        SwitchRequest wanted = request.body(SwitchRequest.class);
        catalog.get(Kind.CHANNEL, request.id());
        live.requireDesk()
                .switchLeader(
                        request.id(),
                        request.path("pipeline"),
                        wanted.node(),
                        request.who().name());
        return Answer.done();
    }
}
