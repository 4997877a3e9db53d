package dev.otter.manager.http.api;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.check.EndpointCheck;
import dev.otter.manager.check.MatchingTables;
import dev.otter.manager.check.Report;
import dev.otter.manager.control.Blueprints;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.config.Check;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.table.TablePattern;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at databases before they are used. The only routes that make the manager connect. */
public final class CheckRoutes {
    private static final String ROOT = Paths.ROOT + "/endpoints";
    private static final String TAG = "endpoints";

    private final Catalog catalog;
    private final Blueprints blueprints;
    private final EndpointCheck check;
    private final ConfigJson json;

    public CheckRoutes(
            Catalog catalog, Blueprints blueprints, EndpointCheck check, ConfigJson json) {
        this.catalog = catalog;
        this.blueprints = blueprints;
        this.check = check;
        this.json = json;
    }

    /**
     * Asks which tables patterns choose.
     *
     * @param patterns at least one
     */
    public record PatternsRequest(List<TablePattern> patterns) {
        public PatternsRequest {
            patterns = Check.list("patterns", patterns);
            if (patterns.isEmpty()) {
                throw new IllegalArgumentException("no pattern is given; give one, such as shop.*");
            }
        }
    }

    /** All of them. */
    public List<Route> all() {
        Shape report = new Shape.Of(Report.class);
        return List.of(
                new Route(
                        Verb.POST,
                        ROOT + "/check",
                        Access.OPERATE,
                        Route.Doc.of(
                                TAG,
                                "Test the connection of an endpoint that is not saved",
                                new Shape.ConfigOf(Kind.ENDPOINT),
                                report),
                        request -> Answer.ok(check.run(unsaved(request)))),
                new Route(
                        Verb.POST,
                        ROOT + "/{id}/check",
                        Access.OPERATE,
                        Route.Doc.of(
                                TAG,
                                "Test the connection of an endpoint",
                                new Shape.None(),
                                report),
                        request -> Answer.ok(check.run(saved(request)))),
                new Route(
                        Verb.POST,
                        ROOT + "/{id}/matching-tables",
                        Access.OPERATE,
                        Route.Doc.of(
                                TAG,
                                "Tables of an endpoint that patterns choose",
                                new Shape.Of(PatternsRequest.class),
                                new Shape.Of(MatchingTables.class)),
                        request -> {
                            List<TablePattern> patterns =
                                    request.body(PatternsRequest.class).patterns();
                            return Answer.ok(check.matching(saved(request), patterns));
                        }));
    }

    private Endpoint unsaved(Request request) {
        JsonNode tree = request.body();
        JsonNode password = tree instanceof ObjectNode object ? object.remove("password") : null;
        EndpointConfig config = json.read(tree, EndpointConfig.class);
        return blueprints.endpoint(config, password == null ? "" : password.asString());
    }

    private Endpoint saved(Request request) {
        return blueprints.endpoint(catalog.get(Kind.ENDPOINT, request.id()));
    }
}
