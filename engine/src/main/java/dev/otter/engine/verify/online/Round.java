package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.verify.Differences;
import dev.otter.engine.verify.KeptRow;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/**
 * Decides candidates of one pair, many at once: both rows are read, and the log tells whether they
 * are of the same moment. See ADR 17. For one thread.
 */
final class Round implements Decider {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;

    /** How the rows are read on the source. */
    enum Reading {
        /** Without locks. */
        PLAIN,
        /** Each statement waits for the writers of its rows, and holds them back while it runs. */
        AFTER_WRITERS,
        /** Writers are held back until the target's row has been read. */
        HELD
    }

    private final Ends ends;
    private final Watched watched;
    private final CheckpointTable checkpoints;
    private final String pipeline;
    private final boolean named;
    private final Pause pause;

    /**
     * @param named whether the pipeline names transactions by GTIDs
     */
    Round(
            Ends ends,
            Watched watched,
            CheckpointTable checkpoints,
            String pipeline,
            boolean named,
            Pause pause) {
        this.ends = ends;
        this.watched = watched;
        this.checkpoints = checkpoints;
        this.pipeline = pipeline;
        this.named = named;
        this.pause = pause;
    }

    /** One look at the target's rows. */
    private record Look(TargetPoint point, Map<RowKey, List<KeptRow>> rows) {}

    @Override
    public Map<RowKey, Verdict> decide(Collection<RowKey> keys, Reading reading)
            throws InterruptedException {
        try {
            return looked(keys, reading);
        } catch (OtterException e) {
            if (!lockedOut(e)) {
                throw e;
            }
            return touched(keys);
        } finally {
            if (reading == Reading.HELD) {
                ends.locking().close();
            }
        }
    }

    /** Whether a read gave up waiting for a lock. */
    static boolean lockedOut(OtterException e) {
        return e.getCause() instanceof ServerErrorException refused
                && (refused.errorNumber() == LOCK_WAIT || refused.errorNumber() == DEADLOCK);
    }

    /** Of none of the keys anything can be said. */
    static Map<RowKey, Verdict> touched(Collection<RowKey> keys) {
        Map<RowKey, Verdict> all = new HashMap<>();
        keys.forEach(key -> all.put(key, new Verdict.Touched()));
        return all;
    }

    private Map<RowKey, Verdict> looked(Collection<RowKey> keys, Reading reading)
            throws InterruptedException {
        TargetPoint before = ends.target().with(this::point);
        SourcePoint begin = end();
        Map<RowKey, List<KeptRow>> sources = readSource(keys, reading);
        Predicate<Named> shown = reading == Reading.HELD ? _ -> true : begin::shows;
        Touches touches = new Touches(keys.stream().map(watched::hash).toList(), shown);
        LogScan scan =
                new LogScan(
                        ends.source().endpoint(),
                        watched,
                        touches,
                        pause,
                        begin.scanStart(before),
                        begin);
        scan.upTo(end().end());
        Look look = await(keys, touches);
        scan.upTo(end().end());
        if (reading == Reading.HELD && !ends.locking().alive()) {
            return touched(keys);
        }
        Map<RowKey, Verdict> verdicts = new LinkedHashMap<>();
        for (RowKey key : keys) {
            List<KeptRow> source = sources.getOrDefault(key, List.of());
            List<KeptRow> target = look.rows().getOrDefault(key, List.of());
            Touches.State state = touches.state(watched.hash(key), look.point());
            verdicts.put(key, verdict(source, target, state, look.point(), reading));
        }
        return verdicts;
    }

    private Verdict verdict(
            List<KeptRow> source,
            List<KeptRow> target,
            Touches.State state,
            TargetPoint look,
            Reading reading) {
        var differences = new Differences(ends.layout(), source, target).list();
        if (differences.isEmpty()) {
            return new Verdict.Equal(source.size());
        }
        return switch (state) {
            case UNSURE -> new Verdict.Touched();
            case BEHIND -> new Verdict.Behind(pipeline, look.mark());
            case SETTLED ->
                    named || reading != Reading.PLAIN
                            ? new Verdict.Differs(differences)
                            : new Verdict.Unseen();
        };
    }

    private SourcePoint end() throws InterruptedException {
        return ends.source().with(connection -> SourcePoint.read(connection, named));
    }

    private TargetPoint point(MysqlConnection connection) {
        return TargetPoint.read(connection, checkpoints, pipeline);
    }

    private Map<RowKey, List<KeptRow>> readSource(Collection<RowKey> keys, Reading reading)
            throws InterruptedException {
        Side side = reading == Reading.PLAIN ? ends.source() : ends.locking();
        return side.with(connection -> {
            switch (reading) {
                case PLAIN -> {}
                case AFTER_WRITERS ->
                        connection.query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
                case HELD -> {
                    connection.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    connection.query("BEGIN");
                }
            }
            Map<RowKey, List<KeptRow>> rows = new HashMap<>();
            for (RowSource source : ends.sources()) {
                source.rows(connection, keys, reading != Reading.PLAIN, rows);
            }
            return rows;
        });
    }

    /** Waits a short while until the target has what it must have, and reads it then. */
    private Look await(Collection<RowKey> keys, Touches touches) throws InterruptedException {
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (true) {
            boolean last = System.nanoTime() >= deadline;
            Look look =
                    ends.target()
                            .with(connection -> {
                                connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
                                TargetPoint point = point(connection);
                                Map<RowKey, List<KeptRow>> rows = new HashMap<>();
                                boolean enough = last || touches.covered(point);
                                if (enough) {
                                    ends.onTarget().rows(connection, keys, false, rows);
                                }
                                connection.query("COMMIT");
                                return enough ? new Look(point, rows) : null;
                            });
            if (look != null) {
                return look;
            }
            if (pause.await(LOOK_AGAIN)) {
                throw new CancellationException("the comparison was stopped");
            }
        }
    }
}
