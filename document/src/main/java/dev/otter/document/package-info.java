/** What is configured, as text: JSON, properties files, and the plan that a node is sent. */
package dev.otter.document;
