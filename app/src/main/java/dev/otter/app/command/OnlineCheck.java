package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Amounts;
import dev.otter.app.view.OnlineView;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.OnlineComparison;
import dev.otter.engine.verify.online.OnlineConfig;
import dev.otter.engine.verify.online.OnlineProgress;
import dev.otter.engine.verify.online.OnlineVerifier;
import dev.otter.engine.verify.online.Repair;
import dev.otter.engine.verify.online.SweepMemory;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Compares the tables of pipelines while they are written, and tells the result. One thread. */
final class OnlineCheck {
    private static final long VIEW_MILLIS = 250;
    private static final Duration REPAIR_PATIENCE = Duration.ofSeconds(60);

    /** Differences that are repaired at once; what is left comes with the next comparison. */
    private static final int FINDINGS = 10_000;

    private final Surroundings surroundings;
    private final OnlineView view;
    private final int shown;
    private final Predicate<TablePair> wanted;
    private final UnaryOperator<OnlineConfig> limits;
    private final boolean repairing;
    private final RepairTally repaired = new RepairTally();
    private final Set<Seen> seen = new HashSet<>();
    private long rows;
    private long tables;
    private long differentTables;
    private long differences;
    private long undecided;

    OnlineCheck(
            Surroundings surroundings,
            int shown,
            Predicate<TablePair> wanted,
            UnaryOperator<OnlineConfig> limits,
            boolean repairing) {
        this.repairing = repairing;
        this.surroundings = surroundings;
        this.view = new OnlineView(surroundings.console());
        this.shown = shown;
        this.wanted = wanted;
        this.limits = limits;
    }

    /**
     * What the command line chose.
     *
     * @param file all pipelines, those that run back among them
     * @param entries those that are compared
     */
    record Chosen(SyncFile file, List<SyncFile.Entry> entries) {
        private boolean has(SyncFile.Entry wanted) {
            return entries.stream().anyMatch(entry -> entry.name().equals(wanted.name()));
        }
    }

    /** A table, and how it is compared. */
    private record Planned(TablePair pair, OnlineVerifier verifier) {}

    /** A table of a pipeline that was compared together with the direction back. */
    private record Seen(String pipeline, TableName target) {}

