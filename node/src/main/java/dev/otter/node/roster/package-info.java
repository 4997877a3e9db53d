/** All pipelines of this node, brought in line with its configuration. */
package dev.otter.node.roster;
