/** Random tables and random transactions from a seed. */
package dev.otter.testkit.workload.torture;
