package dev.otter.bench;

import dev.otter.app.command.Logging;
import dev.otter.app.view.Console;
import dev.otter.bench.host.Meter;
import dev.otter.bench.host.ProcessFigures;
import dev.otter.bench.site.Asker;
import dev.otter.bench.site.Fleet;
import dev.otter.bench.site.ManagerServer;
import dev.otter.bench.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A manager with many channels and nodes: how long the lists of the console take, and how long a
 * change of a channel takes to its node. The manager is a process of its own; nodes are simulated
 * in this one, and report all their pipelines each second.
 */
@Command(name = "manager", description = "The manager with many channels and nodes.")
final class ManagerScale implements Callable<Integer> {
    private static final Duration PUSH_LIMIT = Duration.ofMinutes(2);
    private static final int WARM_UP = 20;
    private static final int STEADY_SECONDS = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    @Option(names = "--channels", description = "Default: 1000.")
    private int channels = 1_000;

    @Option(names = "--mappings", description = "Of each pipeline (default: 10).")
    private int mappings = 10;

    @Option(names = "--nodes", description = "Default: 100.")
    private int nodes = 100;

    @Option(names = "--mysql", description = "The store is MySQL 8.0 instead of an H2 file.")
    private boolean mysql;

    @Option(names = "--requests", description = "Of each list (default: 200).")
    private int requests = 200;

    @Option(names = "--clients", description = "That ask at once (default: 2).")
    private int clients = 2;

    @Option(names = "--watchers", description = "Consoles with the stream open (default: 3).")
    private int watchers = 3;

    @Option(names = "--events", description = "Log records from each node (default: 100).")
    private int events = 100;

    @Option(names = "--pushes", description = "Changes of channels (default: 50).")
    private int pushes = 50;

    @Option(names = "--jvm", description = "A further option of the manager's JVM.")
    private List<String> jvm = new ArrayList<>();

    private final Console console;

    ManagerScale(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Logging.configure(console, false);
        Path folder = Files.createTempDirectory("otter-scale");
        console.line("files: " + folder);
        AtomicReference<Site> made = new AtomicReference<>();
        try (ManagerServer server =
                ManagerServer.start(
                        folder,
                        mysql,
                        jvm,
                        settings -> made.set(Site.create(settings, channels, mappings, nodes)))) {
            Asker asker = Asker.first(server.port());
            Site site = made.get();
            site.learn(asker);
            console.line("%d channels of %d mappings are there".formatted(channels, mappings));
            try (Fleet fleet = Fleet.start(site, asker, folder, server.controlPort())) {
                console.line("%d nodes are connected".formatted(nodes));
                fleet.tell(events);
                measure(server, asker, site, fleet);
            }
        }
        return 0;
    }

    private void measure(ManagerServer server, Asker asker, Site site, Fleet fleet)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Stream<String>> streams = new ArrayList<>();
            for (int i = 0; i < watchers; i++) {
                Stream<String> stream = asker.listen("/live/events");
                streams.add(stream);
                Future<?> _ = threads.submit(() -> stream.forEach(line -> {}));
            }
            steady(server);
            lists(asker, threads);
            pushes(asker, site, fleet);
            fleet.check();
            console.line(
                    "manager: peak resident %.0f MB"
                            .formatted(ProcessFigures.peakMegabytes(server.pid())));
            streams.forEach(Stream::close);
            threads.shutdownNow();
        }
    }

    /** What reports and watchers alone cost. */
    private void steady(ManagerServer server) {
        Meter meter = new Meter(List.of(server.pid()));
        LockSupport.parkNanos(Duration.ofSeconds(STEADY_SECONDS).toNanos());
        Meter.Reading reading = meter.read();
        console.line(
                "reports of %d nodes, %d watchers: %.2f cores, others %.2f"
                        .formatted(
                                nodes,
                                watchers,
                                reading.used().getFirst() / reading.seconds(),
                                reading.others()));
    }

    private static List<String> paths(int round, int channels) {
        long id = Site.channelId(round % channels);
        String search = "shop-%02d".formatted(round % 90 + 10);
        return List.of(
                "/channels?sort=name&page=1&size=50",
                "/channels?sort=name&page=20&size=50",
                "/channels?sort=name&page=1&size=500",
                "/channels?sort=name&page=1&size=50&search=" + search,
                "/channels/" + id + "/pipelines",
                "/channels/" + id + "/pipelines/a-to-b/mappings",
                "/channels/" + id + "/history",
                "/live/overview",
                "/live/nodes",
                "/live/pipelines",
                "/live/pipelines?channel=" + id,
                "/nodes?sort=name&page=1&size=500",
                "/endpoints?sort=name&page=1&size=50",
                "/log-records?page=1&size=50",
                "/log-records?page=1&size=50&search=node-07",
                "/audit?page=1&size=50",
                "/audit?page=1&size=50&search=channels",
                "/changes?page=1&size=50");
    }

    private void lists(Asker asker, ExecutorService threads) throws Exception {
        for (int round = 0; round < WARM_UP; round++) {
            for (String path : paths(round, channels)) {
                asker.fetch(path);
            }
        }
        Map<String, double[]> millis = new LinkedHashMap<>();
        Map<String, Integer> bytes = new LinkedHashMap<>();
        paths(0, channels).forEach(path -> millis.put(path, new double[requests]));
        List<Future<Void>> work = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int first = client;
            work.add(
                    threads.submit(() -> {
                        for (int round = first; round < requests; round += clients) {
                            ask(asker, round, millis, bytes);
                        }
                        return null;
                    }));
        }
        for (Future<Void> one : work) {
            one.get();
        }
        millis.forEach((path, values) ->
                console.line(line("GET " + path, values) + " %8d B".formatted(bytes.get(path))));
    }

    private void ask(
            Asker asker, int round, Map<String, double[]> millis, Map<String, Integer> bytes)
            throws Exception {
        List<String> names = List.copyOf(millis.keySet());
        List<String> paths = paths(round, channels);
        for (int i = 0; i < paths.size(); i++) {
            long begun = System.nanoTime();
            int length = asker.fetch(paths.get(i));
            millis.get(names.get(i))[round] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
            synchronized (bytes) {
                bytes.put(names.get(i), length);
            }
        }
    }

    private void pushes(Asker asker, Site site, Fleet fleet) throws Exception {
        double[] answered = new double[pushes];
        double[] taken = new double[pushes];
        for (int i = 0; i < pushes; i++) {
            int channel = i * 37 % channels;
            String path = "/channels/" + Site.channelId(channel);
            long version = asker.get(path).get("version").asLong();
            int node = site.nodeOf(channel);
            fleet.forget(node);
            long begun = System.nanoTime();
            asker.put(path, version, site.channel(channel, i + 1));
            answered[i] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
            taken[i] = (fleet.awaitTaken(node, PUSH_LIMIT) - begun) / NANOS_PER_MILLI;
        }
        console.line(line("PUT of a channel until answered", answered));
        console.line(line("PUT of a channel until its node has taken it", taken));
    }

    private static String line(String what, double[] values) {
        Arrays.sort(values);
        return String.format(
                Locale.ROOT,
                "%-56s p50 %7.1f  p95 %7.1f  p99 %7.1f  max %7.1f ms",
                what,
                Percentile.of(values, 0.5),
                Percentile.of(values, 0.95),
                Percentile.of(values, 0.99),
                values[values.length - 1]);
    }
}
