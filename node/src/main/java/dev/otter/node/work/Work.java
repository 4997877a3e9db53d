package dev.otter.node.work;

import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;
import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.node.coordination.News;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.duty.EngineDoor;
import dev.otter.node.duty.PipelineDuty;
import dev.otter.node.plan.Assignments;
import dev.otter.node.report.Subject;
import dev.otter.node.roster.Roster;
import dev.otter.node.zookeeper.Place;
import dev.otter.node.zookeeper.Self;
import dev.otter.node.zookeeper.ZooKeeperCoordination;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pipelines of this node and its place in ZooKeeper, as the newest plan wants them.
 * Thread-safe; {@link #apply} and {@link #close} may wait for engines to end, the others never
 * block.
 */
public final class Work implements Subject, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(1);

    private final Self self;
    private final Optional<Duration> sessionTimeout;
    private final Means means;
    private final Assignments assignments;
    private volatile Standing standing;
    private boolean closed;

    /** What it has while it has a place. */
    private record Standing(ZooKeeperCoordination coordination, Roster roster) {
        void close() {
            roster.close();
            coordination.close();
        }
    }

    /**
     * What it works with.
     *
     * @param engine starts the engine
     * @param news told of ZooKeeper's coming and going
     * @param clock what time it is
     * @param random shuffles servers and pauses
     */
    public record Means(
            EngineDoor engine, News news, InstantSource clock, RandomGenerator random) {}

    /**
     * @param self who this process is
     * @param sessionTimeout of the node's own settings; empty to take that of the plan
     */
    public Work(Self self, Optional<Duration> sessionTimeout, ConfigJson json, Means means) {
        this.self = self;
        this.sessionTimeout = sessionTimeout;
        this.means = means;
        this.assignments = new Assignments(json);
    }

    /**
     * Does what the plan says, and nothing else any more.
     *
     * @throws dev.otter.model.error.OtterException when the plan cannot be followed; what ran
     *     before goes on
     */
    public synchronized void apply(NodePlan plan) {
        if (closed) {
            return;
        }
        Place place = place(plan);
        List<dev.otter.node.duty.Assignment> wanted = assignments.of(plan);
        Standing now = standing;
        if (now == null || !now.coordination().place().equals(place)) {
            now = move(place);
        }
        now.roster().apply(wanted);
        LOG.info("{} pipelines may run on this node, {}", wanted.size(), plan.name());
    }

    private Place place(NodePlan plan) {
        Duration planned = Duration.ofSeconds(plan.zookeeperSessionSeconds());
        Duration session = sessionTimeout.orElse(planned);
        return new Place(
                ServerList.parse(String.join(";", plan.zookeeper())),
                new SessionTime(
                        session.compareTo(SHORTEST_SESSION) < 0 ? SHORTEST_SESSION : session),
                plan.zookeeperSecret().map(Login::new));
    }

    private Standing move(Place place) {
        Standing last = standing;
        if (last != null) {
            LOG.info(
                    "The node goes to ZooKeeper anew, because servers, session or login have"
                            + " changed: {}",
                    place.servers());
            last.close();
        }
        ZooKeeperCoordination coordination =
                ZooKeeperCoordination.start(
                        place, self, means.clock(), means.random(), means.news());
        Standing next =
                new Standing(coordination, new Roster(coordination, means.engine(), means.clock()));
        standing = next;
        return next;
    }

    /**
     * Stops all pipelines in good order, hands over what is led here, and leaves ZooKeeper; a later
     * plan is followed again.
     *
     * @param why for the log
     */
    public synchronized void leave(String why) {
        if (closed) {
            return;
        }
        Standing last = standing;
        LOG.error(
                "{} Its {} pipelines are stopped and handed over, and its plan is dropped.",
                why,
                last == null ? 0 : last.roster().statuses().size());
        if (last != null) {
            last.close();
            standing = null;
        }
    }

    /**
     * Stops a pipeline here, so that another node takes it.
     *
     * @return whether this node leads it
     */
    public boolean giveUp(long pipeline) {
        Standing now = standing;
        return now != null && now.roster().giveUp(pipeline);
    }

    /** A pipeline that this node leads; empty when it does not. */
    public Optional<PipelineDuty> led(long pipeline) {
        Standing now = standing;
        return now == null ? Optional.empty() : now.roster().led(pipeline);
    }

    @Override
    public List<DutyStatus> statuses() {
        Standing now = standing;
        return now == null ? List.of() : now.roster().statuses();
    }

    @Override
    public void mirror(long pipelineId, long epoch, String position) {
        Standing now = standing;
        if (now != null) {
            now.coordination().mirror(pipelineId, epoch, position);
        }
    }

    /** Stops everything in good order and leaves; what was counted can still be asked for. */
    @Override
    public synchronized void close() {
        closed = true;
        Standing last = standing;
        if (last != null) {
            last.close();
        }
    }
}
