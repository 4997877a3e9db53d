package dev.otter.engine.verify.live;

import dev.otter.engine.run.StopSignal;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.online.KeyedPair;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at tables whose rows have come, and says how their keys are taken. Reads the catalogs of
 * both sides at most for a sixth of the time. For one thread.
 */
final class PairFinder {
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int PAUSE_FACTOR = 5;

    /** Its statement may be on its way. */
    private static final int TRIES = 10;

    private final Pipeline pipeline;
    private final KeyGuides guides;
    private final TableVerifier verifier;
    private final Map<TableName, Integer> missed = new HashMap<>();
    private long next = System.nanoTime();

    PairFinder(Pipeline pipeline, KeyGuides guides, StopSignal stop) {
        this.pipeline = pipeline;
        this.guides = guides;
        this.verifier = new TableVerifier(pipeline.from(), pipeline.to(), 0, stop::raised);
    }

    /**
     * Looks at those that are wanted, when it is time.
     *
     * @param durable the target has everything up to here
     * @throws OtterException when a server cannot be reached or refuses
     */
    void prepare(LogPosition durable) {
        List<TableName> wanted =
                guides.wanted().stream()
                        .filter(source ->
                                target(source)
                                        .filter(target -> guides.settled(target, durable))
                                        .isPresent())
                        .toList();
        long begun = System.nanoTime();
        if (wanted.isEmpty() || begun - next < 0) {
            return;
        }
        next = begun + PAUSE_NANOS;
        Map<TableName, Long> turns = new HashMap<>();
        for (TableName source : wanted) {
            target(source).ifPresent(target -> turns.put(target, guides.turn(target)));
        }
        Map<TableName, TablePair> bySource = new HashMap<>();
        for (TablePair pair : verifier.pairs(pipeline.tables())) {
            pair.sources().forEach(shape -> bySource.put(shape.name(), pair));
        }
        for (TableName source : wanted) {
            prepare(source, Optional.ofNullable(bySource.get(source)), turns);
        }
        long now = System.nanoTime();
        next = now + Math.max(PAUSE_NANOS, PAUSE_FACTOR * (now - begun));
    }

    private Optional<TableName> target(TableName source) {
        return pipeline.tables().target(source);
    }

    private void prepare(TableName source, Optional<TablePair> pair, Map<TableName, Long> turns) {
        if (guides.ofSource(source).isPresent()) {
            return;
        }
        if (pair.isEmpty()) {
            guides.refuse(source, "the source does not tell of such a table");
        } else if (pair.get().sources().stream().anyMatch(shape -> viewed(shape.name()))) {
            guides.refuse(source, "its rows are changed on the way");
        } else if (pair.get().target().isPresent()) {
            keyed(source, pair.get(), turns.getOrDefault(pair.get().targetName(), -1L));
        } else if (missed.merge(source, 1, Integer::sum) >= TRIES) {
            missed.remove(source);
            guides.refuse(source, "the target has no such table");
        }
    }

    private boolean viewed(TableName source) {
        return pipeline.options().views().find(source).isPresent();
    }

    private void keyed(TableName source, TablePair pair, long turn) {
        try {
            KeyedPair.Choice choice = KeyedPair.of(pair, pipeline.from(), pipeline.to());
            choice.pair()
                    .ifPresentOrElse(
                            keyed -> guides.put(keyed, turn),
                            () -> guides.refuse(source, choice.reason()));
            missed.remove(source);
        } catch (OtterException e) {
            if (e.code() != ErrorCode.TABLE_MISSING) {
                throw e;
            }
            guides.refuse(source, "the table has gone");
        }
    }
}
