/** The way of a change inside one process: select, extract, transform, load. */
package dev.otter.engine;
