/** Connections to Oracle, its error numbers and its spelling of names and texts. */
package dev.otter.engine.oracle.session;
