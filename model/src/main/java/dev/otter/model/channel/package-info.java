/** What an operator configures: endpoints, channels, pipelines and their options. */
package dev.otter.model.channel;