    /**
     * Compares all wanted tables in a pipeline's scope, and repairs them when that is wanted. What
     * another pipeline of the file carries back is compared in both directions at once.
     *
     * @param state where it keeps how far it is
     * @throws OtterException when a server cannot be reached, no table is in scope, or the pipeline
     *     has no checkpoint
     * @throws java.util.concurrent.CancellationException when it was stopped
     */
    void compare(SyncFile.Entry configured, Chosen chosen, Optional<CheckState> state)
            throws InterruptedException {
        SyncFile.Entry entry = Preflight.readNow(configured, true);
        List<Planned> planned = planned(configured, entry, chosen);
        SweepMemory memory = state.map(file -> file.of(entry.name())).orElse(SweepMemory.NONE);
        OnlineProgress progress = new OnlineProgress();
        view.begin(
                entry.name(),
                planned.size(),
                planned.stream().mapToLong(table -> table.pair().estimatedRows()).sum());
        try (ExecutorService worker =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("compare").daemon().factory())) {
            verifier(entry, Optional.empty()).requireCheckpoint();
            Optional<Repair> repair = repair(entry);
            for (Planned table : planned) {
                OnlineVerifier online = table.verifier();
                List<Finding> found = new ArrayList<>();
                OnlineComparison comparison =
                        compared(worker, online, table.pair(), progress, memory, found);
                if (repair.isPresent()) {
                    comparison =
                            repaired(
                                    repair.get(),
                                    comparison,
                                    found,
                                    again -> {
                                        found.clear();
                                        return compared(
                                                worker,
                                                online,
                                                again,
                                                progress,
                                                SweepMemory.NONE,
                                                found);
                                    });
                }
                add(comparison);
                view.table(comparison);
            }
        } catch (OtterException e) {
            throw Preflight.placed(entry, e);
        } finally {
            view.end();
        }
    }

    private List<Planned> planned(
            SyncFile.Entry configured, SyncFile.Entry entry, Chosen chosen) {
        TableVerifier verifier =
                new TableVerifier(
                        entry.pipeline().from(),
                        entry.pipeline().to(),
                        0,
                        surroundings.stop()::requested);
        List<TablePair> pairs =
                Preflight.pairs(entry, verifier).stream()
                        .filter(wanted)
                        .filter(pair -> !seen.contains(new Seen(entry.name(), pair.targetName())))
                        .toList();
        Preflight.refuseViews(entry, pairs);
        WaysBack ways =
                WaysBack.of(chosen.file(), configured, entry, surroundings.stop()::requested);
        List<Planned> planned = new ArrayList<>();
        for (TablePair pair : pairs) {
            Optional<SyncFile.Entry> back = back(entry, chosen, ways, pair);
            planned.add(new Planned(pair, verifier(entry, back)));
        }
        return planned;
    }

    private Optional<SyncFile.Entry> back(
            SyncFile.Entry entry, Chosen chosen, WaysBack ways, TablePair pair) {
        Optional<SyncFile.Entry> back = ways.of(pair);
        if (back.isPresent()) {
            if (repairing && chosen.has(back.get())) {
                throw new OtterException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "rows of %s flow both ways, by %s and %s: which side is right?"
                                .formatted(pair.title(), entry.name(), back.get().name()),
                        "--repair",
                        "Name with --pipeline the one of both whose source is right.");
            }
            seen.add(new Seen(back.get().name(), pair.sources().getFirst().name()));
        }
        return back;
    }

    private OnlineVerifier verifier(SyncFile.Entry entry, Optional<SyncFile.Entry> back) {
        OnlineConfig config = limits.apply(OnlineConfig.of(entry.name()));
        if (back.isPresent() && config.lockHotRows()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "a row that is locked on one side could not take the changes that "
                            + back.get().name()
                            + " carries back",
                    "--lock-hot-rows",
                    "Compare without it; rows that never rest are told as undecided.");
        }
        return new OnlineVerifier(
                entry.pipeline().from(),
                entry.pipeline().to(),
                back.map(other -> config.withBack(other.name())).orElse(config),
                shown,
                surroundings.stop()::await);
    }

    private Optional<Repair> repair(SyncFile.Entry entry) throws InterruptedException {
        if (!repairing) {
            return Optional.empty();
        }
        Repair repair =
                new Repair(
                        entry.pipeline().from(),
                        entry.pipeline().to(),
                        entry.name(),
                        REPAIR_PATIENCE,
                        surroundings.stop()::await);
        repair.requireRunning();
        return Optional.of(repair);
    }

    /** Compares once more. */
    @FunctionalInterface
    private interface Again {
        OnlineComparison compare(TablePair pair) throws InterruptedException;
    }

    /** Sends what differs and compares, as long as that makes it less. */
    private OnlineComparison repaired(
            Repair repair, OnlineComparison first, List<Finding> found, Again again)
            throws InterruptedException {
        OnlineComparison comparison = first;
        long before = Long.MAX_VALUE;
        while (!found.isEmpty() && comparison.result().differences() < before) {
            before = comparison.result().differences();
            List<Finding> sent = List.copyOf(found);
            repair.send(sent);
            comparison = again.compare(comparison.result().pair());
            repaired.add(sent, found);
        }
        return comparison;
    }

    private OnlineComparison compared(
            ExecutorService worker,
            OnlineVerifier online,
            TablePair pair,
            OnlineProgress progress,
            SweepMemory memory,
            List<Finding> found)
            throws InterruptedException {
        Consumer<Finding> keep =
                finding -> {
                    if (repairing && found.size() < FINDINGS) {
                        found.add(finding);
                    }
                };
        Future<OnlineComparison> future =
                worker.submit(() -> online.compare(pair, progress, keep, memory));
        return watched(pair, future, progress);
    }

    private OnlineComparison watched(
            TablePair pair, Future<OnlineComparison> future, OnlineProgress progress)
            throws InterruptedException {
        while (true) {
            try {
                return future.get(VIEW_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                view.progress(pair, progress, System.nanoTime());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw new OtterException(
                        ErrorCode.INTERNAL,
                        "comparing failed: " + e.getCause(),
                        pair.title(),
                        "",
                        e.getCause());
            }
        }
    }

    private void add(OnlineComparison comparison) {
        tables++;
        rows += comparison.result().sourceRows();
        undecided += comparison.undecided();
        if (!comparison.result().equal()) {
            differentTables++;
            differences += comparison.result().differences();
        }
    }

    int exitCode() {
        if (differentTables > 0) {
            return ExitCode.DATA;
        }
        return undecided > 0 ? ExitCode.UNREACHABLE : ExitCode.DONE;
    }

    /** {@code equal, N rows}, or what differs or is left open; in front what was repaired. */
    String verdict() {
        return repairing ? repaired.text() + "; " + compared() : compared();
    }

    private String compared() {
        String open = undecided == 0 ? "" : Amounts.count(undecided, "row") + " undecided";
        if (differentTables > 0) {
            return "different: %s in %s of %s%s"
                    .formatted(
                            Amounts.count(differences, "row"),
                            Amounts.count(differentTables),
                            Amounts.count(tables, "table"),
                            open.isEmpty() ? "" : ", " + open);
        }
        return open.isEmpty()
                ? "equal, " + Amounts.count(rows, "row")
                : "no difference proven, " + open + " of " + Amounts.count(rows);
    }
}
