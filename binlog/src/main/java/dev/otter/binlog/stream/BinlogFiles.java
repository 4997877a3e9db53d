package dev.otter.binlog.stream;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.MariadbGtids;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a server's log consists of. Asks the server at every call; uses the given connection, and
 * for {@link #locate} short-lived ones of its own to the same endpoint. As thread-bound as its
 * connection. The account needs REPLICATION CLIENT, for {@link #locate} REPLICATION SLAVE.
 */
public final class BinlogFiles {
    private static final int FIRST_OFFSET = 4;

    private final MysqlConnection connection;

    public BinlogFiles(MysqlConnection connection) {
        this.connection = connection;
    }

    /**
     * Where to begin reading so as to meet everything committed from a moment on.
     *
     * @param start the file, from its beginning
     * @param begins when the file was begun, in whole seconds of the server's clock
     * @param reachesBack false when the oldest file kept is younger than the wanted moment, so that
     *     something may be missing
     */
    public record Located(StreamStart.AtFile start, Instant begins, boolean reachesBack) {}

    /** The files, oldest first. */
    public List<LogFile> list() {
        QueryResult result = connection.query("SHOW BINARY LOGS");
        List<LogFile> files = new ArrayList<>(result.size());
        for (int row = 0; row < result.size(); row++) {
            files.add(new LogFile(result.string(row, 0), result.number(row, 1)));
        }
        return files;
    }

    /** Where the log ends now. */
    public LogEnd end() {
        ServerVersion version = connection.serverVersion();
        // Asked first: transactions in between are then met twice rather than never.
        String position =
                version.mariaDb()
                        ? connection.query("SELECT @@GLOBAL.gtid_binlog_pos").string(0, 0)
                        : "";
        QueryResult result =
                connection.query(
                        version.mysqlAtLeast(8, 2, 0)
                                ? "SHOW BINARY LOG STATUS"
                                : "SHOW MASTER STATUS");
        if (result.size() == 0) {
            throw new IllegalStateException(
                    connection.endpoint().address() + " writes no binary log: set log_bin");
        }
        String gtids = version.mariaDb() ? position : result.string(0, "Executed_Gtid_Set");
        return new LogEnd(result.string(0, 0), result.number(0, 1), gtids.replaceAll("\\s", ""));
    }

    /** MySQL: every transaction the server has executed. */
    public GtidSet executed() {
        return mysqlSet("gtid_executed");
    }

    /** MySQL: executed transactions that are no longer in the log. */
    public GtidSet purged() {
        return mysqlSet("gtid_purged");
    }

    private GtidSet mysqlSet(String variable) {
        return GtidSet.parse(connection.query("SELECT @@GLOBAL." + variable).string(0, 0));
    }

    /** MariaDB: the last transaction of each domain in the log. */
    public MariadbGtids mariadbEnd() {
        return MariadbGtids.parse(connection.query("SELECT @@GLOBAL.gtid_binlog_pos").string(0, 0));
    }

    /**
     * The last file that was begun before the second of the given moment. Bisects by the first
     * events of the files. The log of a server whose clock was set back is not in the order of
     * time, then the answer may be too late by as much.
     */
    public Located locate(Instant moment) {
        List<LogFile> files = list();
        if (files.isEmpty()) {
            throw new IllegalStateException(
                    connection.endpoint().address() + " has no binary log files");
        }
        long wanted = moment.getEpochSecond();
        int low = 0;
        long lowBegins = begins(files.getFirst());
        boolean reachesBack = lowBegins < wanted;
        int high = reachesBack ? files.size() : 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            long begins = begins(files.get(middle));
            if (begins < wanted) {
                low = middle;
                lowBegins = begins;
            } else {
                high = middle;
            }
        }
        return new Located(
                new StreamStart.AtFile(files.get(low).name(), FIRST_OFFSET),
                Instant.ofEpochSecond(lowBegins),
                reachesBack);
    }

    /**
     * When a file was begun, which is when the one before it was closed, in whole seconds of the
     * server's clock. The account needs REPLICATION SLAVE.
     */
    public Instant begun(LogFile file) {
        return Instant.ofEpochSecond(begins(file));
    }

    /** Second in which the file's first event of its own was written. */
    private long begins(LogFile file) {
        StreamStart start = new StreamStart.AtFile(file.name(), FIRST_OFFSET);
        MysqlConnection own = MysqlConnection.connect(connection.endpoint());
        try (BinlogStream stream = BinlogStream.open(own, start, StreamConfig.glance())) {
            while (stream.next()) {
                OptionalLong written = EventStamp.of(stream);
                if (written.isPresent()) {
                    return written.getAsLong();
                }
            }
        } finally {
            own.abort();
        }
        throw new IllegalStateException(
                file.name() + " of " + connection.endpoint().address() + " holds no event");
    }
}
