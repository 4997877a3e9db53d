/** The edge to the wire library: conversions, limits, and the one way of sending. Internal. */
package dev.otter.transport.control.wire;
