package dev.otter.binlog.stream;

/**
 * Where a server's log ended when asked.
 *
 * @param file the file being written
 * @param offset the byte at which the next event will be
 * @param gtids what the server has executed, in its own spelling: a GTID set on MySQL, the binlog
 *     position of all domains on MariaDB, where it may be a little older than the offset; empty
 *     when it numbers nothing
 */
public record LogEnd(String file, long offset, String gtids) {

    /** A stream that begins with what comes next. */
    public StreamStart.AtFile asStart() {
        return new StreamStart.AtFile(file, offset);
    }
}
