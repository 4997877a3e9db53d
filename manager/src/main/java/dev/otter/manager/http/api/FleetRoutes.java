package dev.otter.manager.http.api;

import dev.otter.cluster.ensemble.TreePage;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.manager.live.EnrolmentRequest;
import dev.otter.manager.live.EnrolmentSecret;
import dev.otter.manager.live.Ensemble;
import dev.otter.manager.live.LiveDesk;
import dev.otter.model.config.Check;
import java.util.ArrayList;
import java.util.List;

/** Who may connect as a node, and how ZooKeeper is. */
public final class FleetRoutes {
    private static final String ENROLMENTS = Paths.ROOT + "/enrolments";
    private static final String NODE = Paths.ROOT + "/nodes/{id}";
    private static final String ZOOKEEPER = Paths.ROOT + "/zookeeper";
    private static final String TAG = "enrolment";
    private static final Shape NONE = new Shape.None();

    private final Catalog catalog;
    private final LiveSystem live;

    public FleetRoutes(Catalog catalog, LiveSystem live) {
        this.catalog = catalog;
        this.live = live;
    }

    /**
     * Names one of those that wait.
     *
     * @param fingerprint of its key, with or without colons
     */
    public record KeyRequest(String fingerprint) {
        public KeyRequest {
            Check.required("fingerprint", fingerprint);
        }
    }

    private interface Decision {
        void make(LiveDesk desk, long node, String fingerprint);
    }

    /** All of them. */
    public List<Route> all() {
        List<Route> routes = new ArrayList<>(enrolment());
        routes.addAll(zookeeper());
        return routes;
    }

    private List<Route> enrolment() {
        return List.of(
                new Route(
                        Verb.GET,
                        ENROLMENTS,
                        Access.READ,
                        Route.Doc.of(
                                TAG,
                                "Who says to be a node and waits for approval",
                                NONE,
                                new Shape.ListOf(new Shape.Of(EnrolmentRequest.class))),
                        _ -> Answer.ok(live.requireDesk().enrolments())),
                decision("approve", "Approve a node's key", LiveDesk::approve),
                decision("reject", "Take a request off the list", LiveDesk::reject),
                new Route(
                        Verb.POST,
                        NODE + "/enrolment-secret",
                        Access.ADMINISTER,
                        Route.Doc.of(
                                TAG,
                                "Let a node in once without approval",
                                NONE,
                                new Shape.Of(EnrolmentSecret.class)),
                        request -> Answer.ok(live.requireDesk().secret(node(request)))),
                new Route(
                        Verb.POST,
                        NODE + "/revoke",
                        Access.ADMINISTER,
                        Route.Doc.of(TAG, "Accept a node's certificate no longer", NONE, NONE),
                        request -> {
                            live.requireDesk().revoke(node(request));
                            return Answer.done();
                        }));
    }

    private List<Route> zookeeper() {
        return List.of(
                new Route(
                        Verb.GET,
                        ZOOKEEPER,
                        Access.READ,
                        Route.Doc.of(
                                "zookeeper",
                                "How ZooKeeper is",
                                NONE,
                                new Shape.Of(Ensemble.class)),
                        _ -> Answer.ok(live.requireDesk().zookeeper())),
                new Route(
                        Verb.GET,
                        ZOOKEEPER + "/tree",
                        Access.ADMINISTER,
                        Route.Doc.of(
                                        "zookeeper",
                                        "One path of ZooKeeper's tree",
                                        NONE,
                                        new Shape.Of(TreePage.class))
                                .with("path"),
                        request ->
                                Answer.ok(
                                        live.requireDesk()
                                                .tree(request.query("path").orElse("/")))));
    }

    private Route decision(String word, String summary, Decision decision) {
        return new Route(
                Verb.POST,
                ENROLMENTS + "/{nid}/" + word,
                Access.ADMINISTER,
                Route.Doc.of(TAG, summary, new Shape.Of(KeyRequest.class), NONE),
                request -> {
                    KeyRequest key = request.body(KeyRequest.class);
                    long node = Request.number("nid", request.path("nid"));
                    LiveDesk desk = live.requireDesk();
                    Request.value(() -> {
                        decision.make(desk, node, key.fingerprint());
                        return node;
                    });
                    return Answer.done();
                });
    }

    private long node(Request request) {
        return catalog.get(Kind.NODE, request.id()).id();
    }
}
