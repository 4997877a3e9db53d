package dev.otter.engine.pipeline;

import dev.otter.engine.pipeline.PostgresTypesIT.Pairing;
import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionScript.Ending;
import dev.otter.testkit.workload.TransactionWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random transactions over tables that MySQL and PostgreSQL both have: every pair of types, parents
 * and children, unique values that change places, keys of two columns that move, and rows without a
 * key. Used by one thread.
 */
final class PostgresWork implements TransactionWriter {
    /** Duplicates, and foreign keys of both directions. */
    private static final Set<Integer> EXPECTED = Set.of(1062, 1451, 1452);

    private static final int ROWS = 400;
    private static final int PARENTS = 60;
    private static final long SPAN = 100_000_000;

    /** Values that every row of the table of types has. */
    private static final List<Pairing> TYPES = PostgresTypesIT.PAIRINGS;

    private final String schema;
    private final SplittableRandom random;
    private final int firstKey;
    private long fresh;

    /**
     * @param schema holds the tables, on both sides
     * @param index of the writer, from 0; each has keys of its own beside those that all share
     */
    PostgresWork(String schema, long seed, int index) {
        this.schema = schema;
        this.random = new SplittableRandom(seed * 1_000_003 + index);
        this.firstKey = 1_000_000 * (index + 1);
        this.fresh = SPAN * (index + 1);
    }

    /** The tables on the source. */
    static List<String> onSource(String schema) {
        return tables(schema, true);
    }

    /** The same on the target. */
    static List<String> onTarget(String schema) {
        List<String> all = new ArrayList<>();
        all.add("CREATE TYPE " + schema + ".colour AS ENUM ('Two','one')");
        all.addAll(tables(schema, false));
        return all;
    }

    private static List<String> tables(String schema, boolean mysql) {
        String types =
                IntStream.range(0, TYPES.size())
                        .mapToObj(i -> ", c" + i + " " + type(schema, TYPES.get(i), mysql))
                        .collect(Collectors.joining());
        String bytes = mysql ? "VARBINARY(60)" : "bytea";
        String moment = mysql ? "DATETIME(6)" : "timestamp";
        String number = mysql ? "DOUBLE" : "double precision";
        List<String> tables =
                List.of(
                        "every (id INT PRIMARY KEY" + types + ")",
                        "parent (id INT PRIMARY KEY, name VARCHAR(40) UNIQUE, balance BIGINT NOT"
                                + " NULL)",
                        "child (id BIGINT PRIMARY KEY, parent INT NOT NULL, amount DECIMAL(12,2),"
                                + " note TEXT, moment "
                                + moment
                                + ", FOREIGN KEY (parent) REFERENCES "
                                + schema
                                + ".parent (id))",
                        "pair (a INT, b VARCHAR(20), v "
                                + number
                                + ", bytes "
                                + bytes
                                + ", PRIMARY KEY (a, b))",
                        "swap (id INT PRIMARY KEY, u INT UNIQUE, w INT UNIQUE, v VARCHAR(20))",
                        "bare (v INT, what VARCHAR(20))");
        return tables.stream()
                .map(table ->
                        "CREATE TABLE "
                                + schema
                                + "."
                                + table
                                + (mysql ? " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin" : ""))
                .toList();
    }

    private static String type(String schema, Pairing pairing, boolean mysql) {
        if (mysql) {
            return pairing.mysql();
        }
        return pairing.postgres().equals("colour") ? schema + ".colour" : pairing.postgres();
    }

    /** Rows that the transactions begin with; for the source. */
    static List<String> seed(String schema) {
        List<String> all = new ArrayList<>();
        for (int id = 1; id <= PARENTS; id++) {
            all.add("INSERT INTO %s.parent VALUES (%d,'name%d',100)".formatted(schema, id, id));
            all.add("INSERT INTO %s.swap VALUES (%d,%d,%d,'s')".formatted(schema, id, id, -id));
        }
        return all;
    }

