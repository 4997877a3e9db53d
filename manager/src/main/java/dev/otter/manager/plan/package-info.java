/** What each node is told: made of the whole configuration, with a version of its own per node. */
package dev.otter.manager.plan;
