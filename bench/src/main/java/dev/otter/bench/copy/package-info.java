/** Copies tables into an empty target. */
package dev.otter.bench.copy;
