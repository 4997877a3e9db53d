/** Finds what differs between a file and a manager, shows it, and brings the manager in line. */
package dev.otter.app.rollout;
