/** Reads the node's {@code otter.properties} and {@code nid}. */
package dev.otter.node.settings;
