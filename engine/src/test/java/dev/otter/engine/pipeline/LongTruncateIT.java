package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.load.LoadStage;
import dev.otter.engine.load.LoaderConfig;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplierConfig;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.apply.MysqlTarget;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A TRUNCATE that takes the target long, and what arrives meanwhile. */
class LongTruncateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TableName TABLE = new TableName("emptied", "t");
    private static final LogPosition START = new LogPosition("binlog.000001", 4);
    private static final LogPosition END = new LogPosition("binlog.000001", 1000);
    private static final int BUDGET = 1 << 20;

    private static MysqlServer target;

    private final StatusBoard board = new StatusBoard(InstantSource.system());

    @BeforeAll
    static void start() throws SQLException {
        target = MysqlServer.start(ServerSpec.mysql80());
        target.execute("CREATE DATABASE emptied", "CREATE TABLE emptied.t (id INT PRIMARY KEY)");
    }

    @AfterAll
    static void close() {
        target.close();
    }

    /** Rows that together take twice as long to delete as any answer may. */
    private static void fill() throws SQLException {
        target.execute(
                "DROP TRIGGER IF EXISTS emptied.slowly",
                "DELETE FROM emptied.t",
                "INSERT INTO emptied.t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n"
                        + " WHERE i<800) SELECT i FROM n",
                "CREATE TRIGGER emptied.slowly BEFORE DELETE ON emptied.t FOR EACH ROW"
                        + " DO SLEEP(0.01)");
    }

    private void awaitPortion() {
        await().atMost(PATIENCE)
                .until(() ->
                        board.longestWait()
                                .filter(wait -> wait.reason().contains("rows gone so far"))
                                .isPresent());
    }

    @Test
    void goes_in_portions_each_of_which_is_answered_in_time() throws Exception {
        fill();
        LoadStage stage = stage("portions", Optional.empty());
        Thread loading = Thread.ofPlatform().start(() -> run(stage));
        stage.sink().accept(truncate(1));

        awaitPortion();
        await().atMost(PATIENCE).until(() -> stage.loader().durable().equals(END));
        assertThat(board.retries.sum()).isZero();
        assertThat(rows()).isZero();
        stage.loader().stop();
        loading.join();
        assertThat(stage.loader().failure()).isEmpty();
    }

    /** Its successor may have written rows behind the statement already. */
    @Test
    void ends_where_another_process_takes_over() throws Exception {
        fill();
        LoadStage stage = stage("fenced", Optional.empty());
        Thread loading = Thread.ofPlatform().start(() -> run(stage));
        stage.sink().accept(truncate(1));
        awaitPortion();
        try (MysqlConnection connection = Endpoints.connect(endpoint())) {
            new CheckpointTable("test/fenced", 8).takeOver(connection);
        }
        int left = rows();

        loading.join();
        assertThat(stage.loader().failure())
                .containsInstanceOf(OtterException.class)
                .get()
                .extracting(failure -> ((OtterException) failure).code())
                .isEqualTo(ErrorCode.FENCED);
        assertThat(left).isPositive();
        assertThat(rows()).isEqualTo(left);
    }

    /** What is out of scope arrives without end; behind a change that has to wait it waits, too. */
    @Test
    void what_is_out_of_scope_waits_in_bounded_memory() throws Exception {
        LoadStage stage =
                stage(
                        "bounded",
                        Optional.of(_ -> {
                            await().atMost(PATIENCE).until(() -> board.bytesRead.sum() > 0);
                            return List.of();
                        }));
        Thread loading = Thread.ofPlatform().start(() -> run(stage));
        stage.sink().accept(truncate(1));
        stage.sink().accept(truncate(2));
        Thread reading = Thread.ofPlatform().start(() -> readOn(stage));

        await().atMost(PATIENCE).until(() -> reading.getState() == Thread.State.TIMED_WAITING);
        await().during(Duration.ofMillis(600))
                .atMost(PATIENCE)
                .until(() -> stage.loader().queuedBytes() <= BUDGET);
        assertThat(reading.isAlive()).isTrue();

        board.bytesRead.increment();
        await().atMost(PATIENCE).until(() -> !reading.isAlive());
        await().atMost(PATIENCE).until(() -> stage.loader().queuedBytes() == 0);
        assertThat(stage.loader().durable()).isEqualTo(new LogPosition("binlog.000001", 101_000));
        stage.loader().stop();
        loading.join();
        assertThat(stage.loader().failure()).isEmpty();
    }

    private static void readOn(LoadStage stage) {
        try {
            for (int i = 1; i <= 100_000; i++) {
                LogPosition end = new LogPosition("binlog.000001", 1000L + i);
                stage.sink()
                        .accept(
                                new Delivery.Skipped(
                                        Optional.of(new TransactionId.AtPosition(end)), end));
            }
        } catch (StageClosedException e) {
            throw new AssertionError("the stage has ended", e);
        }
    }

    private static Delivery truncate(long sequence) {
        LogPosition end = new LogPosition(END.file(), END.offset() + sequence - 1);
        return new Delivery.SchemaChange(
                "TRUNCATE TABLE emptied.t",
                List.of(TABLE),
                List.of(TABLE),
                true,
                new SourceTransaction(
                        sequence,
                        new TransactionId.AtPosition(end),
                        end,
                        1_000_000,
                        List.of(),
                        0,
                        0),
                new LoggedStatement(
                        LoggedStatement.Kind.TRUNCATE, List.of(TABLE), "TRUNCATE TABLE emptied.t"),
                false);
    }

    private static void run(LoadStage stage) {
        try {
            stage.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Endpoint endpoint() {
        return new Endpoint(
                "b", Endpoint.Type.MYSQL, "127.0.0.1", target.port(), "root", "", TlsMode.DISABLED);
    }

    private LoadStage stage(String name, Optional<SchemaGuard> guard) {
        Endpoint endpoint = endpoint();
        Pipeline pipeline =
                new Pipeline(
                        name,
                        endpoint,
                        endpoint,
                        new StartPoint.Now(),
                        Optional::of,
                        PipelineOptions.defaults());
        String full = "test/" + name;
        CheckpointTable checkpoints = new CheckpointTable(full, 8);
        Checkpoint start = new Checkpoint(START, "");
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            Bookkeeping.ensure(connection);
            Recovered recovered = checkpoints.takeOver(connection);
            checkpoints.writeStart(connection, recovered, start);
            TargetCatalog tables = new TargetCatalog(endpoint, connection);
            MysqlTarget mysql =
                    new MysqlTarget(
                            full,
                            Endpoints.wire(endpoint)
                                    .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(4)),
                            recovered.epoch(),
                            checkpoints,
                            tables,
                            ApplyMode.STRICT);
            ApplierConfig config =
                    new ApplierConfig(
                            full,
                            mysql,
                            tables,
                            ErrorPolicy.STOP,
                            new Acknowledged(full, recovered.epoch()));
            return new LoadStage(
                    new LoaderConfig(2, BUDGET, GroupLimits.defaults()),
                    config,
                    new LoadStage.Begin(start, false, recovered),
                    new HeldTables(),
                    new LoadStage.Surroundings(
                            board, guard.orElseGet(() -> new SchemaCheck(full, pipeline, tables))));
        }
    }

    private static int rows() throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM emptied.t")) {
            row.next();
            return row.getInt(1);
        }
    }
}
