package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.KeyHasher;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.snapshot.CopyTable.Links;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Copied tables that hang together, giant transactions among chunks, and what chunks carry. */
class CopyAmongTablesTest {
    private static final TableName PARENT = new TableName("d", "parent");
    private static final TableName CHILD = new TableName("d", "child");
    private static final TableName BESIDE = new TableName("d", "beside");
    private static final ColumnType TINY = new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0);
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final CopyTable parent = table(PARENT, new Links(Set.of(), Set.of(CHILD)));
    private final CopyTable child = table(CHILD, new Links(Set.of(PARENT), Set.of()));
    private final CopyTables tables =
            new CopyTables(
                    List.of(child, parent),
                    Map.of(BESIDE, Set.of(CHILD)),
                    new SwapStatements(ServerVersion.parse("8.0.36"), false));
    private final List<Delivery> handed = new CopyOnWriteArrayList<>();
    private final SnapshotMerge merge =
            new SnapshotMerge(
                    tables,
                    CopyRecord.of("c/p", RecordSql.MYSQL),
                    position(0),
                    handed::add,
                    new SnapshotMerge.Sizes(() -> 0, 1, 10_000));
    private int read;

    private static CopyTable table(TableName name, Links links) {
        return table(name, links, CopyTerms.USUAL);
    }

    private static CopyTable table(TableName name, Links links, CopyTerms terms) {
        Part part =
                new Part(
                        name,
                        name,
                        0,
                        State.WAITING,
                        Optional.empty(),
                        Optional.empty(),
                        KeyPoint.NONE,
                        KeyPoint.NONE,
                        0,
                        0,
                        terms);
        return new CopyTable(List.of(part), links, Set.of("id"), false);
    }

    private static LogPosition position(int number) {
        return new LogPosition("log.000001", number);
    }

    private static SourceTable shape(TableName table) {
        return new SourceTable(
                table, List.of(LogColumn.plain("id", TINY), LogColumn.plain("v", TINY)));
    }

    /** A change of one row; a negative cell is left out of the log. */
    private static RowChanges change(ChangeKind kind, TableName table, int... cells) {
        byte[] bytes = new byte[cells.length];
        int[] offsets = new int[cells.length];
        int[] lengths = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = (byte) cells[i];
            offsets[i] = i;
            lengths[i] = cells[i] < 0 ? RowChanges.ABSENT : 1;
        }
        return new RowChanges(
                kind, shape(table), table, true, new RowChanges.Cells(bytes, offsets, lengths));
    }

    private static SourceTransaction transaction(int number, List<RowChanges> changes) {
        LogPosition end = position(number);
        return new SourceTransaction(
                number, new TransactionId.AtPosition(end), end, 0, changes, changes.size(), 1);
    }

    private void stream(RowChanges change) {
        merge.accept(new Delivery.Transaction(transaction(++read, List.of(change))));
    }

    private static Delivery.GiantPart part(RowChanges change) {
        return new Delivery.GiantPart(List.of(change), 1, 1, Optional.empty());
    }

    private Delivery.GiantEnd giantEnd() {
        return new Delivery.GiantEnd(transaction(++read, List.of()));
    }

    private void begin(CopyTable table) throws InterruptedException {
        merge.begin(
                table,
                new SnapshotMerge.Beginning(
                        shape(table.source()), List.of(KeyRange.ALL), "id tinyint"));
    }

    private static ReadChunk chunk(CopyTable table, LogPosition high, boolean last) {
        return new ReadChunk(
                high,
                new ReadChunk.Rows.Written(
                        shape(table.source()),
                        new ReadChunk.Text(
                                new byte[0],
                                new byte[0],
                                new byte[] {1},
                                new int[] {1},
                                new BitSet()),
                        new RowChanges.Cells(new byte[0], new int[0], new int[0])),
                new KeyPoint(List.of("1")),
                "",
                last);
    }

    /** Hands over a chunk of which nothing has to be waited for. */
    private void copy(CopyTable table, boolean last) throws InterruptedException {
        Window window = merge.open(table);
        merge.low(window, position(read));
        assertThat(
                        merge.offer(
                                table,
                                table.ranges().getFirst(),
                                window,
                                chunk(table, position(read), last)))
                .isTrue();
    }

    private void durable() {
        copied().forEach(rows -> rows.durable().run());
    }

    /** What was handed over of copies, in its order. */
    private List<CopiedRows> copied() {
        return handed.stream()
                .filter(Delivery.Transaction.class::isInstance)
                .flatMap(one -> ((Delivery.Transaction) one).transaction().changes().stream())
                .flatMap(change -> change.copied().stream())
                .toList();
    }

    @Test
    void parents_are_copied_before_their_children() {
        assertThat(merge.work()).isEqualTo(new CopyTables.Work.Begin(parent));
        assertThat(merge.work()).isInstanceOf(CopyTables.Work.Later.class);
    }

    @Test
    void rows_that_go_with_a_copied_parent_break_windows_of_its_children() throws Exception {
        begin(parent);
        begin(child);
        Window window = merge.open(child);

        stream(change(ChangeKind.INSERT, PARENT, 1, 1));
        assertThat(window.broken()).isFalse();
        stream(change(ChangeKind.DELETE, PARENT, 1, 1));
        assertThat(window.broken()).isTrue();
    }

    @Test
    void rows_that_go_with_a_parent_that_is_not_copied_do_so_too() throws Exception {
        begin(child);
        Window window = merge.open(child);

        stream(change(ChangeKind.INSERT, BESIDE, 1, 1));
        assertThat(window.broken()).isFalse();
        stream(change(ChangeKind.UPDATE, BESIDE, 1, 1, 2, 1));
        assertThat(window.broken()).isTrue();
    }

    @Test
    void references_are_checked_when_all_parents_are_there() throws Exception {
        begin(parent);
        begin(child);
        copy(child, true);

        stream(change(ChangeKind.INSERT, CHILD, 1, 1));
        assertThat(last().foreignKeyChecks()).isFalse();
        copy(parent, true);
        stream(change(ChangeKind.INSERT, CHILD, 2, 1));
        assertThat(last().foreignKeyChecks()).isTrue();
    }

    private RowChanges last() {
        return ((Delivery.Transaction) handed.getLast()).transaction().changes().getFirst();
    }

    @Test
    void a_giant_transaction_breaks_open_windows() throws Exception {
        begin(parent);
        Window window = merge.open(parent);

        merge.accept(part(change(ChangeKind.INSERT, PARENT, 1, 1)));

        assertThat(window.broken()).isTrue();
    }

    @Test
    void a_change_that_leaves_out_columns_breaks_open_windows() throws Exception {
        begin(parent);
        Window window = merge.open(parent);

        stream(change(ChangeKind.UPDATE, PARENT, 1, 1, 1, -1));

        assertThat(window.broken()).isTrue();
    }

    @Test
    void a_chunk_waits_for_the_end_of_a_giant_transaction() throws Exception {
        begin(parent);
        Window window = merge.open(parent);
        merge.low(window, position(0));
        merge.accept(part(change(ChangeKind.INSERT, BESIDE, 1, 1)));
        FutureTask<Boolean> offer =
                new FutureTask<>(() ->
                        merge.offer(
                                parent,
                                parent.ranges().getFirst(),
                                window,
                                chunk(parent, position(0), true)));
        Thread.ofPlatform().start(offer);

        await().during(A_WHILE).until(() -> !offer.isDone());
        merge.accept(giantEnd());

        assertThat(offer.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(copied()).hasSize(2);
        assertThat(handed.getLast()).isInstanceOf(Delivery.Transaction.class);
    }

    @Test
    void a_table_gets_another_name_when_its_last_rows_are_durable() throws Exception {
        begin(parent);
        copy(parent, true);
        String sql = "RENAME TABLE d.parent TO d.other";
        FutureTask<Void> renaming =
                new FutureTask<>(
                        () ->
                                merge.accept(
                                        new Delivery.SchemaChange(
                                                sql,
                                                List.of(PARENT),
                                                List.of(PARENT),
                                                false,
                                                transaction(1, List.of()),
                                                new LoggedStatement(
                                                        LoggedStatement.Kind.TABLE_SHAPE,
                                                        List.of(PARENT),
                                                        sql),
                                                false)),
                        null);
        Thread.ofPlatform().start(renaming);

        await().during(A_WHILE).until(() -> !renaming.isDone());
        durable();

        renaming.get(20, TimeUnit.SECONDS);
        assertThat(handed.getLast()).isInstanceOf(Delivery.SchemaChange.class);
    }

    @Test
    void a_chunk_carries_how_far_its_range_is_and_keeps_its_place_in_it() throws Exception {
        begin(parent);
        copy(parent, false);
        copy(parent, true);

        assertThat(copied()).hasSize(3);
        Set<Long> shared = new HashSet<>(copied().getFirst().claims());
        assertThat(shared).contains(KeyHasher.ofTable(PARENT));
        for (CopiedRows rows : copied()) {
            assertThat(rows.notes()).isNotEmpty().allMatch(note -> note.contains("retl_snapshot"));
            shared.retainAll(rows.claims());
        }
        assertThat(shared).as("what they must not do at the same time").isNotEmpty();
    }

    @Test
    void a_chunk_that_replaces_rows_has_its_table_for_itself() throws Exception {
        CopyTable anew =
                table(
                        BESIDE,
                        new Links(Set.of(), Set.of()),
                        new CopyTerms(CopyTerms.Way.REPLACE, "", ""));
        SnapshotMerge replacing =
                new SnapshotMerge(
                        new CopyTables(
                                List.of(anew),
                                Map.of(),
                                new SwapStatements(ServerVersion.parse("8.0.36"), false)),
                        CopyRecord.of("c/p", RecordSql.MYSQL),
                        position(0),
                        handed::add,
                        new SnapshotMerge.Sizes(() -> 0, 1, 10_000));
        replacing.begin(
                anew,
                new SnapshotMerge.Beginning(shape(BESIDE), List.of(KeyRange.ALL), "id tinyint"));
        Window window = replacing.open(anew);
        replacing.low(window, position(0));
        replacing.offer(anew, anew.ranges().getFirst(), window, chunk(anew, position(0), true));

        assertThat(copied().getLast().claims()).contains(KeyHasher.ofTable(BESIDE));
    }
}
