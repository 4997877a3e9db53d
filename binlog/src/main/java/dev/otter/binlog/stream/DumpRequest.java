package dev.otter.binlog.stream;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What is said to a source before it sends its log, and the command itself. */
final class DumpRequest {
    private static final int COM_BINLOG_DUMP = 0x12;
    private static final int COM_REGISTER_SLAVE = 0x15;
    private static final int COM_BINLOG_DUMP_GTID = 0x1E;
    private static final int NON_BLOCKING = 0x01;
    private static final int THROUGH_GTID = 0x04;

    /** MariaDB's BINLOG_SEND_ANNOTATE_ROWS_EVENT. */
    private static final int WITH_ANNOTATIONS = 0x02;

    private static final int UNKNOWN_VARIABLE = 1193;
    private static final int ACCESS_DENIED_RIGHT = 1227;

    /** The command holds 4 bytes for an offset. */
    private static final long LARGEST_OFFSET = 0xFFFF_FFFFL;

    private final MysqlConnection connection;
    private final StreamConfig config;

    DumpRequest(MysqlConnection connection, StreamConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /** Sets the session up; returns whether the log will be sent with checksums. */
    boolean prepare(StreamStart start) {
        boolean checksummed = negotiateChecksum();
        long nanos = config.heartbeat().toNanos();
        connection.query(
                "SET @master_heartbeat_period = "
                        + nanos
                        + ", @source_heartbeat_period = "
                        + nanos);
        config.replicaUuid()
                .ifPresent(uuid ->
                        connection.query(
                                "SET @slave_uuid = '%s', @replica_uuid = '%s'"
                                        .formatted(uuid, uuid)));
        if (connection.serverVersion().mariaDb()) {
            connection.query("SET @mariadb_slave_capability = 4");
        }
        switch (start) {
            case StreamStart.AtFile(String file, long offset) -> checkFile(file, offset);
            case StreamStart.AfterGtids(_) -> requireMysql();
            case StreamStart.AfterMariadbGtids(var done) -> prepareMariadb(done.toString());
        }
        if (config.register()) {
            register();
        }
        return checksummed;
    }

    /** Both spellings are user variables: the one a server does not know does no harm. */
    private boolean negotiateChecksum() {
        QueryResult result;
        try {
            result = connection.query("SELECT @@GLOBAL.binlog_checksum");
        } catch (ServerErrorException e) {
            if (e.errorNumber() == UNKNOWN_VARIABLE) {
                return false;
            }
            throw e;
        }
        String algorithm = result.string(0, 0).toUpperCase(Locale.ROOT);
        connection.query(
                "SET @master_binlog_checksum = '%s', @source_binlog_checksum = '%s'"
                        .formatted(algorithm, algorithm));
        return !algorithm.equals("NONE");
    }

    private void checkFile(String file, long offset) {
        if (offset > LARGEST_OFFSET) {
            throw new IllegalArgumentException(
                    "offset "
                            + offset
                            + " of "
                            + file
                            + " is above 4294967295, which no source can be asked for: start at the"
                            + " beginning of the next file, or by GTID");
        }
        List<LogFile> files;
        try {
            files = new BinlogFiles(connection).list();
        } catch (ServerErrorException e) {
            if (e.errorNumber() == ACCESS_DENIED_RIGHT) {
                return; // without REPLICATION CLIENT the source's own answer must do
            }
            throw DumpRefusedException.of(connection.endpoint().address(), e);
        }
        StartCheck.of(connection.endpoint().address(), files, file, offset);
    }

    private void requireMysql() {
        if (connection.serverVersion().mariaDb()) {
            throw new IllegalArgumentException(
                    connection.endpoint().address()
                            + " is MariaDB, it cannot start after a set of MySQL's GTIDs");
        }
    }

    private void prepareMariadb(String position) {
        if (!connection.serverVersion().mariaDb()) {
            throw new IllegalArgumentException(
                    connection.endpoint().address()
                            + " is MySQL, it cannot start after MariaDB's GTIDs");
        }
        connection.query(
                ("SET @slave_connect_state = '%s', @slave_gtid_strict_mode = 0,"
                                + " @slave_gtid_ignore_duplicates = 0")
                        .formatted(position));
    }

    private void register() {
        ByteBuffer body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt((int) config.serverId());
        for (String text : List.of("otter", "", "")) {
            body.put((byte) text.length());
            body.put(text.getBytes(StandardCharsets.US_ASCII));
        }
        body.putShort((short) 0).putInt(0).putInt(0);
        byte[] bytes = new byte[body.position()];
        body.flip().get(bytes);
        connection.channel().command(COM_REGISTER_SLAVE, bytes);
        connection.channel().read();
        var channel = connection.channel();
        if ((channel.buffer()[channel.offset()] & 0xFF) == 0xFF) {
            ServerErrorException error =
                    ServerErrorException.read(
                            channel.buffer(), channel.offset(), channel.length(), 0);
            throw DumpRefusedException.of(channel.address(), error);
        }
    }

    void send(StreamStart start) {
        switch (start) {
            case StreamStart.AtFile(String file, long offset) -> dump(file, offset);
            case StreamStart.AfterGtids(var done) -> dumpGtids(done.encode());
            case StreamStart.AfterMariadbGtids(_) -> dump("", 4);
        }
    }

    private void dump(String file, long offset) {
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(10 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt((int) offset);
        int annotations = connection.serverVersion().mariaDb() ? WITH_ANNOTATIONS : 0;
        body.putShort((short) (annotations | (config.endless() ? 0 : NON_BLOCKING)));
        body.putInt((int) config.serverId());
        body.put(name);
        connection.channel().command(COM_BINLOG_DUMP, body.array());
    }

    private void dumpGtids(byte[] set) {
        ByteBuffer body = ByteBuffer.allocate(22 + set.length).order(ByteOrder.LITTLE_ENDIAN);
        body.putShort((short) (THROUGH_GTID | (config.endless() ? 0 : NON_BLOCKING)));
        body.putInt((int) config.serverId());
        body.putInt(0);
        body.putLong(4);
        body.putInt(set.length);
        body.put(set);
        connection.channel().command(COM_BINLOG_DUMP_GTID, body.array());
    }
}
