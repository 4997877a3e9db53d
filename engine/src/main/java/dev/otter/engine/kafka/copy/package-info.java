/** Kafka as the target of a full load: its record is kept in the checkpoint topic. */
package dev.otter.engine.kafka.copy;
