package dev.otter.engine.verify.live;

import dev.otter.model.table.TableName;

/** The way of a source table's rows into one of its targets. */
record Way(TableName source, TableName target) {}
