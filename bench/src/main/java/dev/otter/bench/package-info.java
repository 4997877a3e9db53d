/** Benchmarks: end to end against native replication, and JMH for the parts. */
package dev.otter.bench;
