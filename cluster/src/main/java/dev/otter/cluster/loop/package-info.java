/** Threads that sleep until they are woken, and threads on which listeners are told. */
package dev.otter.cluster.loop;
