/** The ZooKeeper server that runs inside the manager when no ensemble is configured. */
package dev.otter.cluster.embedded;
