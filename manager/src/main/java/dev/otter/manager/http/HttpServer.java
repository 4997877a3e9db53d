package dev.otter.manager.http;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.access.Principal;
import dev.otter.manager.live.LiveEvents;
import dev.otter.manager.record.AuditEntry;
import dev.otter.manager.record.Journal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves routes over HTTP: each request passes the gate, its failure becomes a problem, and what
 * may change something is written to the audit log, whatever comes of it.
 *
 * <p>Life cycle: new, {@link #start}, {@link #close}.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String WHO = "who";
    private static final String FAILED = "failed";
    private static final int NOT_FOUND = 404;
    private static final Set<String> CHANGING =
            Arrays.stream(Verb.values())
                    .filter(verb -> verb != Verb.GET)
                    .map(Verb::name)
                    .collect(Collectors.toUnmodifiableSet());

    private final List<Route> routes;
    private final Gate gate;
    private final Journal journal;
    private final ConfigJson json;
    private final InstantSource clock;
    private final Console console;
    private final EventStreams streams;
    private Javalin javalin;

    /**
     * @param console answers what no route does
     */
    public HttpServer(
            List<Route> routes,
            Gate gate,
            Journal journal,
            ConfigJson json,
            InstantSource clock,
            Console console) {
        this.routes = List.copyOf(routes);
        this.gate = gate;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
        this.console = console;
        this.streams = new EventStreams(json);
    }

    /**
     * Listens from now on.
     *
     * @throws OtterException when the port cannot be had
     */
    public void start(HttpConfig config) {
        javalin = Javalin.create(settings -> configure(settings, config));
        try {
            if (config.host().isEmpty()) {
                javalin.start(config.port());
            } else {
                javalin.start(config.host(), config.port());
            }
        } catch (JavalinBindException e) {
            throw new OtterException(
                    ErrorCode.PORT_TAKEN,
                    "port %d cannot be listened on".formatted(config.port()),
                    config.host(),
                    "Stop what listens there (ss -ltnp tells), or set another otter.port.",
                    e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        streams.close();
        if (javalin != null) {
            javalin.stop();
        }
    }

    private void configure(JavalinConfig settings, HttpConfig config) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.http.maxRequestSize = (long) config.bodyMax();
        settings.http.generateEtags = false;
        settings.concurrency.useVirtualThreads = true;
        settings.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        settings.routes.before(HttpServer::secure);
        for (Route route : routes) {
            settings.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.verb().name()),
                    route.path(),
                    context -> handle(route, context));
        }
        settings.routes.addHttpHandler(HandlerType.GET, "/", console::serve);
        settings.routes.addHttpHandler(HandlerType.GET, "/<path>", console::serve);
        settings.routes.exception(OtterException.class, (e, context) -> fail(context, e));
        settings.routes.exception(
                HttpResponseException.class,
                (e, context) ->
                        fail(
                                context,
                                new OtterException(
                                        e.getStatus() == NOT_FOUND
                                                ? ErrorCode.NOT_FOUND
                                                : ErrorCode.REQUEST_UNREADABLE,
                                        String.valueOf(e.getMessage()),
                                        context.path(),
                                        "See /api/v1/openapi.json for what can be asked.",
                                        e)));
        settings.routes.exception(
                Exception.class,
                (e, context) -> {
                    LOG.error("{} {} failed", context.method(), context.path(), e);
                    fail(
                            context,
                            new OtterException(
                                    ErrorCode.INTERNAL,
                                    "the manager contradicted itself; its log says more",
                                    "",
                                    "Report it with the manager's log.",
                                    e));
                });
        settings.routes.after(this::audit);
    }

    private void handle(Route route, Context context) {
        Principal who = gate.identify(context);
        context.attribute(WHO, who);
        gate.check(route, who, context);
        Answer answer = route.action().answer(new Request(context, who, json));
        if (answer.body().orElse(null) instanceof LiveEvents events) {
            streams.serve(context, who, events, () -> gate.stillMay(route, who, context));
            return;
        }
        context.status(answer.status());
        answer.headers().forEach(context::header);
        answer.body()
                .ifPresent(
                        body -> context.contentType("application/json").result(json.write(body)));
    }

    private void fail(Context context, OtterException e) {
        Problem problem = Problem.of(e, context.path());
        context.attribute(FAILED, problem.code());
        context.status(problem.status());
        if (e.code() == ErrorCode.LOGIN_REQUIRED || e.code() == ErrorCode.TOKEN_REFUSED) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.contentType("application/problem+json").result(json.write(problem));
    }

    private static void secure(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "same-origin");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        context.header(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                        + " object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
        if (context.path().startsWith("/api/")) {
            context.header("Cache-Control", "no-store");
        }
    }

    private void audit(Context context) {
        if (!CHANGING.contains(context.method().name())) {
            return;
        }
        Principal who =
                Optional.<Principal>ofNullable(context.attribute(WHO))
                        .orElseGet(Principal::anonymous);
        journal.add(
                new AuditEntry(
                        clock.instant(),
                        who.name(),
                        who.role(),
                        context.ip(),
                        context.method().name(),
                        context.path(),
                        context.statusCode(),
                        Optional.ofNullable(context.attribute(FAILED))));
    }
}
