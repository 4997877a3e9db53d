package dev.otter.manager.live;

import java.time.Instant;
import java.util.Optional;

/**
 * A configured node as it is now. What only a connected node can tell is left out otherwise.
 *
 * @param nid its number
 * @param name its name
 * @param connected whether it is connected to this manager
 * @param since since when it is
 * @param address where it comes from
 * @param host what it calls its machine
 * @param version its version
 * @param uptimeSeconds since its process began
 * @param heapUsedBytes memory that its process uses
 * @param heapMaxBytes memory that its process may use
 * @param cpu share of all processors, 0 to 1
 * @param pipelines how many it runs
 * @param configurationVersion what it runs with
 * @param configurationProblem why it does not run with what it was sent
 * @param inZookeeper whether it has its place among the live nodes; left out when ZooKeeper was
 *     never heard
 * @param waitingForApproval whether somebody with its number waits for approval
 */
public record LiveNode(
        long nid,
        String name,
        boolean connected,
        Optional<Instant> since,
        Optional<String> address,
        Optional<String> host,
        Optional<String> version,
        Optional<Long> uptimeSeconds,
        Optional<Long> heapUsedBytes,
        Optional<Long> heapMaxBytes,
        Optional<Double> cpu,
        Optional<Integer> pipelines,
        Optional<Long> configurationVersion,
        Optional<Trouble> configurationProblem,
        Optional<Boolean> inZookeeper,
        boolean waitingForApproval) {}
