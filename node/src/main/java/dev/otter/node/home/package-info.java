/** The node's folder, which belongs to one process at a time. */
package dev.otter.node.home;
