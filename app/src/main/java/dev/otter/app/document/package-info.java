/** The file of everything that is configured: sync.yaml and what the manager knows beyond it. */
package dev.otter.app.document;
