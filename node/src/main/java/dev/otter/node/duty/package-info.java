/** One pipeline on this node: when it runs, when it stops, and why. */
package dev.otter.node.duty;
