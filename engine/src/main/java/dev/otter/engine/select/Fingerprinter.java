package dev.otter.engine.select;

import dev.otter.binlog.event.EventHeader;
import dev.otter.binlog.event.Gtid;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.model.position.Fingerprint;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Works out the {@link Fingerprint} of each transaction of a stream: equal in the logs of all
 * servers that the transaction passes through, whatever numbers they give to tables and however
 * they cut its rows into events.
 *
 * <p>What goes in: the server where the transaction was born, when it was committed there, and all
 * rows in scope with the columns that they hold; on MariaDB its GTID and nothing else. Only
 * transactions with rows in scope, and statements that change tables in scope, have one, and those
 * that drop a database, for its tables are not told. One stream, one thread.
 */
public final class Fingerprinter {
    private static final int COLUMNS_MAX = 4096;
    private static final byte[] NONE = {};

    private final TableRoute scope;
    private final MessageDigest digest;
    private byte[] head = NONE;
    private boolean inScope;
    private TableMap lastTable;
    private boolean lastInScope;
    private long originMicros;
    private String mariadbGtid = "";
    private long mariadbSeconds;

    /**
     * @param scope the pipeline's tables
     */
    public Fingerprinter(TableRoute scope) {
        this.scope = scope;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A transaction begins. */
    void begin(Gtid gtid) {
        clear();
        originMicros = gtid.originalCommitMicros();
        if (gtid.kind() == Gtid.Kind.MARIADB) {
            mariadbGtid = gtid.text();
            mariadbSeconds = gtid.header().timestampSeconds();
        }
    }

    /** Rows; those out of scope are passed over. */
    void rows(RowsEvent event) {
        TableMap table = event.table();
        if (table != lastTable) {
            lastTable = table;
            lastInScope = scope.target(new TableName(table.schema(), table.table())).isPresent();
        }
        if (!lastInScope) {
            return;
        }
        inScope = true;
        if (mariadbGtid.isEmpty()) {
            byte[] next = head(event);
            if (!Arrays.equals(head, next)) {
                digest.update(next);
                head = next;
            }
            digest.update(event.buffer(), event.rowsOffset(), event.rowsLength());
        }
    }

    /** What rows are and which columns they hold; told anew only when it changes. */
    private static byte[] head(RowsEvent event) {
        TableMap table = event.table();
        byte[] name =
                (event.kind() + " " + table.schema() + '\0' + table.table() + '\0')
                        .getBytes(StandardCharsets.UTF_8);
        int columns = Math.min(table.columnCount(), COLUMNS_MAX);
        ByteBuffer out = ByteBuffer.allocate(name.length + 8 + columns);
        out.put(name).putInt(table.columnCount());
        out.put((byte) (event.partialJson() ? 1 : 0));
        for (int column = 0; column < columns; column++) {
            int before = event.inBefore(column) ? 1 : 0;
            int after = event.inAfter(column) ? 2 : 0;
            out.put((byte) (before | after));
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** A statement other than rows and transaction control. */
    void statement(LoggedStatement statement) {
        boolean counts =
                switch (statement.kind()) {
                    case TABLE_SHAPE, TRUNCATE ->
                            statement.tables().stream().anyMatch(this::wanted);
                    case DROP_DATABASE -> true;
                    case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, ROLLBACK_TO_SAVEPOINT -> false;
                    case XA, ROWS_AS_STATEMENT, OTHER -> false;
                };
        if (counts) {
            inScope = true;
            digest.update(statement.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean wanted(TableName table) {
        return scope.target(table).isPresent();
    }

    /** The transaction ends with this event: its fingerprint, if it has one. */
    Optional<Fingerprint> end(EventHeader header) {
        if (!inScope) {
            clear();
            return Optional.empty();
        }
        long seconds;
        if (mariadbGtid.isEmpty()) {
            seconds = originMicros > 0 ? originMicros / 1_000_000 : header.timestampSeconds();
            ByteBuffer birth = ByteBuffer.allocate(16);
            birth.putLong(header.serverId());
            birth.putLong(originMicros > 0 ? originMicros : header.timestampSeconds());
            digest.update(birth.array());
        } else {
            seconds = mariadbSeconds;
            digest.update(mariadbGtid.getBytes(StandardCharsets.US_ASCII));
        }
        long hash = ByteBuffer.wrap(digest.digest()).getLong();
        clear();
        return Optional.of(new Fingerprint(seconds, hash));
    }

    /** The transaction comes to nothing. */
    void clear() {
        digest.reset();
        head = NONE;
        inScope = false;
        originMicros = 0;
        mariadbGtid = "";
        mariadbSeconds = 0;
    }
}
