/** What failures of ZooKeeper mean to an operator. */
package dev.otter.cluster.failure;
