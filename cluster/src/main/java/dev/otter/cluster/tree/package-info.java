/** The paths in ZooKeeper and the form of what is kept there, written down once. */
package dev.otter.cluster.tree;
