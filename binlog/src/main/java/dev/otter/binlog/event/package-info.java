/**
 * Raw log events to typed events: table maps, transactions' borders, and rows that wait undecoded.
 */
package dev.otter.binlog.event;
