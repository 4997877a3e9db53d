package dev.otter.manager.http.api;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.access.Users;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.CatalogTransaction;
import dev.otter.manager.catalog.Change;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.ListQuery;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.model.config.Named;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * List, read, create, replace, delete, history and rollback of every kind. Endpoints and users may
 * bring a {@code password}, which is taken out before anything else looks at the body and never
 * comes back.
 */
public final class ThingRoutes {
    private static final String PASSWORD = "password";

    private final Catalog catalog;
    private final EndpointSecrets secrets;
    private final Users users;
    private final LiveSystem live;
    private final ConfigJson json;

    public ThingRoutes(
            Catalog catalog,
            EndpointSecrets secrets,
            Users users,
            LiveSystem live,
            ConfigJson json) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.users = users;
        this.live = live;
        this.json = json;
    }

    /** The routes of a kind of which there are many. */
    public List<Route> of(Kind kind) {
        String root = Paths.ROOT + "/" + kind.path();
        String one = root + "/{id}";
        Access read = kind == Kind.USER ? Access.ADMINISTER : Access.READ;
        Shape thing = new Shape.ThingOf(kind);
        Shape config = new Shape.ConfigOf(kind);
        String tag = kind.path();
        String title = kind.title();
        Shape none = new Shape.None();
        return List.of(
                new Route(
                        Verb.GET,
                        root,
                        read,
                        Route.Doc.of(tag, "List of " + tag, none, new Shape.PageOf(thing))
                                .with("search", "sort", "page", "size"),
                        request -> list(kind, request)),
                new Route(
                        Verb.POST,
                        root,
                        Access.ADMINISTER,
                        Route.Doc.of(tag, "Make a new " + title, config, thing),
                        request -> create(kind, request)),
                new Route(
                        Verb.GET,
                        one,
                        read,
                        Route.Doc.of(tag, "Read a " + title, none, thing),
                        request -> show(catalog.get(kind, request.id()))),
                new Route(
                        Verb.PUT,
                        one,
                        Access.ADMINISTER,
                        Route.Doc.of(tag, "Replace a " + title, config, thing).with("If-Match"),
                        request -> replace(kind, request.id(), request)),
                new Route(
                        Verb.DELETE,
                        one,
                        Access.ADMINISTER,
                        Route.Doc.of(tag, "Delete a " + title + " that nothing uses", none, none)
                                .with("If-Match"),
                        request -> delete(kind, request)),
                new Route(
                        Verb.GET,
                        one + "/history",
                        read,
                        Route.Doc.of(
                                tag,
                                "All versions of a " + title + ", the newest first",
                                none,
                                new Shape.ListOf(new Shape.Of(Change.class))),
                        request -> Answer.ok(catalog.history(kind, request.id()))),
                new Route(
                        Verb.POST,
                        one + "/rollback",
                        Access.ADMINISTER,
                        Route.Doc.of(
                                        tag,
                                        "Go back to an earlier version of a " + title,
                                        new Shape.Of(RollbackRequest.class),
                                        thing)
                                .with("If-Match"),
                        request -> rollBack(kind, request.id(), request)));
    }

    /** The routes of the system parameters, of which there is one set. */
    public List<Route> system() {
        String root = Paths.ROOT + "/" + Kind.SYSTEM.path();
        Shape thing = new Shape.ThingOf(Kind.SYSTEM);
        Shape none = new Shape.None();
        return List.of(
                new Route(
                        Verb.GET,
                        root,
                        Access.READ,
                        Route.Doc.of("system", "Read the system parameters", none, thing),
                        _ -> show(theSystem())),
                new Route(
                        Verb.PUT,
                        root,
                        Access.ADMINISTER,
                        Route.Doc.of(
                                        "system",
                                        "Replace the system parameters",
                                        new Shape.ConfigOf(Kind.SYSTEM),
                                        thing)
                                .with("If-Match"),
                        request -> replace(Kind.SYSTEM, theSystem().id(), request)),
                new Route(
                        Verb.GET,
                        root + "/history",
                        Access.READ,
                        Route.Doc.of(
                                "system",
                                "All versions of the system parameters, the newest first",
                                none,
                                new Shape.ListOf(new Shape.Of(Change.class))),
                        _ -> Answer.ok(catalog.history(Kind.SYSTEM, theSystem().id()))),
                new Route(
                        Verb.POST,
                        root + "/rollback",
                        Access.ADMINISTER,
                        Route.Doc.of(
                                        "system",
                                        "Go back to an earlier version of the system parameters",
                                        new Shape.Of(RollbackRequest.class),
                                        thing)
                                .with("If-Match"),
                        request -> rollBack(Kind.SYSTEM, theSystem().id(), request)));
    }

    private Thing theSystem() {
        return catalog.all(Kind.SYSTEM).getFirst();
    }

    private Answer show(Thing thing) {
        return Answer.ok(ThingView.of(thing, live)).version(thing.version());
    }

    private Answer list(Kind kind, Request request) {
        ListQuery query = request.list();
        return Answer.ok(
                PageView.of(catalog.list(kind, query), query, thing -> ThingView.of(thing, live)));
    }

    private Answer create(Kind kind, Request request) {
        Body body = body(kind, request);
        Thing made =
                catalog.change(
                        request.who().name(),
                        tx -> {
                            Thing thing = tx.create(body.config());
                            keep(tx, thing, body.password());
                            return thing;
                        });
        return Answer.created(
                        Paths.ROOT + "/" + kind.path() + "/" + made.id(), ThingView.of(made, live))
                .version(made.version());
    }

    private Answer replace(Kind kind, long id, Request request) {
        Body body = body(kind, request);
        long version = request.version();
        return show(
                catalog.change(
                        request.who().name(),
                        tx -> {
                            Named before = tx.get(kind, id).config();
                            Thing thing = tx.replace(kind, id, version, body.config());
                            keep(tx, thing, body.password());
                            endSessions(tx, thing, before);
                            return thing;
                        }));
    }

    private Answer rollBack(Kind kind, long id, Request request) {
        RollbackRequest wanted = request.body(RollbackRequest.class);
        long version = request.version();
        return show(
                catalog.change(
                        request.who().name(),
                        tx -> {
                            Named before = tx.get(kind, id).config();
                            Thing thing = tx.rollBack(kind, id, version, wanted.version());
                            endSessions(tx, thing, before);
                            return thing;
                        }));
    }

    private Answer delete(Kind kind, Request request) {
        long version = request.version();
        catalog.change(
                request.who().name(),
                tx -> {
                    tx.delete(kind, request.id(), version);
                    return null;
                });
        return Answer.done();
    }

    private record Body(Named config, Optional<String> password) {}

    private Body body(Kind kind, Request request) {
        JsonNode tree = request.body();
        Optional<String> password = Optional.empty();
        if ((kind == Kind.ENDPOINT || kind == Kind.USER) && tree instanceof ObjectNode object) {
            JsonNode given = object.remove(PASSWORD);
            if (given != null && !given.isString()) {
                throw new OtterException(
                        ErrorCode.VALUE_NOT_ALLOWED,
                        "the password is not a text",
                        PASSWORD,
                        "Put it in quotes.");
            }
            password = Optional.ofNullable(given).map(JsonNode::stringValue);
        }
        return new Body(json.read(tree, kind.type()), password);
    }

    private void keep(CatalogTransaction tx, Thing thing, Optional<String> password) {
        if (thing.kind() == Kind.ENDPOINT) {
            password.ifPresent(text -> secrets.put(tx.handle(), thing.id(), text));
        }
        if (thing.kind() == Kind.USER) {
            password.ifPresent(text -> users.set(tx, thing, text));
        }
    }

    /** A user whose rights have changed logs in anew. */
    private void endSessions(CatalogTransaction tx, Thing thing, Named before) {
        if (thing.kind() == Kind.USER && !before.equals(thing.config())) {
            users.endSessions(tx, thing.id());
        }
    }
}
