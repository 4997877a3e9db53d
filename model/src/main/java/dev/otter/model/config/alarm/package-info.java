/** What is watched about pipelines, and what is written down when something happens. */
package dev.otter.model.config.alarm;
