package dev.otter.testkit.workload.torture;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionScript.Ending;
import dev.otter.testkit.workload.TransactionWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws transactions over all tables. */
final class TortureWriter implements TransactionWriter {

    /** Duplicates, foreign keys of both directions, and a duplicate made by a cascade. */
    private static final Set<Integer> EXPECTED =
            Set.of(1022, 1062, 1216, 1217, 1451, 1452, 1586, 1761, 1762);

    private static final int MOST_STATEMENTS = 50;
    private static final int ONE_BIG_IN = 30_000;
    private static final int ONE_TRUNCATE_IN = 2_000;

    private final List<String> session;
    private final SplittableRandom random;
    private final List<TableModel> tables;
    private final Undo undo;
    private final BulkRows bulk;
    private final boolean big;
    private final boolean truncates;
    private final boolean truncatesChildren;
    private final boolean first;
    private long written;

    TortureWriter(TortureShare share, List<TableModel> tables, Undo undo, BulkRows bulk) {
        this.session = share.session();
        this.random = share.random();
        this.big = share.big();
        this.truncates = share.truncates();
        this.truncatesChildren = share.truncatesChildren();
        this.first = share.first();
        this.tables = tables;
        this.undo = undo;
        this.bulk = bulk;
    }

    @Override
    public List<String> session() {
        return session;
    }

    @Override
    public TransactionScript next() {
        undo.forget();
        written++;
        // the first writer has one of each soon after the start, for the short runs
        if (big && ((first && written == 200) || random.nextInt(ONE_BIG_IN) == 0)) {
            return TransactionScript.commit("big", bulk.statements(random));
        }
        if (truncates && ((first && written == 300) || random.nextInt(ONE_TRUNCATE_IN) == 0)) {
            return truncate();
        }
        List<String> sql = new ArrayList<>();
        int wanted = size();
        int savepoint = random.nextInt(12) == 0 ? random.nextInt(wanted) : -1;
        int mark = -1;
        for (int i = 0; i < wanted && sql.size() < MOST_STATEMENTS; i++) {
            if (i == savepoint) {
                sql.add("SAVEPOINT s1");
                mark = undo.mark();
            }
            tables.get(random.nextInt(tables.size())).operate(sql);
        }
        // many statements may have ended the loop before its turn came
        if (mark >= 0 && random.nextInt(3) > 0) {
            sql.add("ROLLBACK TO SAVEPOINT s1");
            undo.backTo(mark);
            tables.get(random.nextInt(tables.size())).operate(sql);
        }
        if (random.nextInt(33) == 0) {
            undo.backTo(0);
            return new TransactionScript("rolled back", sql, Ending.ROLLBACK, 0);
        }
        return TransactionScript.commit(mark >= 0 ? "savepoint" : "random", sql);
    }

    private TransactionScript truncate() {
        List<TableModel> choice =
                tables.stream().filter(table -> table.truncatable(truncatesChildren)).toList();
        int drawn = random.nextInt(choice.size() + 1);
        List<String> sql = new ArrayList<>();
        if (drawn == choice.size()) {
            sql.add("TRUNCATE TABLE " + BulkRows.TABLE);
        } else {
            choice.get(drawn).truncate(sql);
        }
        return TransactionScript.commit("truncate", sql);
    }

    /** Mostly one statement, seldom many. */
    private int size() {
        int draw = random.nextInt(100);
        if (draw < 55) {
            return 1;
        } else if (draw < 85) {
            return 2 + random.nextInt(2);
        } else if (draw < 98) {
            return 4 + random.nextInt(7);
        }
        return 11 + random.nextInt(MOST_STATEMENTS - 10);
    }

    @Override
    public void committed(TransactionScript script, long nanos) {
        undo.forget();
    }

    @Override
    public boolean expects(SQLException error) {
        return EXPECTED.contains(error.getErrorCode());
    }

    @Override
    public void rejected(TransactionScript script, SQLException error) {
        undo.backTo(0);
    }
}
