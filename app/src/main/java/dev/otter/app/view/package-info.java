/** What the user sees: the console, live lines, plain lines and JSON lines. */
package dev.otter.app.view;
