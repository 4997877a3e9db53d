/** The subcommands of otter: what each does, and the exit code it ends with. */
package dev.otter.app.command;
