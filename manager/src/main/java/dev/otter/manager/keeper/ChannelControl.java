package dev.otter.manager.keeper;

import dev.otter.cluster.runstate.ChannelState;
import dev.otter.cluster.runstate.RunState;
import dev.otter.cluster.runstate.RunStates;
import dev.otter.manager.control.RunControl;
import dev.otter.manager.plan.Planner;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts and stops channels by setting their run states in ZooKeeper, by compare and set. */
public final class ChannelControl implements RunControl {
    private final KeeperLink link;
    private final Planner planner;
    private final InstantSource clock;
    private final ConfigurationNews news;

    /** Tells nodes that there may be something new. */
    @FunctionalInterface
    public interface ConfigurationNews {
        /** For all nodes that may run the channel. */
        void changed(long channel);
    }

    public ChannelControl(
            KeeperLink link, Planner planner, InstantSource clock, ConfigurationNews news) {
        this.link = link;
        this.planner = planner;
        this.clock = clock;
        this.news = news;
    }

    @Override
    public Optional<dev.otter.manager.live.RunState> known(long channel) {
        return link.known()
                .flatMap(linked -> linked.board().view().of(channel))
                .map(state -> seen(state.state()));
    }

    @Override
    public dev.otter.manager.live.RunState state(long channel) {
        return seen(link.require().states().read(channel).state().state());
    }

    private static dev.otter.manager.live.RunState seen(RunState state) {
        return switch (state) {
            case RUNNING -> dev.otter.manager.live.RunState.RUNNING;
            case PAUSED -> dev.otter.manager.live.RunState.PAUSED;
            case STOPPED -> dev.otter.manager.live.RunState.STOPPED;
        };
    }

    @Override
    public List<String> obstacles(long channel) {
        return planner.current().obstacles(channel);
    }

    @Override
    public void start(long channel, String by) {
        refuseObstacles(channel);
        set(channel, RunState.RUNNING, EnumSet.allOf(RunState.class), by);
    }

    @Override
    public void pause(long channel, String by) {
        set(channel, RunState.PAUSED, EnumSet.of(RunState.RUNNING), by);
    }

    @Override
    public void resume(long channel, String by) {
        refuseObstacles(channel);
        set(channel, RunState.RUNNING, EnumSet.of(RunState.PAUSED), by);
    }

    @Override
    public void stop(long channel, String by) {
        set(channel, RunState.STOPPED, EnumSet.allOf(RunState.class), by);
    }

    @Override
    public void push(long channel) {
        news.changed(channel);
    }

    private void refuseObstacles(long channel) {
        List<String> obstacles = obstacles(channel);
        if (!obstacles.isEmpty()) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "the channel cannot be started as it is",
                    place(channel),
                    String.join(" ", obstacles));
        }
    }

    /** Does nothing when it is in that state already. */
    private void set(long channel, RunState wanted, Set<RunState> from, String by) {
        Linked linked = link.require();
        RunStates.Versioned seen = linked.states().read(channel);
        RunState now = seen.state().state();
        if (now == wanted) {
            return;
        }
        if (!from.contains(now)) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "the channel is " + now.name().toLowerCase(java.util.Locale.ROOT),
                    place(channel),
                    now == RunState.STOPPED ? "Start it." : "Look at its state first.");
        }
        ChannelState next =
                new ChannelState(wanted, by, "", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        linked.states().compareAndSet(channel, seen, next);
        linked.board().learned(channel, next);
    }

    private String place(long channel) {
        return "channel '"
                + planner.current().channels().getOrDefault(channel, String.valueOf(channel))
                + "'";
    }
}
