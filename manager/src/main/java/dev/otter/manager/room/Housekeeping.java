package dev.otter.manager.room;

import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.runstate.RunState;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.NumberedPipeline;
import dev.otter.manager.fleet.Minutes;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.keeper.Linked;
import dev.otter.manager.operation.OperationStore;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.plan.Plans;
import dev.otter.manager.record.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody needs any more: in ZooKeeper what belongs to deleted channels and pipelines,
 * in the store minutes that are too old. Works on a thread of its own, since ZooKeeper may be slow.
 *
 * <p>Only what this manager's own history knows as deleted is removed from ZooKeeper.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration SWEEP = Duration.ofHours(1);

    private static final Duration PACE = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Planner planner;
    private final KeeperLink link;
    private final Minutes minutes;
    private final OperationStore operations;
    private final Journal.KeepTime keep;
    private final InstantSource clock;
    private final WakeLoop loop;
    private final Set<Long> removed = new HashSet<>();
    private long revision = -1;
    private Instant sweptAt = Instant.EPOCH;

    Housekeeping(
            Catalog catalog,
            Planner planner,
            KeeperLink link,
            Minutes minutes,
            OperationStore operations,
            Journal.KeepTime keep,
            InstantSource clock) {
        this.catalog = catalog;
        this.planner = planner;
        this.link = link;
        this.minutes = minutes;
        this.operations = operations;
        this.keep = keep;
        this.clock = clock;
        this.loop = new WakeLoop("housekeeping", new Tidying());
    }

    void start() {
        loop.start();
    }

    /** The configuration has changed. */
    void changed() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
    }

    private void tidy() {
        Plans plans = planner.current();
        if (plans.revision() != revision && link.standing().connected()) {
            tidy(link.require(), plans);
            revision = plans.revision();
        }
        Instant now = clock.instant();
        if (now.isAfter(sweptAt.plus(SWEEP))) {
            minutes.sweep(now, keep.get());
            operations.sweep(now, keep.get());
            sweptAt = now;
        }
    }

    private void tidy(Linked linked, Plans plans) {
        Set<Long> configured = plans.channels().keySet();
        for (long channel : linked.board().view().states().keySet()) {
            if (!configured.contains(channel) && catalog.deleted(Kind.CHANNEL, channel)) {
                linked.states().forget(channel);
                LOG.info("The run state of the deleted channel {} is removed", channel);
            }
        }
        for (NumberedPipeline pipeline : catalog.pipelines()) {
            if (plans.pipeline(pipeline.number()).isPresent()) {
                removed.remove(pipeline.number());
            } else if (!removed.contains(pipeline.number()) && still(linked, pipeline)) {
                linked.leaders().forget(pipeline.number());
                removed.add(pipeline.number());
            }
        }
    }

    /** Nobody can be running it. */
    private static boolean still(Linked linked, NumberedPipeline pipeline) {
        return linked.board()
                .view()
                .of(pipeline.channel())
                .map(state -> state.state() == RunState.STOPPED)
                .orElse(false);
    }

    private final class Tidying implements WakeLoop.Step {
        @Override
        public Duration run() {
            tidy();
            return PACE;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("What is no longer needed stays for now: {}", reason);
        }
    }
}
