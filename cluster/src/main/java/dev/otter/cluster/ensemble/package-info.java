/** What the console shows of ZooKeeper: the servers' health, and a browser of the tree. */
package dev.otter.cluster.ensemble;
