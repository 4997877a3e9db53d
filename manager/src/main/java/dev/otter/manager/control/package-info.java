/** What the manager asks of the running system; the answers come from outside this module. */
package dev.otter.manager.control;
