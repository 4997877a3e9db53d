package dev.otter.engine.verify.online;

import dev.otter.engine.verify.Differences;
import dev.otter.engine.verify.KeptRow;
import dev.otter.engine.verify.RowDifference;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides candidates of a pair whose rows flow both ways: a row differs only when each side holds
 * all changes of both logs up to the end of the look. See ADR 38.
 *
 * <p>It does not matter which changes a side made itself and which came from the other one: a
 * pipeline passes those that it does not carry, too. For one thread.
 */
final class TwoWayRound implements Decider {
    private static final int REMEMBERED = 10_000;

    private final Ends ends;
    private final Way there;
    private final Way back;
    private final Place onSource;
    private final Place onTarget;
    private final Pause pause;
    private final Map<RowKey, Newest> newest = new HashMap<>();

    /**
     * @param lockingTarget a connection to the target of its own, for reads that wait for writers
     * @param there the source's log and what the target has of it
     * @param back the target's log and what the source has of it
     */
    TwoWayRound(Ends ends, Side lockingTarget, Way there, Way back, Pause pause) {
        this.ends = ends;
        this.there = there;
        this.back = back;
        this.onSource = new Place(ends.source(), ends.locking(), ends.sources(), back);
        this.onTarget = new Place(ends.target(), lockingTarget, List.of(ends.onTarget()), there);
        this.pause = pause;
    }

    /**
     * Where rows are read.
     *
     * @param arriving the way that ends here
     */
    private record Place(Side plain, Side locking, List<RowSource> tables, Way arriving) {}

    /** One look at a side's rows, and what had arrived there before them. */
    private record Look(TargetPoint point, Map<RowKey, List<KeptRow>> rows) {
        List<KeptRow> of(RowKey key) {
            return rows.getOrDefault(key, List.of());
        }
    }

    /** The last change of a row in each log that was met when it was behind. */
    private record Newest(Optional<LogPosition> onSource, Optional<LogPosition> onTarget) {}

    /** What both logs tell of the keys that differ. */
    private record Told(Touches there, Touches back, Look source, Look target) {}

    @Override
    public Map<RowKey, Verdict> decide(Collection<RowKey> keys, Round.Reading reading)
            throws InterruptedException {
        if (reading == Round.Reading.HELD) {
            throw new IllegalStateException(
                    "a row that is held on one side cannot take the other side's changes");
        }
        try {
            return looked(keys, reading);
        } catch (OtterException e) {
            if (!Round.lockedOut(e)) {
                throw e;
            }
            return Round.touched(keys);
        }
    }

    private Map<RowKey, Verdict> looked(Collection<RowKey> keys, Round.Reading reading)
            throws InterruptedException {
        TargetPoint thereBefore = ends.target().with(there::arrived);
        TargetPoint backBefore = ends.source().with(back::arrived);
        SourcePoint thereBegin = ends.source().with(there::end);
        SourcePoint backBegin = ends.target().with(back::end);
        Look source = look(onSource, keys, reading);
        Look target = look(onTarget, keys, reading);
        Map<RowKey, Verdict> verdicts = new LinkedHashMap<>();
        Map<RowKey, List<RowDifference>> unlike = new LinkedHashMap<>();
        for (RowKey key : keys) {
            List<KeptRow> here = source.of(key);
            var differences = new Differences(ends.layout(), here, target.of(key)).list();
            if (differences.isEmpty()) {
                newest.remove(key);
                verdicts.put(key, new Verdict.Equal(here.size()));
            } else {
                unlike.put(key, differences);
            }
        }
        if (!unlike.isEmpty()) {
            Told told =
                    new Told(
                            scanned(onSource, there, thereBegin, thereBefore, unlike.keySet()),
                            scanned(onTarget, back, backBegin, backBefore, unlike.keySet()),
                            source,
                            target);
            unlike.forEach((key, rows) -> verdicts.put(key, verdict(key, rows, told, reading)));
        }
        return verdicts;
    }

    /** What has arrived is asked for first: the rows show at least that. */
    private static Look look(Place place, Collection<RowKey> keys, Round.Reading reading)
            throws InterruptedException {
        return switch (reading) {
            case PLAIN ->
                    place.plain()
                            .with(connection -> {
                                connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
                                TargetPoint point = place.arriving().arrived(connection);
                                Map<RowKey, List<KeptRow>> rows = new HashMap<>();
                                for (RowSource table : place.tables()) {
                                    table.rows(connection, keys, false, rows);
                                }
                                connection.query("COMMIT");
                                return new Look(point, rows);
                            });
            case AFTER_WRITERS, HELD ->
                    place.locking()
                            .with(connection -> {
                                connection.query(
                                        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
                                TargetPoint point = place.arriving().arrived(connection);
                                Map<RowKey, List<KeptRow>> rows = new HashMap<>();
                                for (RowSource table : place.tables()) {
                                    table.rows(connection, keys, true, rows);
                                }
                                return new Look(point, rows);
                            });
        };
    }

    /** Reads a log from what the other side has of it to its end now, behind both looks. */
    private Touches scanned(
            Place from, Way way, SourcePoint begin, TargetPoint before, Collection<RowKey> keys)
            throws InterruptedException {
        Touches touches =
                new Touches(keys.stream().map(way.watched()::hash).toList(), begin::shows);
        new LogScan(
                        from.plain().endpoint(),
                        way.watched(),
                        touches,
                        pause,
                        begin.scanStart(before),
                        begin)
                .upTo(from.plain().with(way::end).end());
        return touches;
    }

    private Verdict verdict(
            RowKey key, List<RowDifference> differences, Told told, Round.Reading reading) {
        long hash = there.watched().hash(key);
        long hashBack = back.watched().hash(key);
        Touches.State out = told.there().state(hash, told.target().point());
        Touches.State home = told.back().state(hashBack, told.source().point());
        if (out == Touches.State.UNSURE || home == Touches.State.UNSURE) {
            return new Verdict.Touched();
        }
        if (out == Touches.State.BEHIND || home == Touches.State.BEHIND) {
            Newest now =
                    new Newest(told.there().newest(hash), told.back().newest(hashBack));
            if (movedOn(key, now)) {
                return new Verdict.Touched();
            }
            return out == Touches.State.BEHIND
                    ? new Verdict.Behind(there.pipeline(), told.target().point().mark())
                    : new Verdict.Behind(back.pipeline(), told.source().point().mark());
        }
        newest.remove(key);
        return (there.named() && back.named()) || reading != Round.Reading.PLAIN
                ? new Verdict.Differs(differences)
                : new Verdict.Unseen();
    }

    /** Whether a row that was behind before has got a change since: else it would wait for ever. */
    private boolean movedOn(RowKey key, Newest now) {
        if (newest.size() >= REMEMBERED) {
            newest.clear();
        }
        Newest before = newest.put(key, now);
        return before != null && !before.equals(now);
    }
}
