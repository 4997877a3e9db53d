/** All that is configured: kept with versions, history and who uses whom. */
package dev.otter.manager.catalog;
