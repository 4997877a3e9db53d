/** Which tables a pipeline takes, under which names, and which of their columns. */
package dev.otter.model.config.mapping;
