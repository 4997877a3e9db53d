package dev.otter.engine.oracle.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.load.apply.TargetFault;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.oracle.H2Dictionary;
import dev.otter.engine.oracle.H2Oracle;
import dev.otter.engine.oracle.LoggedCells;
import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.engine.oracle.bookkeeping.OracleBookkeeping;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.table.OracleTables;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups against H2 in Oracle mode, by the statements that Oracle gets. */
class OracleWriterTest {
    private static final int SLOTS = 8;
    private static final ColumnType INT = new ColumnType(Kind.INT, Sign.SIGNED, 0, 0);
    private static final ColumnType TEXT = new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 4000, 0);
    private static final SourceTable ITEM =
            new SourceTable(
                    new TableName("shop", "item"),
                    List.of(
                            LogColumn.plain("id", INT),
                            LogColumn.plain("code", INT),
                            LogColumn.text("note", TEXT, "utf8mb4")));
    private static final SourceTable BARE =
            new SourceTable(
                    new TableName("shop", "bare"),
                    List.of(LogColumn.plain("a", INT), LogColumn.text("b", TEXT, "utf8mb4")));

    private H2Oracle target;
    private long epoch;

    @BeforeEach
    void start() throws Exception {
        target = new H2Oracle();
        try (Connection connection = target.connector().connect()) {
            OracleBookkeeping.ensure(connection, "SA", "test");
        }
        target.execute(
                "CREATE SCHEMA SHOP",
                "CREATE TABLE SHOP.ITEM (ID NUMBER(10) PRIMARY KEY, CODE NUMBER(10) UNIQUE,"
                        + " NOTE CLOB)",
                "CREATE TABLE SHOP.BARE (A NUMBER(10), B VARCHAR2(20 CHAR))");
        epoch = takeOver().epoch();
    }

    @AfterEach
    void close() {
        target.close();
    }

    private OracleCheckpoints checkpoints() {
        return new OracleCheckpoints("test/p", SLOTS);
    }

    private Recovered takeOver() throws Exception {
        try (Connection connection = target.connector().connect()) {
            return checkpoints().takeOver(connection);
        }
    }

    private OracleTarget applied(ApplyMode mode, long with) {
        return applied(mode, with, target.connector());
    }

    private OracleTarget applied(ApplyMode mode, long with, OracleConnector connector) {
        return new OracleTarget(
                "test/p",
                connector,
                with,
                checkpoints(),
                new OracleTables(target.connector(), new H2Dictionary()),
                mode);
    }

    private TargetWriter writer(ApplyMode mode) {
        TargetWriter writer = applied(mode, epoch).writer();
        writer.connect();
        return writer;
    }

    private static TransactionId id(int number) {
        return TransactionId.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:" + number);
    }

    private static Claim claim(int group, Integer... ids) {
        return new Claim(
                new SlotUse(group % SLOTS, group, 1000L * group),
                new Checkpoint(new LogPosition("binlog.000001", 4), ""),
                Arrays.stream(ids).map(OracleWriterTest::id).toList());
    }

    private static byte[][] item(int id, Integer code, String note) {
        return new byte[][] {
            LoggedCells.number(id),
            code == null ? null : LoggedCells.number(code),
            note == null ? null : LoggedCells.text(note)
        };
    }

    private static RowChanges insert(int id, Integer code, String note) {
        return LoggedCells.row(ChangeKind.INSERT, ITEM, item(id, code, note));
    }

    private static RowChanges delete(int id, Integer code, String note) {
        return LoggedCells.row(ChangeKind.DELETE, ITEM, item(id, code, note));
    }

    private static RowChanges update(byte[][] before, byte[][] after) {
        List<byte[]> both = new ArrayList<>(Arrays.asList(before));
        both.addAll(Arrays.asList(after));
        return LoggedCells.row(ChangeKind.UPDATE, ITEM, both.toArray(byte[][]::new));
    }

    private static RowChanges bare(ChangeKind kind, int a, String b) {
        return LoggedCells.row(kind, BARE, LoggedCells.number(a), LoggedCells.text(b));
    }

    private List<String> items() {
        return target.rows("SELECT ID,CODE,NOTE FROM SHOP.ITEM ORDER BY ID");
    }

    @Test
    void what_was_rolled_back_comes_again_and_what_was_committed_does_not() throws Exception {
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            writer.write(claim(1, 1, 2), List.of(insert(1, 10, "a")), true, List.of());
            writer.commit();
            writer.write(claim(2, 3), List.of(insert(2, 20, "b")), true, List.of());
            // The answer to a COMMIT that never came.
            writer.drop();
            assertThat(writer.connect()).isTrue();
            assertThat(writer.holds(claim(1, 1, 2))).isTrue();
            assertThat(writer.holds(claim(2, 3))).isFalse();
            writer.write(claim(2, 3), List.of(insert(2, 20, "b")), true, List.of());
            writer.commit();
            assertThat(writer.holds(claim(2, 3))).isTrue();
            assertThat(writer.slots()).hasSize(SLOTS);
        }
        assertThat(items()).containsExactly("1|10|a", "2|20|b");
        Recovered recovered = takeOver();
        assertThat(recovered.lastGroup()).isEqualTo(2);
        assertThat(recovered.durable().get(1)).containsExactlyInAnyOrder(id(1), id(2));
        assertThat(recovered.durable().get(2)).containsExactly(id(3));
    }

    @Test
    void closing_a_session_commits_nothing() {
        TargetWriter writer = writer(ApplyMode.STRICT);
        writer.write(claim(1, 1), List.of(insert(1, 10, "a")), true, List.of());
        writer.close();
        assertThat(items()).isEmpty();
    }

    @Test
    void a_writer_that_was_taken_over_writes_nothing() throws Exception {
        OracleTarget old = applied(ApplyMode.STRICT, epoch);
        try (TargetWriter writer = old.writer()) {
            writer.connect();
            writer.write(claim(1, 1), List.of(insert(1, 10, "a")), true, List.of());
            writer.commit();
            takeOver();
            StatementFailedException failed =
                    catchThrowableOfType(
                            StatementFailedException.class,
                            () ->
                                    writer.write(
                                            claim(2, 2),
                                            List.of(insert(2, 20, "b")),
                                            true,
                                            List.of()));
            assertThat(old.closesFence(failed.refusal())).isTrue();
            assertThat(failed.table()).isEmpty();
            assertThat(old.fenced().code()).isEqualTo(ErrorCode.FENCED);
            writer.rollBack();
        }
        assertThat(items()).containsExactly("1|10|a");
    }

    @Test
    void a_slot_that_somebody_deleted_is_no_fence() {
        target.execute("DELETE FROM RETL.RETL_CHECKPOINT WHERE SLOT=3");
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            assertThatThrownBy(() -> writer.open(claim(3, 1)))
                    .isInstanceOfSatisfying(
                            StatementFailedException.class, e -> assertThat(e.refusal()).isNull())
                    .hasMessageContaining("slot 3 is gone");
        }
    }

    @Test
    void strict_counts_tell_rows_that_are_missing() {
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            writer.write(
                    claim(1, 1), List.of(insert(1, 10, "a"), insert(2, 20, "b")), true, List.of());
            writer.commit();
            for (boolean folding : new boolean[] {true, false}) {
                List<RowChanges> changes =
                        List.of(
                                update(item(1, 10, "a"), item(1, 10, "A")),
                                update(item(3, 30, "c"), item(3, 30, "C")));
                StatementFailedException failed =
                        catchThrowableOfType(
                                StatementFailedException.class,
                                () -> writer.write(claim(2, 2), changes, folding, List.of()));
                assertThat(failed.refusal()).isNull();
                assertThat(failed.row().key()).isEqualTo("id=3");
                writer.rollBack();
            }
            assertThatThrownBy(() ->
                            writer.write(
                                    claim(2, 2),
                                    List.of(delete(1, 10, "a"), delete(9, 90, "z")),
                                    true,
                                    List.of()))
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("of 1 rows expected the target reports 0");
            writer.rollBack();
        }
        assertThat(items()).containsExactly("1|10|a", "2|20|b");
    }

    @Test
    void a_batch_of_which_no_counts_are_told_proves_nothing() {
        OracleTarget untold = applied(ApplyMode.STRICT, epoch, target.untold());
        try (TargetWriter writer = untold.writer()) {
            writer.connect();
            List<RowChanges> two = List.of(insert(1, 10, "a"), insert(2, 20, "b"));
            assertThatThrownBy(() -> writer.write(claim(1, 1), two, true, List.of()))
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("does not tell how many rows");
        }
        assertThat(items()).isEmpty();
    }

    @Test
    void a_refused_row_is_told_when_each_goes_by_itself_and_is_put_aside() throws Exception {
        target.execute("INSERT INTO SHOP.ITEM VALUES (2, 99, 'there')");
        OracleTarget applied = applied(ApplyMode.STRICT, epoch);
        try (TargetWriter writer = applied.writer()) {
            writer.connect();
            List<RowChanges> changes =
                    List.of(insert(1, 10, "a"), insert(2, 20, "b"), insert(3, 30, "c"));
            StatementFailedException together =
                    catchThrowableOfType(
                            StatementFailedException.class,
                            () -> writer.write(claim(1, 1), changes, true, List.of()));
            assertThat(together.tellsRow()).isFalse();
            assertThat(applied.fault(together.refusal())).isEqualTo(TargetFault.DATA);
            writer.rollBack();

            StatementFailedException alone =
                    catchThrowableOfType(
                            StatementFailedException.class,
                            () -> writer.write(claim(1, 1), changes, false, List.of()));
            assertThat(alone.row().key()).isEqualTo("id=2");
            assertThat(applied.code(alone.refusal())).isEqualTo(ErrorCode.ROW_REFUSED);
            writer.rollBack();
        }
        assertThat(items()).containsExactly("2|99|there");
    }

    @Test
    void repair_makes_rows_as_the_source_has_them() {
        target.execute(
                "INSERT INTO SHOP.ITEM VALUES (1, 11, 'old')",
                "INSERT INTO SHOP.ITEM VALUES (7, 30, 'rival')",
                "INSERT INTO SHOP.ITEM VALUES (5, 50, 'key')");
        try (TargetWriter writer = writer(ApplyMode.REPAIR)) {
            writer.write(
                    claim(1, 1),
                    List.of(
                            insert(1, 10, "new"),
                            insert(2, 20, ""),
                            insert(3, 30, null),
                            update(item(5, 50, "key"), item(6, 60, "moved")),
                            update(item(8, 80, "x"), item(8, 81, "made")),
                            delete(9, 90, "gone")),
                    true,
                    List.of());
            writer.commit();
        }
        assertThat(items())
                .containsExactly("1|10|new", "2|20|", "3|30|null", "6|60|moved", "8|81|made");
    }

    @Test
    void folded_rows_of_all_kinds_share_batches() {
        String large = "数".repeat(20_000);
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            List<RowChanges> inserts =
                    IntStream.range(0, 2500)
                            .mapToObj(i -> insert(i, i, i % 500 == 0 ? large : "n" + i))
                            .toList();
            writer.write(claim(1, 1), inserts, true, List.of());
            writer.commit();
            List<RowChanges> changes = new ArrayList<>();
            for (int i = 0; i < 2500; i++) {
                String note = i % 500 == 0 ? large : "n" + i;
                changes.add(
                        i % 3 == 0
                                ? delete(i, i, note)
                                : update(item(i, i, note), item(i, i, "u" + i)));
            }
            writer.write(claim(2, 2), changes, true, List.of());
            writer.commit();
        }
        assertThat(target.rows("SELECT COUNT(*) FROM SHOP.ITEM WHERE NOTE LIKE 'u%'"))
                .containsExactly("1666");
        assertThat(target.rows("SELECT COUNT(*) FROM SHOP.ITEM")).containsExactly("1666");
    }

    @Test
    void rows_without_a_key_go_one_for_one() {
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            writer.write(
                    claim(1, 1),
                    List.of(
                            bare(ChangeKind.INSERT, 1, "x"),
                            bare(ChangeKind.INSERT, 1, "x"),
                            bare(ChangeKind.INSERT, 1, "")),
                    true,
                    List.of());
            writer.commit();
            writer.write(
                    claim(2, 2),
                    List.of(bare(ChangeKind.DELETE, 1, "x"), bare(ChangeKind.DELETE, 1, "")),
                    true,
                    List.of());
            writer.commit();
        }
        assertThat(target.rows("SELECT A,B FROM SHOP.BARE")).containsExactly("1|x");
    }

    @Test
    void a_table_is_emptied_in_portions() {
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            writer.write(
                    claim(1, 1),
                    IntStream.range(0, 10).mapToObj(i -> insert(i, i, "x")).toList(),
                    true,
                    List.of());
            writer.commit();
            String portion = "DELETE FROM \"SHOP\".\"ITEM\" WHERE ROWNUM<=4";
            assertThat(OracleGrammar.mistakes(portion)).isEmpty();
            writer.open(claim(2));
            assertThat(writer.run(portion)).isEqualTo(4);
            writer.commit();
            assertThat(writer.holds(claim(2, 2))).as("the slot is named, no id is").isFalse();
            writer.open(claim(2));
            assertThat(writer.run(portion)).isEqualTo(4);
            assertThat(writer.run(portion)).isEqualTo(2);
            writer.open(claim(2, 2));
            writer.commit();
        }
        assertThat(items()).isEmpty();
    }

    @Test
    void a_large_transaction_comes_in_parts() {
        try (TargetWriter writer = writer(ApplyMode.STRICT)) {
            writer.open(claim(1, 1));
            writer.part(List.of(insert(1, 10, "a")));
            writer.part(List.of(update(item(1, 10, "a"), item(1, 10, "b")), insert(2, 20, "c")));
            assertThat(items()).isEmpty();
            writer.commit();
        }
        assertThat(items()).containsExactly("1|10|b", "2|20|c");
    }
}
