/** Copies of checkpoints for humans; the true ones live on the targets. */
package dev.otter.cluster.mirror;
