/** Random tables with keys, random rows that keep them, and what a log would tell of both. */
package dev.otter.engine.load.random;
