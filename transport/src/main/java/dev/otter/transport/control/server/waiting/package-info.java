/** Strangers at the door: who waits for approval, and how many may. */
package dev.otter.transport.control.server.waiting;
