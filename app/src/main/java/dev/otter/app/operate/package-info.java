/** Subcommands that make a manager do or tell something. */
package dev.otter.app.operate;
