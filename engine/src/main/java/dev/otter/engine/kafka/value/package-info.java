/** How cells of MySQL's log are spelled as JSON. */
package dev.otter.engine.kafka.value;
