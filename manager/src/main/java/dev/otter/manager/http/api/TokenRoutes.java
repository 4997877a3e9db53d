package dev.otter.manager.http.api;

import dev.otter.manager.access.Tokens;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import java.util.List;

/** Tokens for programs. */
public final class TokenRoutes {
    private static final String ROOT = Paths.ROOT + "/tokens";
    private static final String TAG = "tokens";

    private final Tokens tokens;

    public TokenRoutes(Tokens tokens) {
        this.tokens = tokens;
    }

    /** All of them. */
    public List<Route> all() {
        Shape none = new Shape.None();
        return List.of(
                new Route(
                        Verb.GET,
                        ROOT,
                        Access.ADMINISTER,
                        Route.Doc.of(
                                TAG,
                                "List of tokens, without the tokens themselves",
                                none,
                                new Shape.ListOf(new Shape.Of(Tokens.Token.class))),
                        _ -> Answer.ok(tokens.list())),
                new Route(
                        Verb.POST,
                        ROOT,
                        Access.ADMINISTER,
                        Route.Doc.of(
                                TAG,
                                "Make a token; it is shown this once",
                                new Shape.Of(Tokens.Request.class),
                                new Shape.Of(Tokens.Made.class)),
                        request -> {
                            Tokens.Made made =
                                    tokens.create(
                                            request.body(Tokens.Request.class),
                                            request.who().name());
                            return Answer.created(ROOT + "/" + made.token().id(), made);
                        }),
                new Route(
                        Verb.DELETE,
                        ROOT + "/{id}",
                        Access.ADMINISTER,
                        Route.Doc.of(TAG, "Revoke a token", none, none),
                        request -> {
                            tokens.revoke(request.id());
                            return Answer.done();
                        }));
    }
}
