package dev.otter.bench;

import dev.otter.app.view.Console;
import dev.otter.bench.contender.Contender;
import dev.otter.bench.contender.NativeReplica;
import dev.otter.bench.contender.OtterProcess;
import dev.otter.bench.contender.Result;
import dev.otter.bench.replay.Arena;
import dev.otter.bench.replay.Mix;
import dev.otter.bench.replay.Segment;
import dev.otter.testkit.server.Flavor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a backlog is worked off: all contenders replay the same stretch of the same log into the
 * same target, one after the other, several rounds; the report is in medians, and in ratios against
 * the best of the server's own replication in the same round.
 */
@Command(
        name = "catch-up",
        description = "Replays a backlog: Otter against the server's own replication.")
final class CatchUp implements Callable<Integer> {
    private static final double MEDIAN = 0.5;

    @Option(names = "--flavor", description = "Version of both servers: ${COMPLETION-CANDIDATES}.")
    private Flavor flavor = Flavor.MYSQL_8_0;

    @Option(names = "--mix", description = "Only this mix: ${COMPLETION-CANDIDATES}.")
    private List<Mix> mixes = List.of(Mix.values());

    @Option(names = "--rounds", description = "Default: 5.")
    private int rounds = 5;

    @Option(names = "--scale", description = "Times the usual number of changes (default: 1).")
    private double scale = 1;

    @Option(names = "--workers", split = ",", description = "Of replication (default: 1,4,8).")
    private List<Integer> workers = List.of(1, 4, 8);

    @Option(names = "--jvm", description = "A further option of Otter's JVM, such as a profiler's.")
    private List<String> jvm = List.of();

    private final Console console;

    CatchUp(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders = new ArrayList<>();
        workers.stream()
                .filter(count -> count > 0)
                .map(NativeReplica::new)
                .forEach(contenders::add);
        contenders.add(new OtterProcess(jvm));
        try (Arena arena = Arena.open(flavor)) {
            for (Mix mix : mixes) {
                Segment segment = arena.write(mix, scale);
                List<List<Result>> results = new ArrayList<>();
                for (int round = 1; round <= rounds; round++) {
                    List<Result> one = new ArrayList<>();
                    for (Contender contender : contenders) {
                        arena.resetTarget();
                        Result result = contender.catchUp(arena, segment);
                        arena.requireEqual(mix);
                        console.line(line(mix, "round " + round, contender.title(), result));
                        one.add(result);
                    }
                    results.add(one);
                }
                summary(mix, contenders, results);
            }
        }
        return 0;
    }

    private void summary(Mix mix, List<Contender> contenders, List<List<Result>> rounds) {
        console.line("");
        for (int i = 0; i < contenders.size(); i++) {
            int which = i;
            List<Result> mine = rounds.stream().map(round -> round.get(which)).toList();
            console.line(
                    line(
                            mix,
                            "median",
                            contenders.get(i).title(),
                            new Result(
                                    mine.getFirst().rows(),
                                    median(mine, Result::seconds),
                                    median(mine, Result::targetSeconds),
                                    median(mine, Result::ownSeconds),
                                    median(mine, Result::peakMegabytes),
                                    median(mine, Result::others))));
        }
        if (contenders.size() > 1) {
            console.line(
                    "%s %s: rows/s %.2f x the best replication, processor time of the target %.2f x"
                            .formatted(
                                    flavor.title(),
                                    mix.title(),
                                    median(rounds, CatchUp::speedRatio),
                                    median(rounds, CatchUp::costRatio)));
        }
        console.line("");
    }

    private static double speedRatio(List<Result> round) {
        double best = 0;
        for (Result result : round.subList(0, round.size() - 1)) {
            best = Math.max(best, result.rowsPerSecond());
        }
        return round.getLast().rowsPerSecond() / best;
    }

    /** Against the cheapest replication, which need not be the fastest. */
    private static double costRatio(List<Result> round) {
        double least = Double.MAX_VALUE;
        for (Result result : round.subList(0, round.size() - 1)) {
            least = Math.min(least, result.targetMicrosPerRow());
        }
        return round.getLast().targetMicrosPerRow() / least;
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return Percentile.of(sorted, MEDIAN);
    }

    private String line(Mix mix, String round, String contender, Result result) {
        return String.format(
                Locale.ROOT,
                "%s %-8s %-8s %-24s %,8.0f rows/s  %6.1f s  target %5.1f us/row"
                        + "  own %5.1f us/row  peak %4.0f MB  others %.2f cores",
                flavor.title(),
                mix.title(),
                round,
                contender,
                result.rowsPerSecond(),
                result.seconds(),
                result.targetMicrosPerRow(),
                result.ownMicrosPerRow(),
                result.peakMegabytes(),
                result.others());
    }
}
