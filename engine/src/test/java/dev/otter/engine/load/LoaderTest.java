package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.access.AccessReader;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplierConfig;
import dev.otter.engine.load.apply.ApplierPool;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the load thread takes in and what has to wait; appliers are never started. */
class LoaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LogPosition START = new LogPosition("log.000001", 100);
    private static final LogPosition END = new LogPosition("log.000001", 300);
    private static final TableName MADE = new TableName("shop", "made");

    /** No table is there. */
    private static final TargetTables TABLES =
            new TargetTables() {
                @Override
                public TargetTable find(TableName name) {
                    return null;
                }

                @Override
                public long generation() {
                    return 1;
                }

                @Override
                public boolean mariadb() {
                    return false;
                }
            };

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    /** Says nothing before it is told to. */
    private List<String> guard(Delivery.SchemaChange change) {
        assertThat(change.targets()).containsExactly(MADE);
        asked.countDown();
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private Loader loader(StatusBoard board) {
        Checkpoint start = new Checkpoint(START, "");
        Progress progress =
                new Progress(start, false, new Recovered(1, 0, Optional.of(start), 4, Map.of()));
        return new Loader(
                "test",
                new LoaderConfig(2, 1 << 20, GroupLimits.defaults()),
                new LoadTools(
                        progress,
                        new AccessReader(new TablePlans(TABLES)),
                        new MissingColumns(TABLES, false),
                        this::guard),
                board);
    }

    private static Delivery.SchemaChange within(LogPosition at) {
        String sql = "CREATE TABLE made (id INT) START TRANSACTION";
        return new Delivery.SchemaChange(
                sql,
                List.of(MADE),
                List.of(MADE),
                false,
                new SourceTransaction(0, new TransactionId.AtPosition(at), at, 1, List.of(), 0, 0),
                new LoggedStatement(LoggedStatement.Kind.TABLE_SHAPE, List.of(MADE), sql),
                true);
    }

    /** CREATE TABLE .. SELECT without rows: its end alone comes behind the statement. */
    @Test
    void the_mark_does_not_pass_a_statement_by_the_end_of_its_transaction() throws Exception {
        StatusBoard board = new StatusBoard(InstantSource.system());
        Loader loader = loader(board);
        ApplierPool idle =
                new ApplierPool(
                        new ApplierConfig(
                                "test",
                                null,
                                TABLES,
                                ErrorPolicy.STOP,
                                new Acknowledged("test", 1)),
                        new HeldTables(),
                        loader.budget(),
                        board,
                        loader.endings());
        Thread thread = Thread.ofPlatform().start(() -> run(loader, idle));
        try {
            loader.accept(within(new LogPosition("log.000001", 200)));
            loader.accept(
                    new Delivery.Skipped(Optional.of(new TransactionId.AtPosition(END)), END));
            asked.await();
            await().during(Duration.ofMillis(800))
                    .atMost(PATIENCE)
                    .until(() -> loader.durable().equals(START));

            answered.countDown();
            await().atMost(PATIENCE).until(() -> loader.durable().equals(END));
        } finally {
            answered.countDown();
            loader.endings().failed(new IllegalStateException("the test is over"));
            thread.join();
        }
    }

    private static void run(Loader loader, ApplierPool appliers) {
        try {
            loader.run(appliers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
