/**
 * Seeded writers of transactions and the runner that drives them; workloads sit in sub-packages.
 */
package dev.otter.testkit.workload;
