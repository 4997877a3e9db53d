/** Manager, node and both in one, run from the command. */
package dev.otter.app.process;
