package dev.otter.node.zookeeper;

import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;

/**
 * Where nodes meet.
 *
 * @param servers of the ensemble
 * @param session how long a silent node counts as alive
 */
public record Place(ServerList servers, SessionTime session) {}
