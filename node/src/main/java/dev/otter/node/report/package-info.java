/** What the manager is told of this node: status, events and statistics. */
package dev.otter.node.report;
