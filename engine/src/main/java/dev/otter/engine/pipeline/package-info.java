/**
 * Wires the stages of one pipeline together inside one process, runs them and tells how it goes.
 */
package dev.otter.engine.pipeline;
