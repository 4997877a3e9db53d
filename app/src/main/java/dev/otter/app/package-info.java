/** The otter command. */
package dev.otter.app;
