package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.load.LoadStage;
import dev.otter.engine.load.LoaderConfig;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplierConfig;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.apply.MysqlTarget;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.load.table.SampleTables;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
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
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The source's connection breaks within a giant transaction whose first rows the target is still
 * writing, and the transaction comes again from its start before the target has come to the break.
 */
class BrokenGiantIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LogPosition START = new LogPosition("binlog.000001", 4);
    private static final LogPosition END = new LogPosition("binlog.000001", 1000);

    private final SampleTables shapes = new SampleTables(Rule.RESTRICT);

    /** How much of it comes before the target has come to the break. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void all_of_a_giant_that_comes_again_is_written(int early) throws Exception {
        try (MysqlServer target = MysqlServer.start(ServerSpec.mysql80());
                Connection blocker = target.connect();
                Statement blocking = blocker.createStatement()) {
            target.execute(
                    "CREATE DATABASE sample",
                    "CREATE TABLE sample.parent (id INT PRIMARY KEY, v INT)");
            LoadStage stage = stage(target);
            Thread loading = Thread.ofPlatform().start(() -> run(stage));
            blocker.setAutoCommit(false);
            blocking.execute("INSERT INTO sample.parent VALUES (1,1)");

            stage.sink().accept(part(1, 5));
            stage.sink().accept(new Delivery.GiantBroken());
            List<Delivery> again = List.of(part(1, 5), part(6, 10), end());
            again.subList(0, early).forEach(stage.sink()::accept);
            unmoved(stage);
            blocker.rollback();
            if (early < again.size()) {
                unmoved(stage);
            }
            again.subList(early, again.size()).forEach(stage.sink()::accept);

            await().atMost(PATIENCE).until(() -> stage.loader().durable().equals(END));
            assertThat(rows(target)).isEqualTo(10);
            assertThat(stage.loader().queuedBytes()).isZero();
            stage.loader().stop();
            loading.join();
            assertThat(stage.loader().failure()).isEmpty();
        }
    }

    private static void unmoved(LoadStage stage) {
        await().during(Duration.ofMillis(600)).until(() -> stage.loader().durable().equals(START));
    }

    private static void run(LoadStage stage) {
        try {
            stage.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LoadStage stage(MysqlServer target) {
        Endpoint endpoint =
                new Endpoint(
                        "b",
                        Endpoint.Type.MYSQL,
                        "127.0.0.1",
                        target.port(),
                        "root",
                        "",
                        TlsMode.DISABLED);
        CheckpointTable checkpoints = new CheckpointTable("test/giant", 8);
        Checkpoint start = new Checkpoint(START, "");
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            Bookkeeping.ensure(connection);
            Recovered recovered = checkpoints.takeOver(connection);
            checkpoints.writeStart(connection, recovered, start);
            TargetCatalog tables = new TargetCatalog(endpoint, connection);
            MysqlTarget mysql =
                    new MysqlTarget(
                            "test/giant",
                            Endpoints.wire(endpoint),
                            recovered.epoch(),
                            checkpoints,
                            tables,
                            ApplyMode.STRICT);
            ApplierConfig config =
                    new ApplierConfig(
                            "test/giant",
                            mysql,
                            tables,
                            ErrorPolicy.STOP,
                            new Acknowledged("test/giant", recovered.epoch()));
            return new LoadStage(
                    new LoaderConfig(2, 1 << 20, GroupLimits.defaults()),
                    config,
                    new LoadStage.Begin(start, false, recovered),
                    new HeldTables(),
                    new LoadStage.Surroundings(
                            new StatusBoard(InstantSource.system()), _ -> List.of()));
        }
    }

    private Delivery part(int first, int last) {
        List<RowChanges> rows =
                IntStream.rangeClosed(first, last)
                        .mapToObj(id -> shapes.insert(SampleTables.PARENT, id, 7))
                        .toList();
        return new Delivery.GiantPart(rows, rows.size(), 100, Optional.empty());
    }

    private static Delivery end() {
        return new Delivery.GiantEnd(
                new SourceTransaction(
                        1, new TransactionId.AtPosition(END), END, 1_000_000, List.of(), 0, 0));
    }

    private static int rows(MysqlServer target) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM sample.parent")) {
            row.next();
            return row.getInt(1);
        }
    }
}
