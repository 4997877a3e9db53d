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
    private final Map<Way, Integer> missed = new HashMap<>();
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
        List<Way> wanted =
                guides.wanted().stream()
                        .filter(way -> guides.settled(way.target(), durable))
                        .toList();
        long begun = System.nanoTime();
        if (wanted.isEmpty() || begun - next < 0) {
            return;
        }
        next = begun + PAUSE_NANOS;
        Map<TableName, Long> turns = new HashMap<>();
        for (Way way : wanted) {
            turns.put(way.target(), guides.turn(way.target()));
        }
        Map<Way, TablePair> byWay = new HashMap<>();
        for (TablePair pair : verifier.pairs(pipeline.tables())) {
            pair.sources()
                    .forEach(shape -> byWay.put(new Way(shape.name(), pair.targetName()), pair));
        }
        for (Way way : wanted) {
            prepare(way, Optional.ofNullable(byWay.get(way)), turns);
        }
        long now = System.nanoTime();
        next = now + Math.max(PAUSE_NANOS, PAUSE_FACTOR * (now - begun));
    }

    private void prepare(Way way, Optional<TablePair> pair, Map<TableName, Long> turns) {
        if (guides.of(way).isPresent()) {
            return;
        }
        if (pair.isEmpty()) {
            refuse(way, "the source does not tell of such a table");
        } else if (viewed(pair.get())) {
            refuse(way, "its rows are changed on the way");
        } else if (pair.get().target().isPresent()) {
            keyed(way, pair.get(), turns.getOrDefault(way.target(), -1L));
        } else if (missed.merge(way, 1, Integer::sum) >= TRIES) {
            missed.remove(way);
            refuse(way, "the target has no such table");
        }
    }

    /** Of several ways it is told which one it is. */
    private void refuse(Way way, String reason) {
        boolean one = pipeline.tables().targets(way.source()).size() == 1;
        guides.refuse(way, one ? reason : "towards " + way.target() + ": " + reason);
    }

    private boolean viewed(TablePair pair) {
        return pair.sources().stream()
                .anyMatch(shape ->
                        pipeline.options()
                                .views()
                                .find(shape.name(), pair.targetName())
                                .isPresent());
    }

    private void keyed(Way way, TablePair pair, long turn) {
        try {
            KeyedPair.Choice choice = KeyedPair.of(pair, pipeline.from(), pipeline.to());
            choice.pair()
                    .ifPresentOrElse(
                            keyed -> guides.put(keyed, turn),
                            () -> refuse(way, choice.reason()));
            missed.remove(way);
        } catch (OtterException e) {
            if (e.code() != ErrorCode.TABLE_MISSING) {
                throw e;
            }
            refuse(way, "the table has gone");
        }
    }
}
