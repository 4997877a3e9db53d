/** Reads {@code otter.properties}: every key is honoured, or answered with why it is not. */
package dev.otter.manager.settings;
