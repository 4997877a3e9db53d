package dev.otter.system.fault;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Changes rows of {@link BigTables}, takes some away and brings others. Used by one thread. */
final class BigWriter implements TransactionWriter {
    /** Duplicates, and a table that a statement has just emptied, altered or taken away. */
    private static final Set<Integer> EXPECTED = Set.of(1062, 1146, 1412);

    private static final long SPAN = 50_000_000;

    private final BigTables tables;
    private final SplittableRandom random;
    private long fresh;

    /**
     * @param index of the writer, from 0; each has numbers of its own for new rows
     */
    BigWriter(BigTables tables, long seed, int index) {
        this.tables = tables;
        this.random = new SplittableRandom(seed * 1_000_003 + index);
        this.fresh = SPAN * (index + 1);
    }

    @Override
    public List<String> session() {
        return List.of(
                "SET SESSION sql_mode='NO_AUTO_VALUE_ON_ZERO', time_zone='+00:00',"
                        + " innodb_lock_wait_timeout=5");
    }

    @Override
    public TransactionScript next() {
        List<String> sql = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            add(sql, tables.all().get(random.nextInt(tables.all().size())));
        }
        return TransactionScript.commit("big", sql);
    }

    private void add(List<String> sql, BigTable table) {
        boolean keyed = !table.name().equals("bare");
        long n = 1 + random.nextLong(tables.rows(table));
        switch (random.nextInt(keyed ? 10 : 40)) {
            case 0, 6 -> sql.add(table.delete(n));
            case 1 -> {
                // It goes and comes back within one transaction.
                sql.add(table.delete(n));
                sql.add(table.insert(n));
            }
            case 2 -> sql.add(keyed ? table.rekey(n, fresh++) : table.update(n, fresh++));
            case 3, 4, 5 -> sql.add(table.insert(fresh++));
            default -> sql.add(keyed ? table.update(n, fresh++) : table.insert(fresh++));
        }
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
