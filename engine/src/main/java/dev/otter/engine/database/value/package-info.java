/** Values of log cells: as text of SQL statements, and as hashes of keys. */
package dev.otter.engine.database.value;
