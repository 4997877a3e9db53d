/** What the kernel tells of processes and of the machine. */
package dev.otter.bench.host;
