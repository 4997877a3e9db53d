/** Databases as an operator names them: endpoints, their tables, logs and standbys. */
package dev.otter.model.config.endpoint;
