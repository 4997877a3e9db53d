/** Those who replay the log: the server's own replication and Otter. */
package dev.otter.bench.contender;
