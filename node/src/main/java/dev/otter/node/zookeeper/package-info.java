/** Coordination through ZooKeeper: this node's place, its elections, the channels' states. */
package dev.otter.node.zookeeper;
