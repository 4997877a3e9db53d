package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.RowConsumer;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads rows of the source as they are now, under share locks: the log is sent before the engine
 * commits, and a lock waits for that. Keeps what it has learned of tables. One thread, but {@link
 * #abort} may come from any.
 */
final class PresentRows implements AutoCloseable {
    private static final int TOGETHER = 50;

    /** Sent before the first answer is read: it must fit the sockets' buffers. */
    private static final int STATEMENT_BYTES = 48 << 10;

    private static final int KNOWN_MAX = 2_000;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = 10_000_000_000L;

    private static final List<String> SETTINGS =
            List.of(
                    "SET SESSION time_zone='+00:00',net_write_timeout=60,sql_mode='ALLOW_INVALID_DATES,"
                            + "NO_AUTO_VALUE_ON_ZERO',"
                            // Types of the values of the largest document.
                            + "group_concat_max_len=1073741824",
                    "SET SESSION innodb_lock_wait_timeout=1,lock_wait_timeout=1",
                    // What is not there is not locked: who inserts it has an entry of its own.
                    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                    "SET SESSION character_set_results=NULL");

    private final Supplier<MysqlConnection> connect;
    private final SourceTables tables;
    private final LongSupplier nanos;
    private final AtomicReference<MysqlConnection> session = new AtomicReference<>();
    private final IdentityHashMap<SourceTable, Look> known = new IdentityHashMap<>();

    /**
     * What is known of the tables of a shape.
     *
     * @param twin the form of the log's rows; empty when they go exactly as the log has them
     * @param keyed how its rows are found; empty when they are not
     * @param why they are not read; empty when they are
     * @param due when one that is not read is looked at again
     */
    record Look(
            Optional<Twin> twin, Optional<KeyedShape> keyed, Optional<String> why, long due) {
        boolean reads() {
            return keyed.isPresent();
        }
    }

    /**
     * A row that is wanted.
     *
     * @param keyed how it is found
     * @param key its key
     * @param rows the change that tells it
     * @param image first cell of the image that has the key
     * @param instead first cell of the image that has what this one leaves out
     */
    record Wanted(KeyedShape keyed, KeyBytes key, RowChanges rows, int image, int instead) {}

    /** What was found of rows: present, gone, or neither where they could not be read. */
    record Found(Map<KeyBytes, RowChanges> present, Set<KeyBytes> gone) {}

    /**
     * @param connect opens connections to the server that is read, and to no other
     * @param nanos a clock that only measures
     */
    PresentRows(Supplier<MysqlConnection> connect, SourceTables tables, LongSupplier nanos) {
        this.connect = connect;
        this.tables = tables;
        this.nanos = nanos;
    }

    /** A statement has changed tables: what is known of them may be over. */
    void forget() {
        known.clear();
    }

    /** What is known of a shape without asking; empty when it has to be looked at. */
    Optional<Look> known(SourceTable shape) {
        Look look = known.get(shape);
        return look == null || !look.reads() && nanos.getAsLong() - look.due() >= 0
                ? Optional.empty()
                : Optional.of(look);
    }

    /**
     * Looks at the tables of shapes.
     *
     * @throws RuntimeException when the source cannot be asked
     */
    IdentityHashMap<SourceTable, Look> look(Set<SourceTable> shapes) {
        return inTransaction(connection -> {
            IdentityHashMap<SourceTable, Look> looks = new IdentityHashMap<>();
            for (SourceTable shape : shapes) {
                looks.put(shape, look(connection, shape));
            }
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            known.putAll(looks);
            return looks;
        });
    }

    private Look look(MysqlConnection connection, SourceTable shape) {
        long due = nanos.getAsLong() + LOOK_AGAIN_NANOS;
        try {
            Optional<ReadTable> table = table(connection, shape.name());
            Optional<String> never = table.flatMap(now -> SourceFit.never(now.table()));
            if (never.isPresent()) {
                return new Look(Optional.empty(), Optional.empty(), never, due);
            }
            Optional<Twin> twin = Optional.of(new Twin(shape));
            if (table.isEmpty()) {
                return new Look(
                        twin, Optional.empty(), Optional.of("it is not there any more"), due);
            }
            Optional<String> why =
                    SourceFit.otherThan(shape, table.get().table())
                            .or(() -> tables.unfit(table.get()));
            Optional<KeyedShape> keyed =
                    why.isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    new KeyedShape(
                                            shape,
                                            table.get(),
                                            connection.serverVersion().mariaDb()));
            return new Look(twin, keyed, why, due);
        } catch (OtterException e) {
            if (!ofTable(e)) {
                throw e;
            }
            return new Look(Optional.empty(), Optional.empty(), Optional.of(e.what()), due);
        }
    }

    /** Whether it is the table that cannot be read, and not the source or the target. */
    private static boolean ofTable(OtterException e) {
        return e.code() == ErrorCode.RESYNC_TABLE_UNUSABLE || e.code() == ErrorCode.TABLE_MISMATCH;
    }

    /** Holds the table's shape before it is asked; empty when there is no such table. */
    private Optional<ReadTable> table(MysqlConnection connection, TableName name) {
        Optional<ReadTable> held = tables.held(name);
        if (held.isPresent()) {
            return held;
        }
        try {
            connection.query("SELECT 1 FROM " + name.quoted() + " LIMIT 0");
        } catch (ServerErrorException e) {
            switch (e.errorNumber()) {
                case 1049, 1146 -> {
                    return Optional.empty();
                }
                case 1142, 1143 ->
                        throw new OtterException(
                                ErrorCode.PRIVILEGE_MISSING,
                                e.serverMessage(),
                                "source table " + name,
                                "Let the pipeline's account SELECT from it: rows are read again.",
                                e);
                default -> throw e;
            }
        }
        return tables.find(connection, name);
    }

    /**
     * Reads rows, all within one transaction of the source. Those of a table that is otherwise by
     * now are neither found nor gone.
     *
     * @throws RuntimeException when the source cannot be asked, or another session holds a row
     */
    Found read(List<Wanted> wanted) {
        return inTransaction(connection -> {
            Set<KeyedShape> shapes =
                    wanted.stream().map(Wanted::keyed).collect(Collectors.toSet());
            Set<KeyedShape> usable =
                    shapes.stream()
                            .filter(shape -> usable(connection, shape))
                            .collect(Collectors.toSet());
            List<Wanted> asked =
                    wanted.stream().filter(one -> usable.contains(one.keyed())).toList();
            Found found = new Found(new HashMap<>(), new HashSet<>());
            int next = 0;
            while (next < asked.size()) {
                List<byte[]> statements = together(asked.subList(next, asked.size()));
                some(connection, asked.subList(next, next + statements.size()), statements, found);
                next += statements.size();
            }
            return found;
        });
    }

    private boolean usable(MysqlConnection connection, KeyedShape shape) {
        ReadTable table = shape.table();
        try {
            boolean same =
                    table(connection, table.table().name()).filter(table::equals).isPresent()
                            && tables.unfit(table).isEmpty();
            if (!same) {
                forget();
            }
            return same;
        } catch (OtterException e) {
            if (!ofTable(e)) {
                throw e;
            }
            forget();
            return false;
        }
    }

    /** The statements of the first of them, at least one, which are sent together. */
    private static List<byte[]> together(List<Wanted> asked) {
        List<byte[]> statements = new ArrayList<>();
        long bytes = 0;
        for (Wanted one : asked) {
            byte[] sql = one.keyed().select(one.rows(), one.image(), one.instead());
            bytes += sql.length;
            if (statements.size() == TOGETHER
                    || !statements.isEmpty() && bytes > STATEMENT_BYTES) {
                break;
            }
            statements.add(sql);
        }
        return statements;
    }

    /** Sends the statements together, then reads their answers. */
    private static void some(
            MysqlConnection connection,
            List<Wanted> asked,
            List<byte[]> statements,
            Found found) {
        for (byte[] sql : statements) {
            connection.send(sql, 0, sql.length);
        }
        ServerErrorException refused = null;
        for (Wanted one : asked) {
            Taken taken = new Taken(one.keyed().table());
            try {
                connection.next(taken);
                if (taken.row != null) {
                    found.present().put(one.key(), taken.row);
                } else if (!taken.unreadable) {
                    found.gone().add(one.key());
                }
            } catch (ServerErrorException e) {
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private static final class Taken implements RowConsumer {
        private final ReadTable table;
        private RowChanges row;
        private boolean unreadable;

        Taken(ReadTable table) {
            this.table = table;
        }

        @Override
        public void row(byte[] buffer, int[] offsets, int[] lengths) {
            try {
                row = table.present(buffer, offsets, lengths);
            } catch (IllegalArgumentException _) {
                // The log's row is sent instead; it holds the value in its own form.
                unreadable = true;
            }
        }
    }

    /** What is asked of the source while tables and rows are held. */
    @FunctionalInterface
    private interface Asking<T> {
        T ask(MysqlConnection connection);
    }

    /** The server gives locks up with the transaction, or with the connection when one fails. */
    private <T> T inTransaction(Asking<T> asking) {
        MysqlConnection connection = connection();
        try {
            connection.query("BEGIN");
            tables.begin(connection);
            T answer = asking.ask(connection);
            connection.query("COMMIT");
            return answer;
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
    }

    private MysqlConnection connection() {
        MysqlConnection open = session.get();
        if (open == null || open.closed()) {
            open = connect.get();
            session.set(open);
            open.readTimeout(ANSWER);
            SETTINGS.forEach(open::query);
        }
        return open;
    }

    /** Breaks off what waits for the source; the next question opens another connection. */
    void abort() {
        MysqlConnection open = session.get();
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void close() {
        MysqlConnection open = session.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
