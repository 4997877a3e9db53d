/**
 * The words of the system: configuration, changes and positions as plain records; depends on the
 * JDK only.
 */
package dev.otter.model;
