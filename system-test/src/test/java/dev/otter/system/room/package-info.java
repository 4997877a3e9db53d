/** A manager and a node as operators run them: their packages, unpacked and started. */
package dev.otter.system.room;
