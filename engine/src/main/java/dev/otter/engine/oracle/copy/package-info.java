/** Oracle as the target of a full load: its record, and what tables must not have. */
package dev.otter.engine.oracle.copy;
