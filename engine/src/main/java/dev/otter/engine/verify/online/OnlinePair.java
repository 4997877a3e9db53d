package dev.otter.engine.verify.online;

import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.TableComparison;
import dev.otter.engine.verify.TablePair;
import dev.otter.model.position.Checkpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Compares one pair: sweeps it, and decides what the sweep gathers. One use, one thread. */
final class OnlinePair {
    private static final int SHOWN_UNDECIDED = 10;
    private static final int OPEN_MOST = 10_000;
    private static final int PARTS_MOST = 10_000;
    private static final int ROUND_MOST = 500;
    private static final int ROUND_LEAST = 20;
    private static final long ROUND_BYTES = 16L << 20;
    private static final int CELL_BYTES = 256;
    private static final long ROUND_NANOS = 500_000_000;

    private final Ends ends;
    private final OnlineConfig config;
    private final Decider decider;
    private final OnlineProgress progress;
    private final Pause pause;
    private final Consumer<Finding> found;
    private final SweepMemory memory;
    private final Parts parts;
    private final int shownMost;
    private final Candidates candidates = new Candidates();
    private final List<RowDifference> shown = new ArrayList<>();
    private final List<String> undecidedShown = new ArrayList<>();
    private final int roundKeys;
    private long decided = System.nanoTime();
    private final Map<String, Stand> stands = new HashMap<>();

    /** Since when a pipeline is seen at its checkpoint. */
    private record Stand(Checkpoint mark, long since) {}

    /**
     * @param before what an earlier run has counted of the pair
     */
    OnlinePair(
            Ends ends,
            OnlineConfig config,
            Decider decider,
            Watch watch,
            Report report,
            Tally before) {
        this.ends = ends;
        this.config = config;
        this.decider = decider;
        this.progress = watch.progress();
        this.pause = watch.pause();
        this.found = report.found();
        this.shownMost = report.shownMost();
        this.memory = report.memory();
        this.parts = new Parts(before);
        this.roundKeys =
                Math.clamp(
                        ROUND_BYTES / (2L * CELL_BYTES * ends.layout().columns()),
                        ROUND_LEAST,
                        ROUND_MOST);
    }

    /** How it is watched and stopped. */
    record Watch(OnlineProgress progress, Pause pause) {}

    /**
     * Where it tells.
     *
     * @param found gets every difference
     * @param shownMost differences that the result describes
     * @param memory where it keeps how far it is
     */
    record Report(Consumer<Finding> found, int shownMost, SweepMemory memory) {}

    /** Sweeps to the end and decides everything that can be decided. */
    OnlineComparison compare(Sweep sweep, Throttle throttle, List<String> problems)
            throws InterruptedException {
        boolean last = false;
        while (!last) {
            Parts.Part part = parts.begin();
            Sweep.Step step = sweep.next(candidates, part);
            last = step.last();
            part.read(
                    new Tally(step.sourceRows(), step.targetRows(), step.equal(), 0, 0),
                    sweep.point());
            if (candidates.size() >= roundKeys || System.nanoTime() - decided > ROUND_NANOS) {
                decideDue();
            }
            while (candidates.size() >= OPEN_MOST || parts.size() >= PARTS_MOST) {
                awaitDue();
                decideDue();
                keep(last);
            }
            keep(last);
            throttle.await(Math.max(step.sourceRows(), step.targetRows()));
        }
        while (!candidates.isEmpty()) {
            awaitDue();
            decideDue();
        }
        parts.advance();
        progress.waiting("");
        Tally tally = parts.done();
        memory.keep(ends.pair().targetName(), new SweepMemory.Kept("", tally));
        shown.sort(
                Comparator.comparingInt((RowDifference difference) -> difference.key().length())
                        .thenComparing(RowDifference::key));
        return result(ends.pair(), tally, shown, undecidedShown, problems);
    }

    /** What is told of a pair that is done. */
    static OnlineComparison result(
            TablePair pair,
            Tally tally,
            List<RowDifference> shown,
            List<String> undecidedShown,
            List<String> problems) {
        return new OnlineComparison(
                new TableComparison(
                        pair,
                        tally.sourceRows(),
                        tally.targetRows(),
                        tally.differences(),
                        true,
                        shown,
                        problems),
                tally.equal(),
                tally.undecided(),
                undecidedShown,
                Optional.empty());
    }

