/**
 * The source's servers: which one is read, whether it lives, how long it keeps its log, and where
 * to go on in the log of another one.
 */
package dev.otter.engine.failover;
