package dev.otter.engine.verify.online;

import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;

/**
 * A transaction of the source's log.
 *
 * @param id its name
 * @param end where it ends
 */
record Named(TransactionId id, LogPosition end) {}
