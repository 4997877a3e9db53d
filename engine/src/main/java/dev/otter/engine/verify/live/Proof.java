package dev.otter.engine.verify.live;

import dev.otter.engine.run.StopSignal;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.KeyedPair;
import dev.otter.engine.verify.online.OnlineComparison;
import dev.otter.engine.verify.online.OnlineConfig;
import dev.otter.engine.verify.online.OnlineVerifier;
import dev.otter.engine.verify.online.Repair;
import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides of rows that were not the same whether they differ, with the tables as they are now; and
 * sends them again when that is wanted. For one thread.
 */
final class Proof {
    private static final Duration REPAIR_PATIENCE = Duration.ofSeconds(60);

    /** A row that is wrong again after so many times is left to people. */
    private static final int SENT_MOST = 3;

    private final KeyGuides guides;
    private final TableVerifier shapes;
    private final OnlineVerifier verifier;
    private final Repair repair;
    private boolean asked;

    Proof(String name, Pipeline pipeline, OnlineConfig config, KeyGuides guides, StopSignal stop) {
        this.guides = guides;
        this.shapes = new TableVerifier(pipeline.from(), pipeline.to(), 0, stop::raised);
        this.verifier = new OnlineVerifier(pipeline.from(), pipeline.to(), config, 0, stop::pause);
        this.repair =
                new Repair(pipeline.from(), pipeline.to(), name, REPAIR_PATIENCE, stop::pause);
    }

    /**
     * What was decided.
     *
     * @param holds false when something was met in the log meanwhile that may make it wrong
     * @param undecided rows of which nothing can be said
     * @param found the rows that differ
     */
    record Outcome(boolean holds, long undecided, Map<RowKey, Finding> found) {}

    /**
     * Decides these keys.
     *
     * @throws dev.otter.model.error.OtterException when a server cannot be reached or refuses, or a
     *     table was altered
     */
    Outcome of(KeyedPair keyed, List<RowKey> keys) throws InterruptedException {
        long turn = guides.turn(keyed.target());
        TablePair now = shapes.again(keyed.pair());
        Map<List<Finding.KeyValue>, RowKey> byValues = new HashMap<>();
        keys.forEach(key -> byValues.put(keyed.values(key), key));
        Map<RowKey, Finding> found = new LinkedHashMap<>();
        List<Finding> strange = new ArrayList<>();
        OnlineComparison comparison =
                verifier.decide(
                        now,
                        keys,
                        finding -> {
                            RowKey key = byValues.get(finding.key());
                            if (key == null) {
                                strange.add(finding);
                            } else {
                                found.put(key, finding);
                            }
                        });
        boolean holds = strange.isEmpty() && guides.turn(keyed.target()) == turn;
        return new Outcome(holds, comparison.undecided(), found);
    }

    /**
     * Sends rows again that differ.
     *
     * @return those that were sent
     * @throws dev.otter.model.error.OtterException when the pipeline does not follow in time, or
     *     the source takes no requests
     */
    List<RowKey> repair(TableName target, Outcome outcome, FoundRows open)
            throws InterruptedException {
        Map<RowKey, Finding> wanted = new LinkedHashMap<>();
        outcome.found()
                .forEach((key, finding) -> {
                    FoundRows.Found known = open.of(target, key);
                    if (known != null && known.sent() < SENT_MOST) {
                        wanted.put(key, finding);
                    }
                });
        if (wanted.isEmpty()) {
            return List.of();
        }
        if (!asked) {
            // Makes the table of requests where it is missing.
            repair.requireRunning();
            asked = true;
        }
        repair.send(List.copyOf(wanted.values()));
        wanted.keySet().forEach(key -> open.sent(target, key));
        return List.copyOf(wanted.keySet());
    }
}
