/** The console on the whole product: manager, node and real databases. */
package dev.otter.system.room;
