/** The connection to a ZooKeeper ensemble: servers, session, state, and the requests we use. */
package dev.otter.cluster.connection;
