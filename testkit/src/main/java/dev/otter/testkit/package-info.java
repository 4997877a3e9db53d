/** Real servers, cutting proxy, workloads and table comparer for tests, benchmarks and the demo. */
package dev.otter.testkit;
