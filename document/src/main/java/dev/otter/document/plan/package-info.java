/** All that a node is told, complete in itself, so that it runs on without the manager. */
package dev.otter.document.plan;
