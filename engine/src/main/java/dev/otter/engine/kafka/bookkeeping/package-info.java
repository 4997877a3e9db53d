/** What topics of Kafka keep of a pipeline's progress: taking over, reading, and its records. */
package dev.otter.engine.kafka.bookkeeping;
