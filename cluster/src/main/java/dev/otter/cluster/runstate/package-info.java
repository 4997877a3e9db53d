/** Whether a channel should run: read, changed by compare and set, and watched. */
package dev.otter.cluster.runstate;