    @Override
    public List<String> session() {
        return List.of(
                "SET SESSION sql_mode='STRICT_ALL_TABLES', time_zone='+00:00',"
                        + " innodb_lock_wait_timeout=5");
    }

    @Override
    public TransactionScript next() {
        List<String> sql = new ArrayList<>();
        int draw = random.nextInt(1_000);
        int count = draw == 0 ? 1_200 : draw < 600 ? 1 : 1 + random.nextInt(8);
        sql.add("INSERT INTO %s.bare VALUES (%d,'t%d')".formatted(schema, any(50), any(5)));
        for (int i = 0; i < count; i++) {
            if (draw == 0) {
                child(sql);
            } else {
                operate(sql);
            }
        }
        return random.nextInt(30) == 0
                ? new TransactionScript("rolled back", sql, Ending.ROLLBACK, 0)
                : TransactionScript.commit(draw == 0 ? "large" : "random", sql);
    }

    private void operate(List<String> sql) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> every(sql);
            case 3, 4 -> child(sql);
            case 5 ->
                    sql.add(
                            "UPDATE %s.child SET note='%d', amount=amount+1, parent=%d WHERE parent=%d ORDER BY id LIMIT 3"
                                    .formatted(schema, fresh, parent(), parent()));
            case 6 ->
                    sql.add(
                            "DELETE FROM %s.child WHERE parent=%d ORDER BY id LIMIT 4"
                                    .formatted(schema, parent()));
            case 7 -> transfer(sql);
            case 8 -> parents(sql);
            case 9 -> pairs(sql);
            case 10 -> swaps(sql);
            default -> bare(sql);
        }
    }

    private int any(int bound) {
        return random.nextInt(bound);
    }

    private int parent() {
        return 1 + any(PARENTS);
    }

    private void every(List<String> sql) {
        int id = any(8) == 0 ? any(40) : firstKey + any(ROWS);
        int column = any(TYPES.size());
        switch (any(6)) {
            case 0, 1 ->
                    sql.add(
                            "REPLACE INTO %s.every (id%s) VALUES (%d%s)"
                                    .formatted(schema, names(), id, values()));
            case 2 -> sql.add("DELETE FROM %s.every WHERE id=%d".formatted(schema, id));
            case 3 ->
                    sql.add(
                            "UPDATE IGNORE %s.every SET id=%d WHERE id=%d"
                                    .formatted(schema, firstKey + any(ROWS), id));
            default ->
                    sql.add(
                            "UPDATE %s.every SET c%d=%s, c%d=%s WHERE id IN (%d,%d,%d)"
                                    .formatted(
                                            schema,
                                            column,
                                            value(column),
                                            (column + 7) % TYPES.size(),
                                            value((column + 7) % TYPES.size()),
                                            id,
                                            id + 1,
                                            id + 2));
        }
    }

    private static String names() {
        return IntStream.range(0, TYPES.size())
                .mapToObj(i -> ",c" + i)
                .collect(Collectors.joining());
    }

    private String values() {
        return IntStream.range(0, TYPES.size())
                .mapToObj(i -> "," + value(i))
                .collect(Collectors.joining());
    }

    private String value(int column) {
        List<String> values = TYPES.get(column).values();
        String value = any(10) == 0 ? "NULL" : values.get(any(values.size()));
        // Tens of kilobytes are not in every other row.
        return value.contains("11000") && any(20) > 0 ? "'x'" : value;
    }

    private void child(List<String> sql) {
        sql.add(
                "INSERT INTO %s.child VALUES (%d,%d,%d.25,REPEAT('n%d ',%d),'2024-02-29 12:34:56.%06d')"
                        .formatted(
                                schema,
                                fresh++,
                                parent(),
                                any(1_000),
                                any(1_000),
                                1 + any(30),
                                any(1_000_000)));
    }

    /** Sums stay as they are. */
    private void transfer(List<String> sql) {
        int one = parent();
        int other = parent();
        sql.add(
                "UPDATE %s.parent SET balance=balance-7 WHERE id=%d"
                        .formatted(schema, Math.min(one, other)));
        sql.add(
                "UPDATE %s.parent SET balance=balance+7 WHERE id=%d"
                        .formatted(schema, Math.max(one, other)));
    }

    /** Parents of this writer come and go, and take each other's names. */
    private void parents(List<String> sql) {
        int id = firstKey + any(20);
        switch (any(4)) {
            case 0 ->
                    sql.add(
                            "INSERT IGNORE INTO %s.parent VALUES (%d,NULL,0)"
                                    .formatted(schema, id));
            case 1 -> {
                sql.add("DELETE FROM %s.child WHERE parent=%d".formatted(schema, id));
                sql.add("DELETE FROM %s.parent WHERE id=%d".formatted(schema, id));
            }
            case 2 ->
                    sql.add(
                            "INSERT INTO %s.child SELECT %d,id,1,NULL,NULL FROM %s.parent WHERE id=%d"
                                    .formatted(schema, fresh++, schema, id));
            default -> {
                int one = parent();
                int other = 1 + one % PARENTS;
                sql.add("UPDATE %s.parent SET name=NULL WHERE id=%d".formatted(schema, one));
                sql.add(
                        "UPDATE %s.parent SET name='name%d' WHERE id=%d"
                                .formatted(schema, one, other));
                sql.add(
                        "UPDATE %s.parent SET name='name%d' WHERE id=%d"
                                .formatted(schema, other, one));
            }
        }
    }

    private void pairs(List<String> sql) {
        int a = firstKey + any(60);
        String where = " WHERE a=%d AND b='x%d'".formatted(a, any(3));
        switch (any(5)) {
            case 0, 1 ->
                    sql.add(
                            "INSERT IGNORE INTO %s.pair VALUES (%d,'x%d',%d.5,x'00ff%04x27')"
                                    .formatted(schema, a, any(3), any(100), any(60_000)));
            case 2 ->
                    sql.add(
                            "UPDATE IGNORE %s.pair SET a=%d, b='x%d'"
                                            .formatted(schema, firstKey + any(60), any(3))
                                    + where);
            case 3 -> sql.add("DELETE FROM %s.pair".formatted(schema) + where);
            default ->
                    sql.add(
                            "UPDATE %s.pair SET v=v+1.25, bytes=CONCAT(x'00',LEFT(bytes,50))"
                                            .formatted(schema)
                                    + where);
        }
    }

    /** Two rows give each other both of their unique values, by way of NULL. */
    private void swaps(List<String> sql) {
        int one = parent();
        int other = 1 + one % PARENTS;
        for (String column : List.of("u", "w")) {
            sql.add(
                    "SELECT %s INTO @one FROM %s.swap WHERE id=%d FOR UPDATE"
                            .formatted(column, schema, one));
            sql.add(
                    "SELECT %s INTO @other FROM %s.swap WHERE id=%d FOR UPDATE"
                            .formatted(column, schema, other));
            sql.add("UPDATE %s.swap SET %s=NULL WHERE id=%d".formatted(schema, column, one));
            sql.add("UPDATE %s.swap SET %s=@one WHERE id=%d".formatted(schema, column, other));
            sql.add(
                    "UPDATE %s.swap SET %s=@other, v='%d' WHERE id=%d"
                            .formatted(schema, column, fresh, one));
        }
    }

    private void bare(List<String> sql) {
        int v = any(50);
        sql.add(
                switch (any(3)) {
                    case 0 -> "DELETE FROM %s.bare WHERE v=%d LIMIT 2".formatted(schema, v);
                    case 1 ->
                            "UPDATE %s.bare SET what='u%d' WHERE v=%d LIMIT 1"
                                    .formatted(schema, any(4), v);
                    default -> "DELETE FROM %s.bare WHERE v=%d LIMIT 1".formatted(schema, v);
                });
    }

    @Override
    public void committed(TransactionScript script, long nanos) {
        // Nothing is remembered of what was written.
    }

    @Override
    public boolean expects(SQLException error) {
        return EXPECTED.contains(error.getErrorCode());
    }
}
