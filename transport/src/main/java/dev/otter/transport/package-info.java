/** How nodes and managers talk to each other; the only code that knows the wire library. */
package dev.otter.transport;
