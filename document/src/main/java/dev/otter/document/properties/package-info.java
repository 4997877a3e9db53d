/** Properties files with known keys, as manager and node have them in their {@code conf} folder. */
package dev.otter.document.properties;
