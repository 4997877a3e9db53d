/** Kills, cuts and restarts while work goes on, and the audit of what the target's log shows. */
package dev.otter.system.fault;
