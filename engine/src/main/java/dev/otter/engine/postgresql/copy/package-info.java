/** PostgreSQL as the target of a full load: its record, its right to change tables. */
package dev.otter.engine.postgresql.copy;
