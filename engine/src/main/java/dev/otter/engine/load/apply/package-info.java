/**
 * Runs groups on connections to the target: one target transaction each, tried again or taken apart
 * when it fails.
 */
package dev.otter.engine.load.apply;
