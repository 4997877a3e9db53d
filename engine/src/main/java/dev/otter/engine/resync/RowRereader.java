package dev.otter.engine.resync;

import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.RowConsumer;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.change.RowChanges;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Reads rows from MySQL or MariaDB under share locks, which it holds until it knows where the log
 * ends: that place is exact for these rows.
 */
final class RowRereader implements SourceRows {
    private static final int STATEMENTS = 50;

    /** Sent before the first answer is read: it must fit the sockets' buffers. */
    private static final int STATEMENT_BYTES = 48 << 10;

    private static final long BYTES = 4L << 20;

    /** The log is not read meanwhile; a lock is waited for a second only. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final List<String> SETTINGS =
            List.of(
                    "SET SESSION time_zone='+00:00',sql_mode='',net_write_timeout=60,"
                            // Types of the values of the largest document.
                            + "group_concat_max_len=1073741824",
                    "SET SESSION innodb_lock_wait_timeout=1,lock_wait_timeout=1",
                    // Locks what is not there, too.
                    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "SET SESSION character_set_results=NULL");

    private final Supplier<MysqlConnection> connect;
    private final SourceTables tables;
    private final AtomicReference<MysqlConnection> session = new AtomicReference<>();

    /**
     * @param connect opens connections to the server that is read, and to no other
     */
    RowRereader(Supplier<MysqlConnection> connect, SourceTables tables) {
        this.connect = connect;
        this.tables = tables;
    }

    /** A row to look for. */
    private record Lookup(ResyncRequest request, ReadTable table, List<KeyValue> key) {}

    /** A request of a table that the target has otherwise, which may be for now only. */
    private record Unlike(ResyncRequest request, TableName table, OtterException why) {}

    /** What is gathered of one page. */
    private static final class Page {
        private final List<RowChanges> rows = new ArrayList<>();
        private final Set<ResyncRequest> over = new LinkedHashSet<>();
        private final List<ResyncRequest> left = new ArrayList<>();
        private final List<OtterException> refused = new ArrayList<>();
        private final List<Unlike> unlike = new ArrayList<>();
        private long bytes;

        private void add(RowChanges row) {
            rows.add(row);
            bytes += row.size();
        }
    }

