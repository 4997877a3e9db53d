/** Bytes in, bytes out: checked reads of a log's bytes, and a growable sink for text. */
package dev.otter.binlog.bytes;
