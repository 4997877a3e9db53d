/** Errors that carry a code, what happened, where, and what to do. */
package dev.otter.model.error;
