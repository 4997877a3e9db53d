package dev.otter.app.demo;

import dev.otter.app.command.EqualityCheck;
import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Session;
import dev.otter.app.command.StopSignal;
import dev.otter.app.command.Surroundings;
import dev.otter.app.config.Places;
import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Amounts;
import dev.otter.app.view.Console;
import dev.otter.app.view.LiveView;
import dev.otter.app.view.PlainView;
import dev.otter.app.view.StatusView;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.WorkloadStats;
import dev.otter.testkit.workload.shop.Shop;
import dev.otter.testkit.workload.shop.ShopConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter demo}: shows the whole thing at work, on servers of its own. */
@Command(
        name = "demo",
        description = {
            "Starts two MySQL servers, a manager with its console, and a node; writes to a small",
            "shop on one server, keeps the other in step, and compares both at the end. Ctrl-C",
            "ends the writing, not the comparison."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final String DATABASE = "shop";
    private static final int CUSTOMERS = 500;
    private static final int WRITERS = 4;
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(10);

    private static final String CHANNEL = "shop";
    private static final String PIPELINE = "demo";

    private final Surroundings surroundings;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Write for so long; without it until Ctrl-C.")
    private long seconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Transactions written per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    public DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Console console = surroundings.console();
        console.line("starting two MySQL servers (the first time this fetches them)...");
        try (DemoServers servers = DemoServers.start(console)) {
            Shop shop = new Shop(new ShopConfig(DATABASE, System.nanoTime()));
            for (var server : List.of(servers.source(), servers.target())) {
                try (Connection connection = server.connect()) {
                    shop.createSchema(connection);
                }
            }
            SyncFile.Entry entry = entry(servers);
            int synced = sync(servers, shop, entry);
            return synced == ExitCode.DONE ? compare(entry) : synced;
        }
    }

    private static SyncFile.Entry entry(DemoServers servers) {
        TableRule tables = new TableRule.Take(TablePattern.parse(DATABASE + ".*"));
        Pipeline pipeline =
                new Pipeline(
                        PIPELINE,
                        servers.from(),
                        servers.to(),
                        new StartPoint.Now(),
                        new TableRoutes(List.of(tables)),
                        PipelineOptions.defaults());
        String place = "the demo";
        return new SyncFile.Entry(
                CHANNEL, pipeline, new Places(place, place, place, List.of(place)));
    }

    /** Writes and keeps in step; then waits until all that was written has arrived. */
    private int sync(DemoServers servers, Shop shop, SyncFile.Entry entry)
            throws InterruptedException, SQLException {
        LoadLine load = new LoadLine();
        try (DemoSite site = DemoSite.start(surroundings.clock())) {
            surroundings.console().line(site.greeting());
            DemoRun pipeline = site.sync(servers, CHANNEL, PIPELINE, DATABASE + ".*");
            return sync(servers, shop, entry, new Session(_ -> pipeline, view(load)), load);
        }
    }

    private int sync(
            DemoServers servers, Shop shop, SyncFile.Entry entry, Session ofOne, LoadLine load)
            throws InterruptedException, SQLException {
        try (Session session = ofOne) {
            session.start(List.of(entry));
            try (Connection connection = servers.source().connect()) {
                shop.seed(connection, CUSTOMERS);
            }
            RunConfig config =
                    RunConfig.of("demo", WRITERS, limit()).withPace(Pace.perSecond(rate));
            try (WorkloadRun run =
                    shop.start(() -> servers.source().connect("root", "", DATABASE), config)) {
                load.follow(run);
                session.runUntil(writingEnds());
                run.stop();
                WorkloadStats stats = run.await();
                surroundings.console().line("written: " + stats);
            }
            session.aimAtSourceEnds();
            session.catchUp(CATCH_UP_LIMIT);
            return session.end();
        }
    }

    private RunLimit limit() {
        return seconds > 0
                ? RunLimit.duration(Duration.ofSeconds(seconds))
                : RunLimit.untilStopped();
    }

    /** The user's wish, or the end of the time. */
    private StopSignal writingEnds() {
        return seconds > 0
                ? surroundings.stop().orAfter(seconds, TimeUnit.SECONDS)
                : surroundings.stop();
    }

    private int compare(SyncFile.Entry entry) throws InterruptedException {
        EqualityCheck check = new EqualityCheck(surroundings, 10, () -> false);
        check.compare(entry);
        surroundings.console().line(check.verdict());
        return check.equal() ? ExitCode.DONE : ExitCode.DATA;
    }

    private StatusView view(LoadLine load) {
        Console console = surroundings.console();
        return console.terminal()
                ? new LiveView(console, surroundings.clock(), load::lines)
                : new PlainView(console, surroundings.clock());
    }

    /** The line that tells how much is being written. For one thread. */
    private static final class LoadLine {
        private WorkloadRun run;

        void follow(WorkloadRun started) {
            run = started;
        }

        List<String> lines() {
            if (run == null) {
                return List.of();
            }
            WorkloadStats stats = run.stats();
            return List.of(
                    "writing: "
                            + Amounts.count(stats.transactions(), "transaction")
                            + ", "
                            + Amounts.count(stats.rows(), "row")
                            + ", "
                            + Amounts.perSecond(stats.rowsPerSecond())
                            + " rows/s");
        }
    }
}
