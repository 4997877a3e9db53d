package dev.otter.engine.verify.online;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;

/**
 * How far the source was when asked. Immutable.
 *
 * @param end where its log ended
 * @param executed transactions that every later read sees; MySQL adds a GTID after the commit in
 *     the storage engine, while the log may hold transactions that no read sees yet
 * @param named whether transactions are named by GTIDs, so that {@code executed} tells
 */
record SourcePoint(LogPosition end, GtidSet executed, boolean named) {

    /** Whether the server names its transactions by GTIDs that a read can be told by. */
    static boolean named(MysqlConnection connection) {
        return !connection.serverVersion().mariaDb()
                && "ON".equals(connection.query("SELECT @@gtid_mode").string(0, 0));
    }

    static SourcePoint read(MysqlConnection connection, boolean named) {
        LogEnd end = new BinlogFiles(connection).end();
        return new SourcePoint(
                new LogPosition(end.file(), end.offset()),
                named ? GtidSet.parse(end.gtids()) : GtidSet.empty(),
                named);
    }

    /**
     * Whether what was read after this point is sure to show the transaction. Without GTIDs it is
     * sure only for reads that wait for writers.
     */
    boolean shows(Named transaction) {
        if (!named) {
            return transaction.end().compareTo(end) <= 0;
        }
        return transaction.id() instanceof TransactionId.Gtid gtid
                && executed.contains(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
    }

    /** Where the log must be read from to meet all that is not both in the look and shown. */
    StreamStart scanStart(TargetPoint target) {
        if (!named) {
            LogPosition mark = target.mark().position();
            return new StreamStart.AtFile(mark.file(), mark.offset());
        }
        return new StreamStart.AfterGtids(
                target.gtids().subtract(target.gtids().subtract(executed)));
    }
}
