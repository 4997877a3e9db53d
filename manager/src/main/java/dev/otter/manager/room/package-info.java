/** Puts together what is seen of the running system, and all that connects the manager to it. */
package dev.otter.manager.room;
