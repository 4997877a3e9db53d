package dev.otter.engine.load.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What slots tell a run that begins, and one whose answer was lost. */
class CheckpointTableIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLOTS = 4;

    private static MysqlServer server;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
        try (MysqlConnection connection = connect()) {
            Bookkeeping.ensure(connection);
        }
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static MysqlConnection connect() {
        return MysqlConnection.connect(MysqlEndpoint.of(server.host(), server.port(), "root", ""));
    }

    private static Checkpoint mark(long offset) {
        return new Checkpoint(new LogPosition("log.000001", offset), "");
    }

    private static TransactionId id(long offset) {
        return new TransactionId.AtPosition(new LogPosition("log.000001", offset));
    }

    private static void write(
            MysqlConnection connection, String pipeline, long epoch, SlotUse use, long at) {
        ByteWriter sql = new ByteWriter(256);
        new SlotStatement(pipeline, epoch).write(sql, use, mark(at), List.of(id(at + 1)));
        connection.query(sql.toString());
    }

    @Test
    void the_mark_of_the_newest_group_counts_whichever_slot_it_is_in() {
        CheckpointTable table = new CheckpointTable("t/newest", SLOTS);
        try (MysqlConnection connection = connect()) {
            assertThat(table.takeOver(connection).mark()).isEmpty();
            write(connection, "t/newest", 1, new SlotUse(0, 7, 0), 70);
            write(connection, "t/newest", 1, new SlotUse(1, 9, 0), 90);
            write(connection, "t/newest", 1, new SlotUse(2, 8, 0), 80);

            Recovered recovered = table.takeOver(connection);

            assertThat(recovered.mark()).contains(mark(90));
            assertThat(recovered.lastGroup()).isEqualTo(9);
            assertThat(recovered.slots()).isEqualTo(SLOTS);
            assertThat(recovered.durable())
                    .containsEntry(0, List.of(id(71)))
                    .containsEntry(1, List.of(id(91)))
                    .containsEntry(2, List.of(id(81)));
        }
    }

    @Test
    void who_takes_over_shuts_all_slots_to_the_epochs_before() {
        CheckpointTable table = new CheckpointTable("t/epochs", SLOTS);
        try (MysqlConnection connection = connect()) {
            long older = table.takeOver(connection).epoch();
            long newer = table.takeOver(connection).epoch();

            assertThat(newer).isGreaterThan(older);
            for (int slot = 0; slot < SLOTS; slot++) {
                SlotUse use = new SlotUse(slot, 1, 0);
                assertThatThrownBy(() -> write(connection, "t/epochs", older, use, 10))
                        .isInstanceOfSatisfying(
                                ServerErrorException.class,
                                e ->
                                        assertThat(e.errorNumber())
                                                .isEqualTo(SlotStatement.FENCE_ERROR));
                write(connection, "t/epochs", newer, use, 10);
            }
        }
    }

    @Test
    void a_group_is_durable_when_its_number_and_all_its_ids_are_there() {
        CheckpointTable table = new CheckpointTable("t/holds", SLOTS);
        try (MysqlConnection connection = connect()) {
            long epoch = table.takeOver(connection).epoch();
            write(connection, "t/holds", epoch, new SlotUse(2, 5, 0), 50);

            String ids = TransactionSet.encode(List.of(id(51)));
            assertThat(table.holds(connection, 2, 5, ids)).isTrue();
            assertThat(table.holds(connection, 2, 4, ids)).isFalse();
            assertThat(table.holds(connection, 1, 5, ids)).isFalse();
            assertThat(table.holds(connection, 2, 5, "")).isFalse();
        }
    }

    @Test
    void a_question_waits_for_a_transaction_that_the_server_still_runs() {
        CheckpointTable table = new CheckpointTable("t/runs", SLOTS);
        String ids = TransactionSet.encode(List.of(id(51)));
        try (MysqlConnection running = connect();
                MysqlConnection asking = connect()) {
            long epoch = table.takeOver(running).epoch();
            running.query("BEGIN");
            write(running, "t/runs", epoch, new SlotUse(0, 5, 0), 50);
            CompletableFuture<Boolean> answer =
                    CompletableFuture.supplyAsync(() -> table.holds(asking, 0, 5, ids));
            await().atMost(PATIENCE).until(() -> answer.isDone() || waiting(running));
            running.query("COMMIT");

            assertThat(answer.join()).isTrue();
        }
    }

    @Test
    void a_take_over_waits_for_the_transactions_of_the_older_leader() {
        CheckpointTable table = new CheckpointTable("t/waits", SLOTS);
        try (MysqlConnection older = connect();
                MysqlConnection newer = connect()) {
            long epoch = table.takeOver(older).epoch();
            older.query("BEGIN");
            write(older, "t/waits", epoch, new SlotUse(3, 5, 0), 50);
            CompletableFuture<Recovered> taken =
                    CompletableFuture.supplyAsync(() -> table.takeOver(newer));
            await().atMost(PATIENCE).until(() -> taken.isDone() || waiting(older));
            older.query("COMMIT");

            assertThat(taken.join().durable()).containsEntry(3, List.of(id(51)));
        }
    }

    private static boolean waiting(MysqlConnection connection) {
        return connection
                        .query(
                                "SELECT COUNT(*) FROM information_schema.innodb_trx"
                                        + " WHERE trx_state='LOCK WAIT'")
                        .number(0, 0)
                > 0;
    }
}
