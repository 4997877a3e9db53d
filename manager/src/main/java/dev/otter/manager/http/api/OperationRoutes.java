package dev.otter.manager.http.api;

import dev.otter.document.trial.TrialAnswer;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.live.OperationView;
import dev.otter.manager.live.Operations;
import dev.otter.manager.live.TrialRequest;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.util.List;

/**
 * What operators have done once to a pipeline. Conditions, keys and findings hold values of rows,
 * so that reading needs the same role as starting.
 */
public final class OperationRoutes {
    private static final String PIPELINE = Paths.ROOT + "/channels/{id}/pipelines/{pipeline}";
    private static final String OPERATION = Paths.ROOT + "/operations/{id}";
    private static final String TAG = "operations";
    private static final Shape NONE = new Shape.None();
    private static final Shape VIEW = new Shape.Of(OperationView.class);

    private final LiveSystem live;

    public OperationRoutes(LiveSystem live) {
        this.live = live;
    }

    /** All of them. */
    public List<Route> all() {
        return List.of(
                route(
                        Verb.GET,
                        PIPELINE + "/operations",
                        Route.Doc.of(
                                TAG,
                                "Operations of a pipeline, the newest first, without findings",
                                NONE,
                                new Shape.ListOf(VIEW)),
                        request ->
                                Answer.ok(operations().of(request.id(), request.path("pipeline")))),
                route(
                        Verb.POST,
                        PIPELINE + "/operations",
                        Route.Doc.of(
                                TAG,
                                "Add an operation for the node that leads the pipeline",
                                new Shape.Of(OperationRequest.class),
                                VIEW),
                        this::add),
                route(
                        Verb.GET,
                        PIPELINE + "/statements",
                        Route.Doc.of(
                                TAG,
                                "Statements that wait for a decision, as the target has them now",
                                NONE,
                                new Shape.ListOf(new Shape.Of(WaitingStatement.class))),
                        request ->
                                Answer.ok(
                                        operations()
                                                .statements(
                                                        request.id(), request.path("pipeline")))),
                new Route(
                        Verb.POST,
                        PIPELINE + "/try",
                        Access.ADMINISTER,
                        Route.Doc.of(
                                "mappings",
                                "Try a mapping with a row on a node, writing nothing",
                                new Shape.Of(TrialRequest.class),
                                new Shape.Of(TrialAnswer.class)),
                        request ->
                                Answer.ok(
                                        operations()
                                                .attempt(
                                                        request.id(),
                                                        request.path("pipeline"),
                                                        request.body(TrialRequest.class)))),
                route(
                        Verb.GET,
                        PIPELINE + "/differing-rows",
                        Route.Doc.of(
                                TAG,
                                "Rows that reading back has found to differ, as the node has them"
                                        + " now",
                                NONE,
                                new Shape.Of(Findings.class)),
                        request ->
                                Answer.ok(
                                        operations()
                                                .differences(
                                                        request.id(), request.path("pipeline")))),
                route(
                        Verb.GET,
                        OPERATION,
                        Route.Doc.of(TAG, "An operation with its findings", NONE, VIEW),
                        request -> Answer.ok(operations().get(request.id()))),
                route(
                        Verb.DELETE,
                        OPERATION,
                        Route.Doc.of(TAG, "Cancel an operation", NONE, VIEW),
                        request ->
                                Answer.ok(
                                        operations().cancel(request.id(), request.who().name()))));
    }

    private static Route route(Verb verb, String path, Route.Doc doc, Route.Action action) {
        return new Route(verb, path, Access.OPERATE, doc, action);
    }

    private Operations operations() {
        return live.requireDesk().operations();
    }

    private Answer add(Request request) {
        OperationRequest wanted = request.body(OperationRequest.class);
        OperationView added =
                operations()
                        .add(request.id(), request.path("pipeline"), wanted, request.who().name());
        return Answer.created(Paths.ROOT + "/operations/" + added.id(), added);
    }
}
