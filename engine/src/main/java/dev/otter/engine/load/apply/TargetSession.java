package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One applier's connection to the target, opened when first needed and again after it broke.
 *
 * <p>For one thread, but {@link #abort} may come from any.
 */
public final class TargetSession implements AutoCloseable {
    /** What statements of a group may change until its end: errors are never softened. */
    private static final String CHECKS =
            "SET SESSION sql_mode='STRICT_TRANS_TABLES,STRICT_ALL_TABLES,"
                    + "ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO',"
                    + "foreign_key_checks=1,unique_checks=1";

    /** Statement text is raw bytes; values come as the log has them. */
    private static final String SETTINGS =
            "SET NAMES binary;"
                    + CHECKS
                    + ",time_zone='+00:00',autocommit=0,"
                    + "innodb_lock_wait_timeout=20,net_write_timeout=600,net_read_timeout=600;"
                    + "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

    private final MysqlEndpoint endpoint;
    private final AtomicReference<MysqlConnection> connection = new AtomicReference<>();

    public TargetSession(MysqlEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The connection, outside of a transaction when it is new.
     *
     * @throws WireException when the target cannot be reached or refuses
     */
    public MysqlConnection connection() {
        MysqlConnection open = connection.get();
        if (open == null || open.closed()) {
            open = MysqlConnection.connect(endpoint);
            connection.set(open);
            byte[] settings = SETTINGS.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            open.send(settings, 0, settings.length);
            open.readOutcomes();
        }
        return open;
    }

    /**
     * Rolls back what is open, and sets checks that a group broken off may have left without; a
     * connection that cannot is given up.
     */
    void rollBack() {
        MysqlConnection open = connection.get();
        if (open == null || open.closed()) {
            return;
        }
        try {
            open.query("ROLLBACK");
            open.query(CHECKS);
        } catch (ServerErrorException | IllegalStateException e) {
            open.abort();
        } catch (WireException e) {
            open.abort();
        }
    }

    /** Gives the connection up; the next use opens another. */
    void drop() {
        MysqlConnection open = connection.getAndSet(null);
        if (open != null) {
            open.abort();
        }
    }

    /** Breaks the connection under whoever waits for it. */
    public void abort() {
        MysqlConnection open = connection.get();
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void close() {
        MysqlConnection open = connection.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
