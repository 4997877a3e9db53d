/** What a node needs of ZooKeeper: who leads a pipeline, and whether its channel is to run. */
package dev.otter.node.coordination;
