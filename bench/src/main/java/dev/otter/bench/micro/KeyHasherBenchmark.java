package dev.otter.bench.micro;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.database.value.KeyHasher;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hashing the primary key of a row, per key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyHasherBenchmark {
    private static final int KEYS = 1_000;

    /** Kinds of primary keys; texts are ASCII of 30 characters. */
    public enum Key {
        BIGINT("id BIGINT", "id"),
        GENERAL_CI("name VARCHAR(40) COLLATE utf8mb4_general_ci", "name"),
        UNICODE_0900_AI_CI("name VARCHAR(40) COLLATE utf8mb4_0900_ai_ci", "name"),
        COMPOSITE(
                "tenant INT, name VARCHAR(40) COLLATE utf8mb4_0900_ai_ci, day DATE",
                "tenant, name, day");

        private final String columns;
        private final String names;

        Key(String columns, String names) {
            this.columns = columns;
            this.names = names;
        }

        private String insert(int i) {
            String text = "CONCAT('Key ',LEFT(SHA2(%d,256),26))".formatted(i);
            return switch (this) {
                case BIGINT -> "(%d,%d)".formatted(1_000_000_007L * i, i);
                case GENERAL_CI, UNICODE_0900_AI_CI -> "(%s,%d)".formatted(text, i);
                case COMPOSITE ->
                        "(%d,%s,'2026-01-01' + INTERVAL %d DAY,%d)"
                                .formatted(i % 10, text, i % 365, i);
            };
        }
    }

    @Param public Key key;

    private List<RowChanges> changes;
    private KeyHasher hasher;

    @Setup
    public void capture() throws SQLException, IOException {
        CapturedLog log = CapturedLog.of(this::create, this::insert);
        changes = log.changes(KEYS);
        RowChanges first = changes.getFirst();
        TargetTable table = log.tables().find(first.target());
        List<KeyHasher.Part> parts = new ArrayList<>();
        for (TableIndex.Part part : table.rowKey().orElseThrow().parts()) {
            parts.add(
                    new KeyHasher.Part(
                            part.column(),
                            first.source().columns().get(part.column()),
                            table.columns().get(part.column()),
                            part.prefix()));
        }
        hasher = KeyHasher.of(table.name(), parts);
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE micro; CREATE TABLE micro.keyed (%s, v INT, PRIMARY KEY (%s))"
                            .formatted(key.columns, key.names));
        }
    }

    private void insert(Connection connection) throws SQLException {
        StringBuilder sql = new StringBuilder("INSERT INTO micro.keyed VALUES ");
        for (int i = 0; i < KEYS; i++) {
            sql.append(i == 0 ? "" : ",").append(key.insert(i));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.toString());
        }
    }

    /** Hashes all keys. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public long hash() {
        long all = 0;
        for (RowChanges change : changes) {
            int rows = change.rows();
            for (int row = 0; row < rows; row++) {
                KeyHasher.Outcome outcome =
                        hasher.hash(
                                change.bytes(),
                                change.offsets(),
                                change.lengths(),
                                change.after(row));
                if (outcome != KeyHasher.Outcome.HASHED) {
                    throw new IllegalStateException("a key is " + outcome);
                }
                all ^= hasher.value();
            }
        }
        return all;
    }
}
