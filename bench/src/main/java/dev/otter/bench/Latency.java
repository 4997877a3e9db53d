package dev.otter.bench;

import dev.otter.app.view.Console;
import dev.otter.bench.contender.Contender;
import dev.otter.bench.contender.NativeReplica;
import dev.otter.bench.contender.OtterProcess;
import dev.otter.bench.replay.Arena;
import dev.otter.bench.replay.Mix;
import dev.otter.testkit.server.Flavor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the answer to COMMIT on the source to the commit on the target, at a steady rate of inserts,
 * Otter and the server's own replication in turns.
 */
@Command(
        name = "latency",
        description = "Commit to commit: Otter against the server's own replication.")
final class Latency implements Callable<Integer> {
    private static final double[] SHARES = {0.5, 0.95, 0.99};
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--flavor", description = "Version of both servers: ${COMPLETION-CANDIDATES}.")
    private Flavor flavor = Flavor.MYSQL_8_0;

    @Option(names = "--rounds", description = "Default: 5.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Of each measurement (default: 20).")
    private int seconds = 20;

    @Option(names = "--rate", description = "Rows a second (default: 1000).")
    private int rate = 1000;

    @Option(names = "--rows", description = "Rows of a transaction (default: 10).")
    private int rows = 10;

    @Option(names = "--workers", split = ",", description = "Of replication (default: 1,4).")
    private List<Integer> workers = List.of(1, 4);

    private final Console console;

    Latency(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders = new ArrayList<>();
        workers.stream()
                .filter(count -> count > 0)
                .map(NativeReplica::new)
                .forEach(contenders::add);
        contenders.add(new OtterProcess(List.of()));
        List<List<double[]>> all = new ArrayList<>();
        contenders.forEach(contender -> all.add(new ArrayList<>()));
        try (Arena arena = Arena.open(flavor)) {
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    arena.resetBoth(Mix.INSERTS);
                    double[] figures = measure(arena, contenders.get(i));
                    all.get(i).add(figures);
                    console.line(line("round " + round, contenders.get(i), figures));
                }
            }
        }
        summary(contenders, all);
        return 0;
    }

    private double[] measure(Arena arena, Contender contender) throws Exception {
        String database = Mix.INSERTS.database();
        Contender.Following follower = contender.follow(arena, database);
        try (CommitWatch watch =
                new CommitWatch(arena.target(), database, arena.end(arena.target()))) {
            // The first part is warming up for both.
            arena.steady(rate, rows, Duration.ofSeconds(Math.max(5, seconds / 2)));
            List<Arena.Commit> commits = arena.steady(rate, rows, Duration.ofSeconds(seconds));
            double[] millis = new double[commits.size()];
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < millis.length; i++) {
                millis[i] = waitFor(watch, commits.get(i), deadline) / 1e6;
            }
            Arrays.sort(millis);
            double[] figures = new double[SHARES.length];
            for (int i = 0; i < figures.length; i++) {
                figures[i] = Percentile.of(millis, SHARES[i]);
            }
            return figures;
        } finally {
            follower.end();
        }
    }

    private static long waitFor(CommitWatch watch, Arena.Commit commit, long deadline) {
        long at = watch.committedAt(commit.id());
        while (at < 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("row " + commit.id() + " did not arrive");
            }
            LockSupport.parkNanos(10_000_000);
            at = watch.committedAt(commit.id());
        }
        return at - commit.nanos();
    }

    private void summary(List<Contender> contenders, List<List<double[]>> all) {
        console.line("");
        double[][] medians = new double[contenders.size()][];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = new double[SHARES.length];
            for (int share = 0; share < SHARES.length; share++) {
                int which = share;
                double[] sorted =
                        all.get(i).stream().mapToDouble(one -> one[which]).sorted().toArray();
                medians[i][share] = Percentile.of(sorted, 0.5);
            }
            console.line(line("median", contenders.get(i), medians[i]));
        }
        for (int i = 0; i < medians.length - 1; i++) {
            double[] mine = medians[medians.length - 1];
            console.line(
                    "%s: p50 %.2f x, p95 %.2f x, p99 %.2f x of %s"
                            .formatted(
                                    flavor.title(),
                                    mine[0] / medians[i][0],
                                    mine[1] / medians[i][1],
                                    mine[2] / medians[i][2],
                                    contenders.get(i).title()));
        }
    }

    private String line(String round, Contender contender, double[] figures) {
        return String.format(
                Locale.ROOT,
                "%s latency %-8s %-24s p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms",
                flavor.title(),
                round,
                contender.title(),
                figures[0],
                figures[1],
                figures[2]);
    }
}
