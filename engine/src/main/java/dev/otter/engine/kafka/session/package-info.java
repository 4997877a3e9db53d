/** Clients of Kafka: how they are set up, what their failures mean, and topics. */
package dev.otter.engine.kafka.session;
