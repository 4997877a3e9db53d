/** People who use the manager, and settings that hold for all of it. */
package dev.otter.model.config.access;
