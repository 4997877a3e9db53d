/** What users of Otter implement; names and meaning stay as they are within a major version. */
package dev.otter.model.extend;
