/**
 * What the stages hand to each other: source transactions and their rows, still in log encoding.
 */
package dev.otter.engine.change;