    @Override
    public Reading read(List<ResyncRequest> requests) {
        MysqlConnection connection = connection();
        ResyncRequest current = requests.getFirst();
        try {
            connection.query("BEGIN");
            tables.begin(connection);
            Page page = new Page();
            List<Lookup> lookups = new ArrayList<>();
            for (ResyncRequest request : requests) {
                current = request;
                lookups.addAll(lookups(connection, request, page));
            }
            int next = 0;
            while (next < lookups.size()) {
                List<Lookup> some = together(lookups.subList(next, lookups.size()));
                next += some.size();
                if (page.bytes > BYTES) {
                    some.forEach(lookup -> page.left.add(lookup.request()));
                    continue;
                }
                Optional<Reading.Busy> busy = look(connection, some, page);
                if (busy.isPresent()) {
                    drop();
                    return busy.get();
                }
            }
            LogEnd end = new BinlogFiles(connection).end();
            connection.query("COMMIT");
            LogPosition at = new LogPosition(end.file(), end.offset());
            Optional<String> unlike = leave(page, at);
            // A request for several tables stays open as long as one of them was not read.
            page.over.removeAll(page.left);
            return new Reading.Rows(
                    at,
                    List.copyOf(page.rows),
                    List.copyOf(page.over),
                    page.left.stream().distinct().toList(),
                    List.copyOf(page.refused),
                    unlike);
        } catch (ServerErrorException e) {
            drop();
            if (locked(e)) {
                return new Reading.Busy(current, e.serverMessage());
            }
            throw e;
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
    }

    /** The first of them, at least one, whose statements are sent together. */
    private static List<Lookup> together(List<Lookup> lookups) {
        int count = 0;
        long bytes = 0;
        while (count < Math.min(lookups.size(), STATEMENTS)) {
            Lookup lookup = lookups.get(count);
            bytes += lookup.table().select(lookup.key()).length();
            if (count > 0 && bytes > STATEMENT_BYTES) {
                break;
            }
            count++;
        }
        return lookups.subList(0, count);
    }

    /** Requests for tables that do not fit the target stay open until that is so for good. */
    private Optional<String> leave(Page page, LogPosition at) {
        Map<TableName, Boolean> forGood = new HashMap<>();
        Optional<String> why = Optional.empty();
        for (Unlike one : page.unlike) {
            if (forGood.computeIfAbsent(one.table(), name -> tables.unlikeForGood(name, at))) {
                page.refused.add(one.why());
            } else {
                page.left.add(one.request());
                why = Optional.of(one.why().what());
            }
        }
        return why;
    }

    private List<Lookup> lookups(MysqlConnection connection, ResyncRequest request, Page page) {
        page.over.add(request);
        List<Lookup> lookups = new ArrayList<>();
        for (TableName name :
                tables.meant(connection, BufferRows.pattern(request.fullName(), request.place()))) {
            try {
                ReadTable table = table(connection, name, request);
                Lookup lookup = new Lookup(request, table, table.key(request.keyData()));
                Optional<OtterException> unlike = tables.unlike(table);
                if (unlike.isPresent()) {
                    page.unlike.add(new Unlike(request, name, unlike.get()));
                } else {
                    lookups.add(lookup);
                }
            } catch (OtterException e) {
                page.refused.add(e);
            } catch (IllegalArgumentException e) {
                page.refused.add(
                        BufferRows.unusable(
                                "table " + name + ", " + e.getMessage(),
                                request.place(),
                                "Write the key's values in the order of the table's columns,"
                                        + " divided by CHAR(1)."));
            }
        }
        return lookups;
    }

    /** Holds the table's shape before it is asked. */
    private ReadTable table(MysqlConnection connection, TableName name, ResyncRequest request) {
        Optional<ReadTable> held = tables.held(name);
        if (held.isPresent()) {
            return held.get();
        }
        try {
            connection.query("SELECT 1 FROM " + name.quoted() + " LIMIT 0");
        } catch (ServerErrorException e) {
            throw switch (e.errorNumber()) {
                case 1142, 1143, 1146 ->
                        BufferRows.unusable(
                                e.serverMessage(),
                                request.place(),
                                "Let the pipeline's account SELECT from it.");
                default -> e;
            };
        }
        return tables.find(connection, name)
                .orElseThrow(() ->
                        BufferRows.unusable(
                                "table " + name + " is not a table of the source",
                                request.place(),
                                "Write the name of a table."));
    }

    /** Sends the statements together, then reads their answers; gives who waited too long. */
    private Optional<Reading.Busy> look(
            MysqlConnection connection, List<Lookup> lookups, Page page) {
        for (Lookup lookup : lookups) {
            byte[] sql = lookup.table().select(lookup.key()).getBytes(StandardCharsets.UTF_8);
            connection.send(sql, 0, sql.length);
        }
        Optional<Reading.Busy> busy = Optional.empty();
        List<Lookup> absent = new ArrayList<>();
        for (Lookup lookup : lookups) {
            Taken taken = new Taken(lookup.table(), page);
            try {
                connection.next(taken);
                taken.requireReadable(lookup.request());
                if (!taken.any) {
                    absent.add(lookup);
                }
            } catch (OtterException e) {
                page.refused.add(e);
            } catch (ServerErrorException e) {
                if (!locked(e)) {
                    page.refused.add(refused(lookup, e));
                } else if (busy.isEmpty()) {
                    busy = Optional.of(new Reading.Busy(lookup.request(), e.serverMessage()));
                }
            }
        }
        if (busy.isEmpty()) {
            for (Lookup lookup : absent) {
                absent(connection, lookup, page);
            }
        }
        return busy;
    }

    /** A row of several tables may have moved to another of them. */
    private void absent(MysqlConnection connection, Lookup lookup, Page page) {
        TableName name = lookup.table().table().name();
        for (TableName sibling : tables.siblings(connection, name)) {
            try {
                ReadTable table = table(connection, sibling, lookup.request());
                Optional<OtterException> unlike = tables.unlike(table);
                if (unlike.isPresent()) {
                    page.unlike.add(new Unlike(lookup.request(), sibling, unlike.get()));
                    return;
                }
                Taken taken = new Taken(table, page);
                connection.stream(table.select(table.key(lookup.request().keyData())), taken);
                taken.requireReadable(lookup.request());
                if (taken.any) {
                    return;
                }
            } catch (OtterException | IllegalArgumentException e) {
                // Whether the row is there cannot be told, so it must not be taken away.
                page.refused.add(
                        BufferRows.unusable(
                                "table " + sibling + ", beside " + name + ": " + e.getMessage(),
                                lookup.request().place(),
                                "Make both tables alike."));
                return;
            }
        }
        page.add(lookup.table().gone(lookup.key()));
    }

    private static OtterException refused(Lookup lookup, ServerErrorException e) {
        return BufferRows.unusable(
                "table " + lookup.table().table().name() + ": " + e.serverMessage(),
                lookup.request().place(),
                "Mend what the source reports.");
    }

    private static final class Taken implements RowConsumer {
        private final ReadTable table;
        private final Page page;
        private boolean any;
        private String fault = "";

        Taken(ReadTable table, Page page) {
            this.table = table;
            this.page = page;
        }

        @Override
        public void row(byte[] buffer, int[] offsets, int[] lengths) {
            any = true;
            try {
                page.add(table.present(buffer, offsets, lengths));
            } catch (IllegalArgumentException e) {
                fault = e.getMessage();
            }
        }

        void requireReadable(ResyncRequest request) {
            if (!fault.isEmpty()) {
                throw BufferRows.unusable(
                        "table " + table.table().name() + ", " + fault,
                        request.place(),
                        "Change the row on the source instead.");
            }
        }
    }

    /** Lock wait, deadlock. */
    private static boolean locked(ServerErrorException e) {
        return e.errorNumber() == 1205 || e.errorNumber() == 1213;
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

    /** The server gives the locks up with the connection. */
    private void drop() {
        MysqlConnection open = session.getAndSet(null);
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void abort() {
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
