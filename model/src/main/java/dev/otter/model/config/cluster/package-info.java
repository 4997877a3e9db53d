/** Nodes and the ZooKeeper ensembles they meet in. */
package dev.otter.model.config.cluster;
