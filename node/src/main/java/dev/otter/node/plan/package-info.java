/** What the manager has planned for this node, as assignments. */
package dev.otter.node.plan;
