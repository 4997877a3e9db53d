/** Names of tables and the patterns that choose and route them. */
package dev.otter.model.table;
