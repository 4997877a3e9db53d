package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Amounts;
import dev.otter.app.view.ComparisonView;
import dev.otter.engine.verify.TableComparison;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.VerifyProgress;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Compares the tables of pipelines and tells the result. For one thread. */
public final class EqualityCheck {
    private static final long VIEW_MILLIS = 250;

    private final ComparisonView view;
    private final int shown;
    private final BooleanSupplier stop;
    private final Predicate<TablePair> wanted;
    private long rows;
    private long tables;
    private long differentTables;
    private long differences;
    private boolean complete = true;

    /**
     * @param shown differing rows that are printed per table
     * @param stop asked whether to leave
     */
    public EqualityCheck(Surroundings surroundings, int shown, BooleanSupplier stop) {
        this(surroundings, shown, stop, _ -> true);
    }

    /** The same for some of the tables only. */
    public EqualityCheck(
            Surroundings surroundings,
            int shown,
            BooleanSupplier stop,
            Predicate<TablePair> wanted) {
        this.wanted = wanted;
        this.view = new ComparisonView(surroundings.console());
        this.shown = shown;
        this.stop = stop;
    }

    /**
     * Compares all tables in a pipeline's scope.
     *
     * @throws OtterException when a server cannot be reached or no table is in scope
     * @throws java.util.concurrent.CancellationException when it was stopped
     */
    public void compare(SyncFile.Entry configured) throws InterruptedException {
        SyncFile.Entry entry = Preflight.readNow(configured, false);
        TableVerifier verifier =
                new TableVerifier(entry.pipeline().from(), entry.pipeline().to(), shown, stop);
        List<TablePair> pairs = Preflight.pairs(entry, verifier).stream().filter(wanted).toList();
        Preflight.refuseViews(entry, pairs);
        VerifyProgress progress = new VerifyProgress();
        view.begin(
                entry.name(),
                pairs.size(),
                pairs.stream().mapToLong(TablePair::estimatedRows).sum());
        try (ExecutorService worker =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("compare").daemon().factory())) {
            for (TablePair pair : pairs) {
                Future<TableComparison> future =
                        worker.submit(() -> verifier.compare(pair, progress));
                TableComparison comparison = watched(pair, future, progress);
                add(comparison);
                view.table(comparison);
            }
        } catch (OtterException e) {
            throw Preflight.placed(entry, e);
        } finally {
            view.end();
        }
    }

    private TableComparison watched(
            TablePair pair, Future<TableComparison> future, VerifyProgress progress)
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

    private void add(TableComparison comparison) {
        tables++;
        rows += comparison.sourceRows();
        if (!comparison.equal()) {
            differentTables++;
            differences += comparison.differences();
            complete &= comparison.complete();
        }
    }

    public boolean equal() {
        return differentTables == 0;
    }

    /** {@code equal, N rows}, or what differs. */
    public String verdict() {
        if (equal()) {
            return "equal, " + Amounts.count(rows, "row");
        }
        return "different: "
                + (complete ? "" : "at least ")
                + Amounts.count(differences, "row")
                + " in "
                + Amounts.count(differentTables)
                + " of "
                + Amounts.count(tables, "table");
    }
}
