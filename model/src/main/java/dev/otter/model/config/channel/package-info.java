/** Channels and their pipelines as an operator writes them. */
package dev.otter.model.config.channel;