    /** A sweep that has ended has no point to go on from; its last parts are done again then. */
    private void keep(boolean ended) {
        Optional<SweepPoint> point = parts.advance();
        if (point.isPresent() && !ended) {
            memory.keep(
                    ends.pair().targetName(),
                    new SweepMemory.Kept(point.get().text(), parts.done()));
        }
    }

    private void awaitDue() throws InterruptedException {
        Duration left = candidates.untilDue();
        if (pause.await(left)) {
            throw new CancellationException("the comparison was stopped");
        }
    }

    private void decideDue() throws InterruptedException {
        List<Candidates.Candidate> due = candidates.due(roundKeys);
        while (!due.isEmpty()) {
            progress.open(candidates.size());
            boolean afterWriters = due.getFirst().afterWriters();
            Map<RowKey, Verdict> verdicts =
                    decider.decide(
                            due.stream().map(Candidates.Candidate::key).toList(),
                            afterWriters ? Round.Reading.AFTER_WRITERS : Round.Reading.PLAIN);
            for (Candidates.Candidate candidate : due) {
                take(candidate, verdicts.get(candidate.key()));
            }
            due = candidates.due(roundKeys);
        }
        progress.open(candidates.size());
        decided = System.nanoTime();
    }

    private void take(Candidates.Candidate candidate, Verdict verdict) throws InterruptedException {
        switch (verdict) {
            case Verdict.Equal(int rows) ->
                    candidates.decided(candidate, new Tally(0, 0, rows, 0, 0));
            case Verdict.Differs(List<RowDifference> all) -> {
                differ(candidate.key(), all);
                candidates.decided(candidate, new Tally(0, 0, 0, all.size(), 0));
            }
            case Verdict.Unseen _ -> candidates.afterWriters(candidate);
            case Verdict.Behind behind -> behind(candidate, behind);
            case Verdict.Touched _ -> {
                candidates.touched(candidate);
                if (candidate.tries() >= config.tries()) {
                    hot(candidate);
                }
            }
        }
    }

    private void differ(RowKey key, List<RowDifference> all) {
        for (RowDifference difference : all) {
            if (shown.size() < shownMost) {
                shown.add(difference);
            }
            found.accept(
                    new Finding(
                            ends.sources().stream().map(source -> source.sql().table()).toList(),
                            ends.pair().targetName(),
                            ends.sources().getFirst().sql().values(key),
                            Finding.Kind.of(difference),
                            difference));
        }
    }

    private void behind(Candidates.Candidate candidate, Verdict.Behind behind) {
        long nanos = System.nanoTime();
        Stand stand =
                stands.compute(
                        behind.pipeline(),
                        (_, known) ->
                                known != null && known.mark().equals(behind.mark())
                                        ? known
                                        : new Stand(behind.mark(), nanos));
        String who = "the pipeline" + (config.back().isEmpty() ? "" : " " + behind.pipeline());
        long still = nanos - stand.since();
        if (still > config.patience().toNanos()) {
            leave(
                    candidate,
                    who
                            + " has stood at "
                            + stand.mark().position()
                            + " for "
                            + Duration.ofNanos(still).toSeconds()
                            + " s");
            return;
        }
        progress.waiting(who + " to move on from " + stand.mark().position());
        candidates.again(candidate);
    }

    private void hot(Candidates.Candidate candidate) throws InterruptedException {
        if (config.lockHotRows()) {
            Verdict verdict =
                    decider.decide(List.of(candidate.key()), Round.Reading.HELD)
                            .get(candidate.key());
            if (verdict instanceof Verdict.Equal || verdict instanceof Verdict.Differs) {
                take(candidate, verdict);
                return;
            }
        }
        leave(candidate, "changed each of %d times it was looked at".formatted(config.tries()));
    }

    private void leave(Candidates.Candidate candidate, String why) {
        if (undecidedShown.size() < SHOWN_UNDECIDED) {
            String key = ends.sources().getFirst().sql().text(candidate.key());
            undecidedShown.add(key + ": " + why);
        }
        candidates.decided(candidate, new Tally(0, 0, 0, 0, 1));
    }
}
