package dev.otter.bench.micro;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.TablePlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.GroupFold;
import java.io.IOException;
import java.sql.SQLException;
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

/** Writing a group of one-row updates of one table, per row. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {
    private static final int UPDATES = 1_000;

    /** The rows of a group. */
    @State(Scope.Benchmark)
    public static class Group {
        /** How many rows the updates fall on: each on another one, or all on a few hot ones. */
        @Param({"1000", "8"})
        public int keys;

        private List<RowChanges> changes;
        private TablePlans plans;

        @Setup
        public void capture() throws SQLException, IOException {
            CapturedLog log = updates(keys);
            changes = log.changes(UPDATES);
            plans = new TablePlans(log.tables());
        }
    }

    /** Rows to be written whole, and the place for their text. */
    @State(Scope.Benchmark)
    public static class Rows {
        private final ByteWriter sql = new ByteWriter(1 << 20);
        private List<RowChanges> changes;
        private TablePlan plan;

        @Setup
        public void capture() throws SQLException, IOException {
            CapturedLog log = updates(UPDATES);
            changes = log.changes(UPDATES);
            plan = (TablePlan) new TablePlans(log.tables()).plan(changes.getFirst());
        }
    }

    private static CapturedLog updates(int keys) throws SQLException, IOException {
        return CapturedLog.of(
                OltpTable::create,
                connection ->
                        OltpTable.write(
                                connection,
                                UPDATES,
                                1,
                                i -> OltpTable.updateText(1 + i % keys, i)));
    }

    /** Folds the group to steps. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public Object fold(Group group) {
        return new GroupFold(group.plans, true).steps(group.changes);
    }

    /** Writes one statement that upserts all rows. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public int upsertText(Rows rows) {
        ByteWriter sql = rows.sql;
        sql.clear();
        sql.append(rows.plan.insertHead());
        for (RowChanges change : rows.changes) {
            sql.put('(');
            rows.plan.insertRow(sql, change, change.after(0));
            sql.put(')').put(',');
        }
        sql.truncate(sql.length() - 1);
        sql.append(rows.plan.upsertTail());
        return sql.length();
    }
}
