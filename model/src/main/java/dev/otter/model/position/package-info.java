/** Where in a source's log something stands, and which transaction it is. */
package dev.otter.model.position;
