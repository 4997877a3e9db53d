package dev.otter.system.fault;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a few rows of each {@link TypeTable} all the time with the values of others, and lets the
 * others rest. Used by one thread.
 */
final class HotCopies implements TransactionWriter {
    private static final int ROWS = 6;

    private final List<TypeTable> tables;
    private final List<List<Integer>> resting;
    private final SplittableRandom random;
    private final int firstId;

    /**
     * @param resting ids that rest, for each table
     * @param index of the writer, from 0; each has rows of its own
     */
    HotCopies(List<TypeTable> tables, List<List<Integer>> resting, int index) {
        this.tables = List.copyOf(tables);
        this.resting = List.copyOf(resting);
        this.random = new SplittableRandom(index);
        this.firstId = TypeTable.HOT + index * 100;
    }

    @Override
    public List<String> session() {
        return List.of("SET SESSION sql_mode='', time_zone='+00:00', innodb_lock_wait_timeout=5");
    }

    @Override
    public TransactionScript next() {
        List<String> sql = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int which = random.nextInt(tables.size());
            TypeTable table = tables.get(which);
            int hot = firstId + random.nextInt(ROWS);
            if (random.nextInt(8) == 0) {
                sql.add("DELETE FROM " + table.qualified() + " WHERE id=" + hot);
            } else {
                List<Integer> ids = resting.get(which);
                sql.add(table.copy("REPLACE", ids.get(random.nextInt(ids.size())), hot));
            }
        }
        return TransactionScript.commit("hot", sql);
    }

    @Override
    public void committed(TransactionScript script, long nanos) {
        // Nothing is remembered of what was written.
    }

    @Override
    public boolean expects(SQLException error) {
        return false;
    }
}
