/** The manager's own database: connections, schema, transactions. */
package dev.otter.manager.store;
