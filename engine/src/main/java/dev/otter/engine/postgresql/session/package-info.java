/** Connections to PostgreSQL, its error codes and its spelling of names and texts. */
package dev.otter.engine.postgresql.session;
