package dev.otter.engine.select;

import dev.otter.binlog.wire.MysqlEndpoint;

/**
 * The log to read.
 *
 * @param endpoint the server and the account
 * @param serverId the replica id to show; no other replica of the server may use it
 * @param gtids whether transactions are named and found by MySQL GTIDs
 * @param where for messages: channel and pipeline
 */
public record LogSource(MysqlEndpoint endpoint, long serverId, boolean gtids, String where) {}
