package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.snapshot.CopyTable.Links;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chunks join a stream of random changes of one table of few keys; the target is a map that takes
 * what the load stage would do: what is handed on must make it equal to the source.
 */
class SnapshotMergeTest {
    private static final TableName NAME = new TableName("d", "t");
    private static final int KEYS = 12;

    /** Keys that the target holds wrongly lie below. */
    private static final int GARBAGE = 20;

    private static final SourceTable SHAPE =
            new SourceTable(
                    NAME,
                    List.of(
                            LogColumn.plain("id", new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0)),
                            LogColumn.plain("v", new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0))));

    private final Target target = new Target();

    /** Whether chunks are handed on in the log's encoding. */
    private boolean inCells;

    private final CopyTable table = table(CopyTerms.USUAL);
    private final SnapshotMerge merge = merge(table, position(0));

    private static CopyTable table(CopyTerms terms) {
        Part part =
                new Part(
                        NAME,
                        NAME,
                        0,
                        State.WAITING,
                        Optional.empty(),
                        Optional.empty(),
                        KeyPoint.NONE,
                        KeyPoint.NONE,
                        0,
                        0,
                        terms);
        return new CopyTable(List.of(part), new Links(Set.of(), Set.of()), Set.of("id"), false);
    }

    private SnapshotMerge merge(CopyTable copied, LogPosition start) {
        return new SnapshotMerge(
                tables(copied),
                CopyRecord.of("c/p", RecordSql.MYSQL),
                start,
                target::take,
                new SnapshotMerge.Sizes(() -> 0, 1, 10_000));
    }

    private static CopyTables tables(CopyTable... copied) {
        return new CopyTables(
                List.of(copied),
                Map.of(),
                new SwapStatements(ServerVersion.parse("8.0.36"), false));
    }

    private static LogPosition position(int number) {
        return new LogPosition("log.000001", number);
    }

    /** A target that refuses what a strict database would refuse. */
    private static final class Target {
        private final Map<Integer, Integer> rows = new TreeMap<>();
        private final List<Long> sequences = new ArrayList<>();
        private final List<String> statements = new ArrayList<>();
        private final List<Runnable> handed = new ArrayList<>();
        private final List<List<String>> notes = new ArrayList<>();

        void take(Delivery delivery) {
            if (delivery instanceof Delivery.SchemaChange change) {
                statements.add(change.statement());
            }
            if (delivery instanceof Delivery.Transaction transaction) {
                sequences.add(transaction.transaction().sequence());
                transaction.transaction().changes().forEach(this::apply);
            }
        }

        /** All that was handed over is durable. */
        void durable() {
            handed.forEach(Runnable::run);
            handed.clear();
        }

        private void copied(CopiedRows copied) {
            handed.add(copied.durable());
            notes.add(copied.notes());
            boolean replacing = !copied.clearing().isEmpty();
            if (replacing) {
                String[] range = copied.clearing().split("-");
                rows.keySet()
                        .removeIf(key ->
                                key >= Integer.parseInt(range[0])
                                        && key < Integer.parseInt(range[1]));
            }
            byte[] text = copied.text();
            for (int at = 0; at < text.length; at += 2) {
                if (replacing) {
                    rows.put((int) text[at], (int) text[at + 1]);
                } else {
                    rows.putIfAbsent((int) text[at], (int) text[at + 1]);
                }
            }
        }

        private void apply(RowChanges change) {
            if (change.copied().isPresent()) {
                copied(change.copied().get());
                return;
            }
            byte[] cells = change.bytes();
            if (change.manner() == Manner.BENEATH) {
                for (int at = 0; at < cells.length; at += 2) {
                    rows.putIfAbsent((int) cells[at], (int) cells[at + 1]);
                }
                return;
            }
            if (change.kind() == ChangeKind.INSERT && change.manner() == Manner.AGAIN) {
                for (int at = 0; at < cells.length; at += 2) {
                    rows.put((int) cells[at], (int) cells[at + 1]);
                }
                return;
            }
            boolean strict = change.manner() == Manner.WHOLE;
            boolean before = change.kind() != ChangeKind.INSERT;
            if (before) {
                Integer old = rows.remove((int) cells[0]);
                if (strict) {
                    assertThat(old).as("row %d", cells[0]).isEqualTo((int) cells[1]);
                }
            }
            if (change.kind() != ChangeKind.DELETE) {
                int at = before ? 2 : 0;
                Integer old = rows.put((int) cells[at], (int) cells[at + 1]);
                if (strict) {
                    assertThat(old).as("row %d", cells[at]).isNull();
                }
            }
        }
    }

    /** The source: its rows now, and a log of which the stream has read a part. */
    private static final class Source {
        private final Map<Integer, Integer> rows = new TreeMap<>();
        private final List<RowChanges> log = new ArrayList<>();
        private final Random random;
        private int read;

        Source(Random random) {
            this.random = random;
        }

        void change() {
            int key = random.nextInt(KEYS);
            int value = random.nextInt(100);
            Integer old = rows.get(key);
            if (old == null) {
                rows.put(key, value);
                log.add(rows(ChangeKind.INSERT, key, value));
                return;
            }
            rows.remove(key);
            int other = random.nextInt(KEYS);
            if (random.nextInt(3) == 0) {
                log.add(rows(ChangeKind.DELETE, key, old));
            } else if (random.nextInt(3) == 0 && !rows.containsKey(other)) {
                rows.put(other, value);
                log.add(rows(ChangeKind.UPDATE, key, old, other, value));
            } else {
                rows.put(key, value);
                log.add(rows(ChangeKind.UPDATE, key, old, key, value));
            }
        }

        void stream(SnapshotMerge merge) {
            if (read < log.size()) {
                RowChanges change = log.get(read++);
                LogPosition end = position(read);
                merge.accept(
                        new Delivery.Transaction(
                                new SourceTransaction(
                                        read,
                                        new TransactionId.AtPosition(end),
                                        end,
                                        0,
                                        List.of(change),
                                        1,
                                        1)));
            }
        }
    }

    private static RowChanges rows(ChangeKind kind, int... cells) {
        byte[] bytes = new byte[cells.length];
        int[] offsets = new int[cells.length];
        int[] lengths = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = (byte) cells[i];
            offsets[i] = i;
            lengths[i] = 1;
        }
        return new RowChanges(
                kind, SHAPE, NAME, true, new RowChanges.Cells(bytes, offsets, lengths));
    }

    private ReadChunk chunk(Map<Integer, Integer> rows, int from, int to, LogPosition high) {
        return chunk(rows, from, to, high, false);
    }

    private ReadChunk chunk(
            Map<Integer, Integer> rows, int from, int to, LogPosition high, boolean replacing) {
        List<Integer> cells = new ArrayList<>();
        rows.forEach((key, value) -> {
            if (key >= from && key < to) {
                cells.add(key);
                cells.add(value);
            }
        });
        byte[] text = new byte[cells.size()];
        int[] ends = new int[cells.size() / 2];
        for (int i = 0; i < text.length; i++) {
            text[i] = cells.get(i).byteValue();
            ends[i / 2] = i + 1;
        }
        int[] logged = cells.stream().mapToInt(Integer::intValue).toArray();
        List<RowChanges> inserts =
                logged.length == 0 ? List.of() : List.of(rows(ChangeKind.INSERT, logged));
        return new ReadChunk(
                high,
                inCells
                        ? new ReadChunk.Rows.Logged(SHAPE, inserts, ends.length)
                        : new ReadChunk.Rows.Written(
                                SHAPE,
                                new ReadChunk.Text(
                                        new byte[0], new byte[0], text, ends, new BitSet()),
                                new RowChanges.Cells(new byte[0], new int[0], new int[0])),
                new KeyPoint(List.of(String.valueOf(to - 1))),
                replacing ? from + "-" + (to >= KEYS ? GARBAGE : to) : "",
                to >= KEYS);
    }

    private static SnapshotMerge.Beginning beginning() {
        return new SnapshotMerge.Beginning(SHAPE, List.of(KeyRange.ALL), "id tinyint");
    }

    @RepeatedTest(300)
    void the_target_ends_as_the_source(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Source source = new Source(random);
        for (int i = 0; i < 20; i++) {
            source.change();
        }
        steps(merge, random, source, 6);
        copied(table, merge, source, random);
    }

    @RepeatedTest(300)
    void a_target_of_wrong_rows_ends_as_the_source_while_it_is_written(RepetitionInfo repetition)
            throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Source source = new Source(random);
        for (int i = 0; i < 20; i++) {
            source.change();
        }
        source.read = source.log.size();
        for (int i = 0; i < 10; i++) {
            target.rows.put(random.nextInt(GARBAGE), random.nextInt(100));
        }
        CopyTable wrong = table(new CopyTerms(CopyTerms.Way.REPLACE, "", ""));
        SnapshotMerge replacing = merge(wrong, position(source.read));
        steps(replacing, random, source, 6);
        copied(wrong, replacing, source, random);
    }

    @RepeatedTest(300)
    void rows_in_the_logs_encoding_end_as_the_source(RepetitionInfo repetition) throws Exception {
        inCells = true;
        the_target_ends_as_the_source(repetition);
    }

    @RepeatedTest(300)
    void rows_in_the_logs_encoding_replace_wrong_ones(RepetitionInfo repetition) throws Exception {
        inCells = true;
        a_target_of_wrong_rows_ends_as_the_source_while_it_is_written(repetition);
    }

    private void copied(CopyTable table, SnapshotMerge merge, Source source, Random random)
            throws Exception {
        boolean replacing = table.terms().way() == CopyTerms.Way.REPLACE;
        merge.begin(table, beginning());
        CopyRange range = table.ranges().getFirst();

        int next = 0;
        while (next < KEYS) {
            int to = next + 1 + random.nextInt(4);
            Window window = merge.open(table);
            steps(merge, random, source, 3);
            LogPosition low = position(source.log.size());
            steps(merge, random, source, 3);
            merge.low(window, low);
            steps(merge, random, source, 3);
            Map<Integer, Integer> seen = new HashMap<>(source.rows);
            steps(merge, random, source, 3);
            LogPosition high = position(source.log.size());
            ReadChunk chunk = chunk(new TreeMap<>(seen), next, to, high, replacing);
            FutureTask<Boolean> offer =
                    new FutureTask<>(() -> merge.offer(table, range, window, chunk));
            Thread.ofPlatform().start(offer);
            while (source.read < source.log.size()) {
                source.stream(merge);
            }
            assertThat(offer.get(20, TimeUnit.SECONDS)).isTrue();
            steps(merge, random, source, 3);
            next = to;
        }
        steps(merge, random, source, 30);
        while (source.read < source.log.size()) {
            source.stream(merge);
        }

        assertThat(target.rows).isEqualTo(source.rows);
        assertThat(target.sequences).isSorted().doesNotHaveDuplicates();
    }

    /** Source and stream go on, in any order. */
    private static void steps(SnapshotMerge merge, Random random, Source source, int most) {
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                source.change();
            } else {
                source.stream(merge);
            }
        }
    }

    @Test
    void a_window_that_outgrows_its_bytes_is_broken() throws Exception {
        merge.begin(table, beginning());
        Window window = merge.open(table);
        Source source = new Source(new Random(1));
        for (int i = 0; i < 200; i++) {
            source.change();
            source.stream(merge);
        }

        CopyRange range = table.ranges().getFirst();
        ReadChunk chunk = chunk(source.rows, 0, KEYS, position(1));

        assertThat(merge.offer(table, range, window, chunk)).isFalse();
        assertThat(table.windows()).isEmpty();
    }

    @Test
    void a_change_of_shape_breaks_open_windows() throws Exception {
        merge.begin(table, beginning());
        Window window = merge.open(table);
        LogPosition end = position(1);
        merge.accept(statement("ALTER TABLE d.t ADD c INT", end));

        CopyRange range = table.ranges().getFirst();
        ReadChunk chunk = chunk(Map.of(1, 1), 0, KEYS, end);

        assertThat(merge.offer(table, range, window, chunk)).isFalse();
        assertThat(table.shapeVersion()).isEqualTo(1);
    }

    @Test
    void changes_before_a_table_begins_are_left_out_and_behind_its_end_they_are_strict()
            throws Exception {
        Source source = new Source(new Random(1));
        source.change();
        source.stream(merge);
        assertThat(target.rows).isEmpty();

        merge.begin(table, beginning());
        Window window = merge.open(table);
        ReadChunk chunk = chunk(source.rows, 0, KEYS, position(1));
        merge.offer(table, table.ranges().getFirst(), window, chunk);

        assertThat(table.fate(position(0))).isEqualTo(CopyTable.Fate.LEFT_OUT);
        assertThat(table.fate(position(1))).isEqualTo(CopyTable.Fate.WHOLE);
        assertThat(table.finished()).isTrue();
    }

    private static Delivery statement(String sql, LogPosition end) {
        return new Delivery.SchemaChange(
                sql,
                List.of(NAME),
                List.of(NAME),
                false,
                new SourceTransaction(
                        1, new TransactionId.AtPosition(end), end, 0, List.of(), 0, 0),
                new LoggedStatement(LoggedStatement.Kind.TABLE_SHAPE, List.of(NAME), sql),
                false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RENAME TABLE d.t TO d.old, d.fresh TO d.t",
                "ALTER TABLE d.fresh RENAME TO d.t",
                "ALTER TABLE d.p EXCHANGE PARTITION x WITH TABLE d.t",
                "RENAME no grammar knows"
            })
    void a_name_that_comes_to_stand_for_other_rows_before_it_is_copied_ends_the_run(String sql)
            throws Exception {
        assertThatThrownBy(() -> merge.accept(statement(sql, position(1))))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COPY_NOT_POSSIBLE))
                .hasMessageContaining("d.t");
        assertThat(target.statements).isEmpty();

        merge.begin(table, beginning());
        assertThatThrownBy(() -> merge.accept(statement(sql, position(1))))
                .isInstanceOf(OtterException.class);
        assertThat(target.statements).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE d.t RENAME COLUMN v TO w",
                "ALTER TABLE d.t RENAME INDEX a TO b, COMMENT 'EXCHANGE'",
                "RENAME TABLE d.other TO d.another"
            })
    void other_statements_are_handed_on_while_a_table_is_copied(String sql) {
        merge.accept(
                new Delivery.SchemaChange(
                        sql,
                        List.of(new TableName("d", "other")),
                        List.of(new TableName("d", "other")),
                        false,
                        ((Delivery.SchemaChange) statement(sql, position(1))).particulars(),
                        new LoggedStatement(LoggedStatement.Kind.TABLE_SHAPE, List.of(NAME), sql),
                        false));
        assertThat(target.statements).containsExactly(sql);
    }

    @Test
    void a_table_is_renamed_when_its_rows_are_there() throws Exception {
        merge.begin(table, beginning());
        Window window = merge.open(table);
        ReadChunk chunk = chunk(Map.of(1, 1), 0, KEYS, position(0));
        assertThat(merge.offer(table, table.ranges().getFirst(), window, chunk)).isTrue();
        target.durable();

        merge.accept(statement("RENAME TABLE d.t TO d.u", position(1)));

        assertThat(target.statements).containsExactly("RENAME TABLE d.t TO d.u");
    }

    @Test
    void a_statement_that_lies_before_the_copy_s_begin_does_not_matter() throws Exception {
        LogPosition begun = position(7);
        Part part =
                new Part(
                        NAME,
                        NAME,
                        0,
                        State.COPYING,
                        Optional.of(begun),
                        Optional.empty(),
                        KeyPoint.NONE,
                        KeyPoint.NONE,
                        0,
                        0,
                        CopyTerms.USUAL);
        CopyTable resumed =
                new CopyTable(List.of(part), new Links(Set.of(), Set.of()), Set.of("id"), false);

        merge(resumed, position(0)).accept(statement("RENAME TABLE d.x TO d.t", position(7)));

        assertThat(target.statements).hasSize(1);
    }

    @Test
    void under_another_key_a_table_is_read_from_its_start_again() throws Exception {
        KeyPoint middle = new KeyPoint(List.of("5"));
        merge.begin(
                table,
                new SnapshotMerge.Beginning(
                        SHAPE,
                        List.of(
                                new KeyRange(KeyPoint.NONE, middle),
                                new KeyRange(middle, KeyPoint.NONE)),
                        "u int"));
        CopyRange first = table.ranges().get(0);
        CopyRange second = table.ranges().get(1);
        first.take();
        second.take();
        Map<Integer, Integer> rows = Map.of(1, 1, 8, 8);
        Window early = merge.open(table);
        assertThat(merge.offer(table, first, early, chunk(rows, 0, KEYS, position(0)))).isTrue();
        assertThat(first.done()).isTrue();
        merge.seen(table, SHAPE, "u int", Set.of("u"));
        assertThat(first.done()).isTrue();
        Window open = merge.open(table);

        merge.seen(table, SHAPE, "id int", Set.of("id"));

        assertThat(first.left()).isEqualTo(KeyRange.ALL);
        assertThat(first.free()).isTrue();
        assertThat(second.done()).isTrue();
        assertThat(table.finished()).isFalse();
        assertThat(open.broken()).isTrue();
        assertThat(table.shapeVersion()).isEqualTo(1);
        assertThat(target.notes)
                .last()
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .hasSize(4)
                .anyMatch(note -> note.startsWith("DELETE") && note.endsWith("part=1"));
    }
}
