/** The sysbench-like workload: flat tables, four mixes. */
package dev.otter.testkit.workload.oltp;
