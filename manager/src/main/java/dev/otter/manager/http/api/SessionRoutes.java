package dev.otter.manager.http.api;

import dev.otter.manager.access.Principal;
import dev.otter.manager.access.Sessions;
import dev.otter.manager.access.Users;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Gate;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.model.config.Check;
import dev.otter.model.config.access.Role;
import java.util.List;
import java.util.Optional;

/** Login and logout of people, and their own passwords. */
public final class SessionRoutes {
    private static final String SESSION = Paths.ROOT + "/session";
    private static final String TAG = "session";

    private final Sessions sessions;
    private final Users users;

    public SessionRoutes(Sessions sessions, Users users) {
        this.sessions = sessions;
        this.users = users;
    }

    /**
     * Asks for a session.
     *
     * @param name user
     * @param password their password
     */
    public record LoginRequest(String name, String password) {
        public LoginRequest {
            Check.required("name", name);
            Check.required("password", password);
        }

        @Override
        public String toString() {
            return "login of " + name;
        }
    }

    /**
     * Asks for another password.
     *
     * @param old the present one
     * @param wanted the new one
     */
    public record PasswordRequest(String old, String wanted) {
        public PasswordRequest {
            Check.required("old", old);
            Check.required("wanted", wanted);
        }

        @Override
        public String toString() {
            return "change of a password";
        }
    }

    /**
     * Who asks.
     *
     * @param name the user or token; {@code anonymous} without login
     * @param role what they may do
     * @param csrf what to send as {@code X-CSRF-Token}; only for sessions
     * @param mustChangePassword whether the password has to be changed first
     */
    public record SessionView(
            String name, Role role, Optional<String> csrf, boolean mustChangePassword) {
        static SessionView of(Principal who) {
            return new SessionView(who.name(), who.role(), who.csrf(), who.mustChange());
        }
    }

    /** All of them. */
    public List<Route> all() {
        Shape none = new Shape.None();
        Shape view = new Shape.Of(SessionView.class);
        return List.of(
                new Route(
                        Verb.GET,
                        SESSION,
                        Access.PUBLIC,
                        Route.Doc.of(TAG, "Who am I, and what may I do", none, view),
                        request -> Answer.ok(SessionView.of(request.who()))),
                new Route(
                        Verb.POST,
                        SESSION,
                        Access.PUBLIC,
                        Route.Doc.of(TAG, "Log in", new Shape.Of(LoginRequest.class), view),
                        this::logIn),
                new Route(
                        Verb.DELETE,
                        SESSION,
                        Access.PUBLIC,
                        Route.Doc.of(TAG, "Log out", none, none),
                        this::logOut),
                new Route(
                        Verb.PUT,
                        SESSION + "/password",
                        Access.SELF,
                        Route.Doc.of(
                                TAG,
                                "Change one's own password; all sessions of the user end",
                                new Shape.Of(PasswordRequest.class),
                                view),
                        this::changePassword));
    }

    private Answer logIn(Request request) {
        LoginRequest login = request.body(LoginRequest.class);
        request.cookie(Gate.COOKIE).ifPresent(sessions::end);
        return begin(request, login.name(), login.password());
    }

    private Answer logOut(Request request) {
        request.cookie(Gate.COOKIE).ifPresent(sessions::end);
        return Answer.done().with("Set-Cookie", cookie(request, "", "; Max-Age=0"));
    }

    private Answer changePassword(Request request) {
        PasswordRequest wanted = request.body(PasswordRequest.class);
        users.changeOwn(request.who(), wanted.old(), wanted.wanted(), request.address());
        return begin(request, request.who().name(), wanted.wanted());
    }

    private Answer begin(Request request, String name, String password) {
        Sessions.Begun begun = sessions.begin(name, password, request.address());
        return Answer.ok(SessionView.of(begun.who()))
                .with("Set-Cookie", cookie(request, begun.cookie(), ""));
    }

    private static String cookie(Request request, String value, String more) {
        return Gate.COOKIE
                + "="
                + value
                + "; Path=/; HttpOnly; SameSite=Strict"
                + (request.encrypted() ? "; Secure" : "")
                + more;
    }
}
