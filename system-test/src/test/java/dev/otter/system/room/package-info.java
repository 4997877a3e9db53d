/**
 * A manager and two nodes as processes of their own, and what happens when one of them, or
 * ZooKeeper, goes away.
 */
package dev.otter.system.room;
