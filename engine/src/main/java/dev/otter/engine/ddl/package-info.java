/**
 * Carries statements that change tables over to the target: rewritten for its names, run once, and
 * written down so that a crash at any point can be told from what the tables look like.
 */
package dev.otter.engine.ddl;
