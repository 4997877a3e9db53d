/** A manager with a large configuration and many nodes, of which only the manager is real. */
package dev.otter.bench.site;
