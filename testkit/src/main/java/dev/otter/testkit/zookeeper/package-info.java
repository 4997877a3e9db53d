/** Real stand-alone ZooKeeper servers in processes of their own, started, killed and restarted. */
package dev.otter.testkit.zookeeper;
