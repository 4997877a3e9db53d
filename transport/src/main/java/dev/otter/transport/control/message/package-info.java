/** What node and manager say to each other, as records; nothing here knows the wire. */
package dev.otter.transport.control.message;
