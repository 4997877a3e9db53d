/** Which nodes are alive: joining, and watching who is there. */
package dev.otter.cluster.membership;
