/** Who a node is and how it proves that: keys, certificates, and the authority that issues them. */
package dev.otter.transport.identity;
