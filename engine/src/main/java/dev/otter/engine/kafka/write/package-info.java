/** Writes groups of source transactions as transactions of Kafka. */
package dev.otter.engine.kafka.write;
