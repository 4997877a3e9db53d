package dev.otter.manager;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.access.LoginLimiter;
import dev.otter.manager.access.Passwords;
import dev.otter.manager.access.Sessions;
import dev.otter.manager.access.Tokens;
import dev.otter.manager.access.Users;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.ChangeGuard;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.check.EndpointCheck;
import dev.otter.manager.control.Blueprints;
import dev.otter.manager.control.LiveParts;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.control.RunGuard;
import dev.otter.manager.http.Console;
import dev.otter.manager.http.Gate;
import dev.otter.manager.http.HttpServer;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.api.CheckRoutes;
import dev.otter.manager.http.api.FleetRoutes;
import dev.otter.manager.http.api.HealthRoutes;
import dev.otter.manager.http.api.LiveRoutes;
import dev.otter.manager.http.api.OperationRoutes;
import dev.otter.manager.http.api.PipelineRoutes;
import dev.otter.manager.http.api.RecordRoutes;
import dev.otter.manager.http.api.RunRoutes;
import dev.otter.manager.http.api.SessionRoutes;
import dev.otter.manager.http.api.ThingRoutes;
import dev.otter.manager.http.api.TokenRoutes;
import dev.otter.manager.http.openapi.OpenApi;
import dev.otter.manager.live.LiveDesk;
import dev.otter.manager.record.Journal;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.KeyFile;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.Database;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.cluster.NodeConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A manager that runs. The whole object graph is built in {@link #start}, by constructors, from the
 * store upwards. Life cycle: {@link #start}, {@link #close}.
 */
public final class ManagerProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerProcess.class);

    private final Database database;
    private final Catalog catalog;
    private final LiveSystem live;
    private final HttpServer server;
    private final List<Route> routes;

    private ManagerProcess(
            Database database,
            Catalog catalog,
            LiveSystem live,
            HttpServer server,
            List<Route> routes) {
        this.database = database;
        this.catalog = catalog;
        this.live = live;
        this.server = server;
        this.routes = routes;
    }

    /**
     * What a process has of its own: the clock, chance, and the price of a login.
     *
     * @param clock what time it is
     * @param random for keys and tokens
     * @param passwordCost logarithm of the rounds of bcrypt
     */
    public record Nature(InstantSource clock, SecureRandom random, int passwordCost) {}

    /**
     * Starts a manager.
     *
     * @param settings what it is told
     * @param nature clock and chance
     * @param parts connects it to the running system
     */
    public static ManagerProcess start(ManagerSettings settings, Nature nature, LiveParts parts) {
        settings.notices().forEach(notice -> LOG.warn("{}", notice));
        Database database = Database.open(settings.store());
        try {
            return start(settings, nature, parts, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static ManagerProcess start(
            ManagerSettings settings, Nature nature, LiveParts parts, Database database) {
        InstantSource clock = nature.clock();
        ConfigJson json = new ConfigJson();
        Sealer sealer =
                new Sealer(KeyFile.open(settings.keyFile(), nature.random()), nature.random());
        EndpointSecrets secrets = new EndpointSecrets(database, sealer);

        Catalog plain = new Catalog(database, json, clock, ChangeGuard.none());
        Blueprints blueprints = new Blueprints(plain, secrets);
        Journal.KeepTime keep = () -> keepTime(plain);
        Journal journal = new Journal(database, keep);
        LiveSystem live =
                parts.connect(
                        new LiveParts.Ground(
                                plain, blueprints, journal, database, secrets, sealer, keep));
        try {
            return serve(settings, nature, new Inside(database, plain, secrets, journal, live));
        } catch (RuntimeException e) {
            live.desk().ifPresent(LiveDesk::close);
            throw e;
        }
    }

    /** What is there before anything is served. */
    private record Inside(
            Database database,
            Catalog plain,
            EndpointSecrets secrets,
            Journal journal,
            LiveSystem live) {}

    private static ManagerProcess serve(ManagerSettings settings, Nature nature, Inside inside) {
        InstantSource clock = nature.clock();
        ConfigJson json = new ConfigJson();
        Database database = inside.database();
        LiveSystem live = inside.live();
        Journal journal = inside.journal();
        EndpointSecrets secrets = inside.secrets();
        Blueprints blueprints = new Blueprints(inside.plain(), secrets);
        Catalog catalog =
                new Catalog(
                        database,
                        json,
                        clock,
                        new RunGuard(live),
                        () -> live.desk().ifPresent(LiveDesk::configurationChanged));

        Passwords passwords = new Passwords(nature.passwordCost());
        Users users = new Users(database, catalog, passwords, new LoginLimiter(clock), clock);
        Sessions sessions = new Sessions(database, catalog, users, clock, nature.random());
        Tokens tokens = new Tokens(database, clock, nature.random());
        users.ensureFirst();

        ThingRoutes things = new ThingRoutes(catalog, secrets, users, live, json);
        List<Route> routes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            routes.addAll(kind == Kind.SYSTEM ? things.system() : things.of(kind));
        }
        routes.addAll(new PipelineRoutes(catalog, json).all());
        routes.addAll(new RunRoutes(catalog, live).all());
        routes.addAll(new CheckRoutes(catalog, blueprints, new EndpointCheck(clock), json).all());
        routes.addAll(new SessionRoutes(sessions, users).all());
        routes.addAll(new TokenRoutes(tokens).all());
        routes.addAll(new RecordRoutes(catalog, journal).all());
        routes.addAll(new HealthRoutes(catalog, live).all());
        routes.addAll(new LiveRoutes(catalog, live, clock).all());
        routes.addAll(new FleetRoutes(catalog, live).all());
        routes.addAll(new OperationRoutes(live).all());
        List<Route> described = OpenApi.withDescription(routes);

        HttpServer server =
                new HttpServer(
                        described,
                        new Gate(sessions, tokens, catalog),
                        journal,
                        json,
                        clock,
                        new Console(database::answers));
        server.start(settings.http());
        LOG.info(
                "the manager server is running now: port {}, store {}",
                server.port(),
                database.address());
        return new ManagerProcess(database, catalog, live, server, described);
    }

    private static Duration keepTime(Catalog catalog) {
        return Duration.ofDays(
                catalog.config(Kind.SYSTEM, SystemConfig.defaults().name(), SystemConfig.class)
                        .orElse(SystemConfig.defaults())
                        .historyDays());
    }

    /** The port of the HTTP interface. */
    public int port() {
        return server.port();
    }

    /** All that is served. */
    public List<Route> routes() {
        return routes;
    }

    /** What it is connected to. */
    public LiveSystem live() {
        return live;
    }

    /**
     * How a node in this very process gets in.
     *
     * @param nid its number
     * @param secret lets it in once; never printed
     * @param controlPort where it connects
     */
    public record LocalNode(long nid, String secret, int controlPort) {
        @Override
        public String toString() {
            return "node " + nid;
        }
    }

    /** Lets the node of this name in, which is in this process; it is configured if need be. */
    public LocalNode admit(String name) {
        LiveDesk desk = live.requireDesk();
        long nid =
                catalog.find(Kind.NODE, name)
                        .orElseGet(() ->
                                catalog.change(
                                        "manager",
                                        tx ->
                                                tx.create(
                                                        new NodeConfig(
                                                                name,
                                                                "runs in the manager's process",
                                                                "127.0.0.1",
                                                                null,
                                                                null,
                                                                Optional.empty(),
                                                                Optional.empty()))))
                        .id();
        return new LocalNode(nid, desk.secret(nid).secret(), desk.controlPort());
    }

    /** Stops serving, then leaves nodes and ZooKeeper, and closes the store. */
    @Override
    public void close() {
        server.close();
        live.desk().ifPresent(LiveDesk::close);
        database.close();
        LOG.info("the manager server has stopped");
    }
}
