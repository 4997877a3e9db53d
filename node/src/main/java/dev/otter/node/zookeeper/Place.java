package dev.otter.node.zookeeper;

import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;
import java.util.Optional;

/**
 * Where nodes meet.
 *
 * @param servers of the ensemble
 * @param session how long a silent node counts as alive
 * @param login with what they show themselves; empty for a tree that is open
 */
public record Place(ServerList servers, SessionTime session, Optional<Login> login) {}
