/** The manager's way to ZooKeeper: found again by itself, and what is asked through it. */
package dev.otter.manager.keeper;
