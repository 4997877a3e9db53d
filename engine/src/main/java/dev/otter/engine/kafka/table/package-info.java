/** Source tables as Kafka gets them: topics, keys, schemas, and rows as JSON. */
package dev.otter.engine.kafka.table;
