/** Configuration as JSON: the shape of {@code sync.yaml}, read strictly. */
package dev.otter.document.json;
