/**
 * Turns the rows of a group into few, large statements: folds rows per key, orders them, writes
 * their SQL.
 */
package dev.otter.engine.load.write;
