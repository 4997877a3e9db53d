package dev.otter.bench;

import dev.otter.app.view.Console;
import dev.otter.bench.copy.CopyArena;
import dev.otter.bench.copy.CopyContender;
import dev.otter.bench.copy.CopyResult;
import dev.otter.bench.copy.DumpPipe;
import dev.otter.bench.copy.OtterCopy;
import dev.otter.bench.copy.ParallelDump;
import dev.otter.testkit.server.Flavor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast an empty target is filled: all contenders copy the same tables, one after the other,
 * several rounds; both sides are compared row by row after each. The report is in medians.
 */
@Command(
        name = "full-load",
        description =
                "Copies tables into an empty target: Otter against mysqldump | mysql, and against"
                        + " mydumper and myloader.")
final class FullLoad implements Callable<Integer> {
    private static final double MEDIAN = 0.5;

    @Option(names = "--flavor", description = "Version of both servers: ${COMPLETION-CANDIDATES}.")
    private Flavor flavor = Flavor.MYSQL_8_0;

    @Option(names = "--rows", description = "Of each of four tables (default: 500000).")
    private int rows = 500_000;

    @Option(names = "--rounds", description = "Default: 3.")
    private int rounds = 3;

    @Option(names = "--dump", description = "The program mysqldump, when it is not on the path.")
    private Path dump;

    @Option(names = "--client", description = "The program mysql, when it is not on the path.")
    private Path client;

    @Option(names = "--peer-threads", description = "Of mydumper and myloader (default: 4).")
    private int peerThreads = 4;

    @Option(names = "--jvm", description = "A further option of Otter's JVM, such as a profiler's.")
    private List<String> jvm = List.of();

    private final Console console;

    FullLoad(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<CopyContender> contenders = new ArrayList<>();
        Optional<DumpPipe> tools =
                dump != null && client != null
                        ? Optional.of(new DumpPipe(dump, client))
                        : DumpPipe.found();
        tools.ifPresentOrElse(
                contenders::add,
                () ->
                        console.line(
                                "neither mysqldump nor mariadb-dump is on the path (--dump and"
                                        + " --client name them, bench/mydumper/fetch.sh fetches"
                                        + " mariadb-dump)"));
        ParallelDump.found(peerThreads)
                .ifPresentOrElse(
                        contenders::add,
                        () ->
                                console.line(
                                        "mydumper is not on the path (bench/mydumper/fetch.sh"
                                                + " fetches it)"));
        contenders.add(new OtterCopy(jvm));
        List<List<CopyResult>> results = new ArrayList<>();
        try (CopyArena arena = CopyArena.open(flavor, rows)) {
            for (int round = 1; round <= rounds; round++) {
                List<CopyResult> one = new ArrayList<>();
                for (CopyContender contender : contenders) {
                    arena.resetTarget();
                    CopyResult result = contender.copy(arena);
                    arena.requireEqual();
                    console.line(line("round " + round, contender.title(), result));
                    one.add(result);
                }
                results.add(one);
            }
        }
        summary(contenders, results);
        return 0;
    }

    private void summary(List<CopyContender> contenders, List<List<CopyResult>> rounds) {
        console.line("");
        for (int i = 0; i < contenders.size(); i++) {
            int which = i;
            List<CopyResult> mine = rounds.stream().map(round -> round.get(which)).toList();
            console.line(
                    line(
                            "median",
                            contenders.get(i).title(),
                            new CopyResult(
                                    mine.getFirst().rows(),
                                    median(mine, CopyResult::seconds),
                                    median(mine, CopyResult::sourceSeconds),
                                    median(mine, CopyResult::targetSeconds),
                                    median(mine, CopyResult::peakMegabytes),
                                    median(mine, CopyResult::others))));
        }
        for (int i = 0; i < contenders.size() - 1; i++) {
            int peer = i;
            console.line(
                    String.format(
                            Locale.ROOT,
                            "%s: rows/s %.2f x %s",
                            flavor.title(),
                            median(
                                    rounds,
                                    round ->
                                            round.getLast().rowsPerSecond()
                                                    / round.get(peer).rowsPerSecond()),
                            contenders.get(peer).title()));
        }
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return Percentile.of(sorted, MEDIAN);
    }

    private String line(String round, String contender, CopyResult result) {
        return String.format(
                Locale.ROOT,
                "%s %-8s %-24s %,9.0f rows/s  %6.1f s  source %5.1f us/row  target %5.1f us/row"
                        + "  peak %4.0f MB  others %.2f cores",
                flavor.title(),
                round,
                contender,
                result.rowsPerSecond(),
                result.seconds(),
                result.sourceSeconds() * 1e6 / result.rows(),
                result.targetSeconds() * 1e6 / result.rows(),
                result.peakMegabytes(),
                result.others());
    }
}
