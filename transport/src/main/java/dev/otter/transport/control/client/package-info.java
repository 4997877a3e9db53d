/** The node's end of the control stream, and what the node keeps on its disk for it. */
package dev.otter.transport.control.client;
