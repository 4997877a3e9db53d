package dev.otter.manager.http;

import dev.otter.manager.access.Principal;
import dev.otter.manager.access.Sessions;
import dev.otter.manager.access.Tokens;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import io.javalin.http.Context;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who makes a request and whether they may. For any thread.
 *
 * <p>A bearer token counts before a cookie. A session must repeat its token in {@code X-CSRF-Token}
 * with whatever may change something. While the first password has not been changed, a user may
 * read what everybody may read, and change the password.
 */
public final class Gate {
    /** The cookie of sessions. */
    public static final String COOKIE = "otter_session";

    /** The header with the token of a session. */
    public static final String CSRF = "X-CSRF-Token";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Tokens tokens;
    private final Catalog catalog;

    public Gate(Sessions sessions, Tokens tokens, Catalog catalog) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.catalog = catalog;
    }

    /** Who makes the request. */
    Principal identify(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null) {
            if (!authorization.startsWith(BEARER)) {
                throw new OtterException(
                        ErrorCode.TOKEN_REFUSED,
                        "the Authorization header is not a bearer token",
                        "",
                        "Send 'Authorization: Bearer ...', or log in.");
            }
            return tokens.require(authorization.substring(BEARER.length()).trim());
        }
        String cookie = context.cookie(COOKIE);
        return cookie == null
                ? Principal.anonymous()
                : sessions.find(cookie).orElseGet(Principal::anonymous);
    }

    /**
     * Whether whoever opened a stream may still have it; an open stream does not prolong a session.
     */
    boolean stillMay(Route route, Principal before, Context context) {
        try {
            String cookie = context.cookie(COOKIE);
            Principal now =
                    context.header("Authorization") != null || cookie == null
                            ? identify(context)
                            : sessions.peek(cookie).orElseGet(Principal::anonymous);
            check(route, now, context);
            return now.name().equals(before.name());
        } catch (OtterException e) {
            LOG.debug("A stream of {} ends: {}", before.name(), e.getMessage());
            return false;
        }
    }

    /** Refuses what they may not. */
    void check(Route route, Principal who, Context context) {
        if (route.access() == Access.PUBLIC) {
            checkCsrf(route, who, context);
            return;
        }
        Role needed = needed(route);
        if (!who.role().covers(needed)) {
            throw who.role() == Role.ANONYMOUS
                    ? new OtterException(
                            ErrorCode.LOGIN_REQUIRED,
                            "this needs a login as " + word(needed),
                            "",
                            "Log in, or send a token.")
                    : new OtterException(
                            ErrorCode.ROLE_MISSING,
                            "'%s' is %s, and this needs %s"
                                    .formatted(who.name(), word(who.role()), word(needed)),
                            "",
                            "Ask an admin for it.");
        }
        if (route.access() == Access.SELF && who.userId().isEmpty()) {
            throw new OtterException(
                    ErrorCode.ROLE_MISSING,
                    "this is for users, not for tokens",
                    "",
                    "Log in with name and password.");
        }
        if (who.mustChange() && route.access() != Access.SELF && needed != Role.ANONYMOUS) {
            throw new OtterException(
                    ErrorCode.PASSWORD_CHANGE_NEEDED,
                    "'" + who.name() + "' still has the password that was given to them",
                    "",
                    "Change it first: PUT /api/v1/session/password.");
        }
        checkCsrf(route, who, context);
    }

    private void checkCsrf(Route route, Principal who, Context context) {
        if (route.changes() && who.csrf().isPresent() && !who.csrfMatches(context.header(CSRF))) {
            throw new OtterException(
                    ErrorCode.CSRF_MISSING,
                    "the request lacks the token of its session, or has a wrong one",
                    CSRF,
                    "Send the csrf of GET /api/v1/session in this header.");
        }
    }

    private Role needed(Route route) {
        if (route.access() != Access.READ) {
            return route.access().role();
        }
        boolean open =
                catalog.config(Kind.SYSTEM, SystemConfig.defaults().name(), SystemConfig.class)
                        .orElse(SystemConfig.defaults())
                        .anonymousRead();
        return open ? Role.ANONYMOUS : Role.OPERATOR;
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
