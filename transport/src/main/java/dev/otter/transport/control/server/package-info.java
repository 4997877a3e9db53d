/** The manager's end of the control stream. */
package dev.otter.transport.control.server;
