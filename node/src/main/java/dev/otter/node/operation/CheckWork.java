package dev.otter.node.operation;

import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.KeptSweeps;
import dev.otter.engine.verify.online.OnlineComparison;
import dev.otter.engine.verify.online.OnlineConfig;
import dev.otter.engine.verify.online.OnlineProgress;
import dev.otter.engine.verify.online.OnlineVerifier;
import dev.otter.engine.verify.online.Repair;
import dev.otter.engine.verify.online.SweepMemory;
import dev.otter.engine.verify.online.Tally;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.node.operation.OperationDoor.Board;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Compares tables while they are written, and has what differs sent again when wanted. */
final class CheckWork {
    private static final Duration REPAIR_PATIENCE = Duration.ofSeconds(60);

    /** Differences that are repaired at once; what is left comes with the next comparison. */
    private static final int FINDINGS = 10_000;

    private final Site site;
    private final Halt halt;
    private final Board board;
    private final CheckTally tally = new CheckTally();

    CheckWork(Site site, Halt halt, Board board) {
        this.site = site;
        this.halt = halt;
        this.board = board;
    }

    /** What is used for one run. */
    private record Tools(
            OnlineVerifier verifier,
            Optional<Repair> repair,
            OnlineProgress progress,
            Optional<KeptSweeps> kept) {

        /** With repair only whole tables count: what was found in a part would be lost. */
        SweepMemory memory(TablePair pair) {
            SweepMemory all = kept.map(it -> it.of(pair)).orElse(SweepMemory.NONE);
            return repair.isEmpty() ? all : new WholeTables(all);
        }
    }

    /** Goes on with tables that are done only. */
    private record WholeTables(SweepMemory all) implements SweepMemory {
        @Override
        public Optional<Kept> of(TableName target) {
            return all.of(target).filter(Kept::done);
        }

        @Override
        public void keep(TableName target, Kept kept) {
            // It is done once it is repaired.
        }
    }

    Outcome run(Operation.Check check) throws InterruptedException {
        Endpoint source = Scope.readNow(site, true);
        List<TablePair> pairs = pairs(source, Scope.tables(check.tables()));
        Tools tools =
                new Tools(
                        new OnlineVerifier(
                                source,
                                site.target(),
                                OnlineConfig.of(site.name())
                                        .withRowsPerSecond(check.rowsPerSecond())
                                        .withLockHotRows(check.lockHotRows()),
                                Findings.MOST_ROWS,
                                halt::await),
                        check.repair()
                                ? Optional.of(
                                        new Repair(
                                                source,
                                                site.target(),
                                                site.name(),
                                                REPAIR_PATIENCE,
                                                halt::await))
                                : Optional.empty(),
                        new OnlineProgress(),
                        Optional.of(check.run())
                                .filter(run -> !run.isEmpty())
                                .map(run -> KeptSweeps.open(site.target(), site.name(), run)));
        watch(pairs, tools.progress());
        tools.verifier().requireCheckpoint();
        if (tools.repair().isPresent()) {
            tools.repair().get().requireRunning();
        }
        for (TablePair pair : pairs) {
            tally.add(compared(tools, pair));
        }
        tools.kept().ifPresent(KeptSweeps::forget);
        return new Outcome(tally.verdict(check.repair()), tally.findings());
    }

    private void watch(List<TablePair> pairs, OnlineProgress progress) {
        long total = pairs.stream().mapToLong(TablePair::estimatedRows).sum();
        Pace pace = new Pace();
        board.show(() -> progress(pace, progress, total));
    }

    private static Progress progress(Pace pace, OnlineProgress progress, long total) {
        String waits = progress.waiting();
        if (waits.isEmpty() && progress.open() > 0) {
            waits = progress.open() + " rows are still to be decided";
        }
        return pace.progress(waits, progress.sourceRows(), total);
    }

    private List<TablePair> pairs(Endpoint source, Predicate<TableName> wanted) {
        TableVerifier verifier = new TableVerifier(source, site.target(), 0, halt::raised);
        List<TablePair> pairs =
                verifier.pairs(site.pipeline().tables()).stream()
                        .filter(pair ->
                                pair.sources().stream()
                                        .anyMatch(shape -> wanted.test(shape.name())))
                        .toList();
        if (pairs.isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "no table in scope is meant",
                    site.place(),
                    "Correct the name; case counts. The pipeline's mappings say what is in scope.");
        }
        List<String> viewed =
                pairs.stream()
                        .flatMap(pair ->
                                pair.sources().stream()
                                        .map(shape -> shape.name())
                                        .filter(name ->
                                                site.pipeline().options().views()
                                                        .find(name, pair.targetName())
                                                        .isPresent()))
                        .map(TableName::toString)
                        .toList();
        if (!viewed.isEmpty()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "rows of "
                            + String.join(", ", viewed)
                            + " are changed on the way (columns, where, set, processor) and cannot"
                            + " be compared yet",
                    site.place(),
                    "Name the other tables.");
        }
        return pairs;
    }

    private OnlineComparison compared(Tools tools, TablePair pair) throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        OnlineComparison comparison = once(tools, pair, found, tools.memory(pair));
        if (tools.repair().isEmpty()) {
            return comparison;
        }
        long before = Long.MAX_VALUE;
        while (!found.isEmpty() && comparison.result().differences() < before) {
            before = comparison.result().differences();
            List<Finding> sent = List.copyOf(found);
            found.clear();
            tools.repair().get().send(sent);
            comparison = once(tools, comparison.result().pair(), found, SweepMemory.NONE);
            tally.repaired(sent, found);
        }
        if (tools.kept().isPresent()) {
            tools.kept()
                    .get()
                    .of(pair)
                    .keep(pair.targetName(), new SweepMemory.Kept("", tally(comparison)));
        }
        return comparison;
    }

    private static Tally tally(OnlineComparison comparison) {
        return new Tally(
                comparison.result().sourceRows(),
                comparison.result().targetRows(),
                comparison.equalRows(),
                comparison.result().differences(),
                comparison.undecided());
    }

    private static OnlineComparison once(
            Tools tools, TablePair pair, List<Finding> found, SweepMemory memory)
            throws InterruptedException {
        return tools.verifier()
                .compare(
                        pair,
                        tools.progress(),
                        finding -> {
                            if (tools.repair().isPresent() && found.size() < FINDINGS) {
                                found.add(finding);
                            }
                        },
                        memory);
    }
}
