package dev.otter.manager.keeper;

import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.election.LeaderBoard;
import dev.otter.cluster.ensemble.BrowserLimits;
import dev.otter.cluster.ensemble.TreeBrowser;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.runstate.RunStateBoard;
import dev.otter.cluster.runstate.RunStates;
import java.time.InstantSource;

/**
 * All that goes through one connection. Closed together with it.
 *
 * @param connection itself
 * @param states changes run states
 * @param board knows all run states
 * @param live knows the live nodes
 * @param leaders who leads pipelines
 * @param browser shows the tree
 */
public record Linked(
        ZooKeeperConnection connection,
        RunStates states,
        RunStateBoard board,
        LiveNodes live,
        LeaderBoard leaders,
        TreeBrowser browser)
        implements AutoCloseable {

    static Linked over(ZooKeeperConnection connection, InstantSource clock) {
        return new Linked(
                connection,
                new RunStates(connection),
                new RunStateBoard(connection, clock),
                new LiveNodes(connection, clock, _ -> {}),
                new LeaderBoard(connection, clock),
                new TreeBrowser(connection, BrowserLimits.USUAL));
    }

    @Override
    public void close() {
        board.close();
        live.close();
        connection.close();
    }
}
