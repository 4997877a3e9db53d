/** Reads sync.yaml: every mistake is told with its place in the file and its cure. */
package dev.otter.app.config;
