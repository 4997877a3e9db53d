package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.KafkaPair.Sent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work on tables {@code t} and {@code u} whose rows count their own versions and carry the number
 * of the transaction that wrote them, so that a replayed topic tells by itself whether a change is
 * missing, doubled, out of order, or without the others of its transaction.
 */
final class VersionedRows implements AutoCloseable {
    private static final int WRITERS = 3;
    private static final int RANGE = 1_000_000;

    private final KafkaPair pair;
    private final String database;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Rows that each transaction has inserted and updated, by its number. */
    private final Map<Integer, Integer> written = new HashMap<>();

    private long changes;

    VersionedRows(KafkaPair pair, String database) throws SQLException {
        this.pair = pair;
        this.database = database;
        pair.onSource("CREATE DATABASE " + database);
        for (String table : List.of("t", "u")) {
            pair.onSource(
                    "CREATE TABLE %s.%s (id INT PRIMARY KEY, v INT, tx INT, filler VARCHAR(200))"
                            .formatted(database, table));
        }
    }

    /** Writes until {@link #close}. */
    void start() {
        for (int writer = 0; writer < WRITERS; writer++) {
            int base = writer * RANGE;
            threads.add(Thread.ofPlatform().name("writer " + writer).start(() -> write(base)));
        }
    }

    private void write(int base) {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int n = 1; !stop.get(); n++) {
                transaction(connection, statement, base, base + n, n);
            }
        } catch (SQLException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void transaction(Connection connection, Statement statement, int base, int tx, int n)
            throws SQLException {
        int rows = 0;
        int deleted = 0;
        String insert = "INSERT INTO " + database + ".%s VALUES (%d,0,%d,REPEAT('f',%d))";
        rows += statement.executeUpdate(insert.formatted("t", tx, tx, n % 190));
        rows += statement.executeUpdate(insert.formatted("u", tx, tx, 5));
        String update = "UPDATE " + database + ".%s SET v=v+1, tx=%d WHERE id BETWEEN %d AND %d";
        rows += statement.executeUpdate(update.formatted("t", tx, tx - 4, tx - 1));
        int hot = base + 1 + n % 7;
        rows += statement.executeUpdate(update.formatted("u", tx, hot, hot));
        if (n % 5 == 0 && n > 5) {
            deleted =
                    statement.executeUpdate("DELETE FROM " + database + ".t WHERE id=" + (tx - 5));
        }
        if (n % 10 == 3 && n > 13) {
            rows += statement.executeUpdate(insert.formatted("t", tx - 8, tx, 1));
        }
        connection.commit();
        synchronized (written) {
            written.put(tx, rows);
            changes += rows + deleted;
        }
    }

    /** How many transactions were committed so far. */
    int transactions() {
        synchronized (written) {
            return written.size();
        }
    }

    /** Ends the writing. */
    @Override
    public void close() {
        stop.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writers end", e);
        }
        assertThat(failure.get()).isNull();
    }

    /** The topics, read by a reader of committed records, are the tables, change by change. */
    void requireReplayed() throws SQLException {
        Map<Integer, Integer> found = new HashMap<>();
        long records = 0;
        for (String table : List.of("t", "u")) {
            List<Sent> sent = pair.committed(database + "." + table);
            records += sent.size();
            Map<String, String> state = replay(sent, found);
            Map<String, String> expected = new TreeMap<>();
            pair.rows("SELECT id,v,tx FROM " + database + "." + table)
                    .forEach(row ->
                            expected.put(
                                    "{\"id\":" + row.get(0) + "}", row.get(1) + "/" + row.get(2)));
            assertThat(state).as(table).isEqualTo(expected);
        }
        synchronized (written) {
            assertThat(found).isEqualTo(written);
            assertThat(records).as("doubled or missing").isEqualTo(changes);
        }
    }

    /** What is there of each transaction: all its rows, or none. */
    void requireWhole() {
        Map<Integer, Integer> found = new HashMap<>();
        for (String table : List.of("t", "u")) {
            replay(pair.committed(database + "." + table), found);
        }
        synchronized (written) {
            assertThat(written).containsAllEntriesOf(found);
        }
    }

    private static Map<String, String> replay(List<Sent> sent, Map<Integer, Integer> found) {
        Map<String, String> rows = new TreeMap<>();
        Map<String, Integer> versions = new HashMap<>();
        for (Sent record : sent) {
            String op = (String) record.json().get("op");
            Integer version = versions.get(record.key());
            if (op.equals("d")) {
                assertThat(version).as("%s", record).isNotNull();
                versions.remove(record.key());
                rows.remove(record.key());
                continue;
            }
            int v = ((BigDecimal) record.field("after", "v")).intValueExact();
            if (op.equals("c")) {
                assertThat(version).as("%s", record).isNull();
                assertThat(v).as("%s", record).isZero();
            } else {
                assertThat(version).as("%s", record).isEqualTo(v - 1);
            }
            versions.put(record.key(), v);
            int tx = ((BigDecimal) record.field("after", "tx")).intValueExact();
            rows.put(record.key(), v + "/" + tx);
            found.merge(tx, 1, Integer::sum);
        }
        return rows;
    }
}
