package dev.otter.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.files.store.HookedStore;
import dev.otter.engine.files.store.LocalFileStore;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.config.mapping.FileRules.Missing;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries go on in order, each behind its files. */
@Timeout(60)
class FileStageTest {
    private static final SourceTable TABLE = table("shop", "t");
    private static final SourceTable OTHER = table("shop", "other");
    private static final LogPosition START = new LogPosition("log.1", 4);

    @TempDir Path folder;

    private final List<Delivery> out = new CopyOnWriteArrayList<>();
    private final StatusBoard board = new StatusBoard(InstantSource.system());
    private final AtomicReference<LogPosition> durable = new AtomicReference<>(START);
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private Path from;
    private Path to;
    private FileStage stage;
    private volatile boolean full;

    private static SourceTable table(String database, String name) {
        return new SourceTable(
                new TableName(database, name),
                List.of(
                        LogColumn.text(
                                "path",
                                new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 1000, 0),
                                "utf8mb4")));
    }

    @BeforeEach
    void folders() throws IOException {
        from = Files.createDirectory(folder.resolve("from"));
        to = Files.createDirectory(folder.resolve("to"));
    }

    @AfterEach
    void close() {
        gates.values().forEach(CountDownLatch::countDown);
        if (stage != null) {
            stage.close();
        }
    }

    private FileRules rules(Missing missing, boolean delete, int wait) {
        return new FileRules(
                Optional.empty(), List.of("path"), from, to, missing, delete, 2, wait, 0);
    }

    private void start(FileRules rules, TransactionId... applied) {
        TableViews views = TableViews.of(List.of(MappingConfig.parse("shop.t").with(rules)));
        FileLimits limits = new FileLimits(3, 5, 100, 1 << 20, Duration.ofMillis(50), this::gated);
        FileEntries entries = FileEntries.open("test", views, limits, board, 0);
        stage =
                new FileStage(
                        "test",
                        limits,
                        entries,
                        new FileStage.Surroundings(board, durable::get, Set.of(applied)),
                        out::add);
        stage.start();
    }

    /** Reading a file waits while its gate is closed. */
    private HookedStore gated(Path root) throws IOException {
        HookedStore store = new HookedStore(LocalFileStore.open(root));
        store.looking =
                path -> {
                    if (root.equals(to) && full) {
                        throw new IOException("No space left on device, for " + path);
                    }
                };
        store.reading =
                path -> {
                    if (path.text().equals("bad")) {
                        throw new IOException("bad sector");
                    }
                    try {
                        CountDownLatch gate = gates.get(path.text());
                        if (gate != null) {
                            gate.await();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException(e);
                    }
                };
        return store;
    }

    private void write(String name) throws IOException {
        Files.createDirectories(from.resolve(name).getParent());
        Files.writeString(from.resolve(name), "content of " + name);
    }

    private CountDownLatch gate(String name) throws IOException {
        write(name);
        CountDownLatch gate = new CountDownLatch(1);
        gates.put(name, gate);
        return gate;
    }

    /** Images with a path each; null for NULL. */
    private static RowChanges rows(SourceTable table, ChangeKind kind, String... paths) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[paths.length];
        int[] lengths = new int[paths.length];
        for (int i = 0; i < paths.length; i++) {
            byte[] text = paths[i] == null ? null : paths[i].getBytes(StandardCharsets.UTF_8);
            offsets[i] = bytes.size();
            lengths[i] = text == null ? RowChanges.NULL : text.length;
            if (text != null) {
                bytes.writeBytes(text);
            }
        }
        return new RowChanges(
                kind,
                table,
                table.name(),
                true,
                new RowChanges.Cells(bytes.toByteArray(), offsets, lengths));
    }

    private static LogPosition end(long sequence) {
        return new LogPosition("log.1", 100 * sequence);
    }

    private static Delivery transaction(long sequence, RowChanges... changes) {
        return new Delivery.Transaction(particulars(sequence, changes));
    }

    private static SourceTransaction particulars(long sequence, RowChanges... changes) {
        return new SourceTransaction(
                sequence,
                new TransactionId.AtPosition(end(sequence)),
                end(sequence),
                InstantSource.system().millis() * 1000,
                List.of(changes),
                List.of(changes).stream().mapToInt(RowChanges::rows).sum(),
                100);
    }

    private static RowChanges insert(String... paths) {
        return rows(TABLE, ChangeKind.INSERT, paths);
    }

    private void awaitOut(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> out.size() == count);
    }

    private List<RowChanges> changes(int delivery) {
        return switch (out.get(delivery)) {
            case Delivery.Transaction(SourceTransaction t) -> t.changes();
            case Delivery.GiantPart part -> part.changes();
            default -> throw new AssertionError(out.get(delivery));
        };
    }

    private void requireThere(String name) {
        assertThat(to.resolve(name)).hasSameBinaryContentAs(from.resolve(name));
    }

    private String reason() {
        return board.longestWait().map(StatusBoard.Wait::reason).orElse("");
    }

    @Test
    void a_delivery_without_files_passes_at_once() {
        start(rules(Missing.FAIL, true, 0));
        Delivery other = transaction(1, rows(OTHER, ChangeKind.INSERT, "../x"));
        Delivery none = transaction(2, insert(null, ""));
        Delivery skipped = new Delivery.Skipped(Optional.empty(), end(3));
        stage.accept(other);
        stage.accept(none);
        stage.accept(skipped);
        assertThat(out).containsExactly(other, none, skipped);
    }

    @Test
    void order_is_kept_while_files_of_later_ones_are_copied() throws IOException {
        CountDownLatch gate = gate("slow");
        write("d/fast");
        start(rules(Missing.FAIL, false, 0));
        Delivery first = transaction(1, insert("slow"));
        Delivery second = transaction(2, insert("d/fast"));
        Delivery third = transaction(3, rows(OTHER, ChangeKind.INSERT, "x"));
        stage.accept(first);
        stage.accept(second);
        stage.accept(third);

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(to.resolve("d/fast")));
        await().atMost(Duration.ofSeconds(20)).until(() -> reason().contains("slow"));
        assertThat(reason()).contains("copying attached files, 0 of 1");
        assertThat(out).isEmpty();
        assertThat(stage.empty()).isFalse();
        assertThat(stage.oldestMicros()).isPositive();
        assertThat(to.resolve("slow")).doesNotExist();

        gate.countDown();
        awaitOut(3);
        assertThat(out).containsExactly(first, second, third);
        requireThere("slow");
        await().atMost(Duration.ofSeconds(20)).until(() -> reason().isEmpty());
        assertThat(stage.oldestMicros()).isEqualTo(-1);
        assertThat(board.filesCopied.sum()).isEqualTo(2);
    }

    @Test
    void a_delivery_waits_for_all_of_its_files() throws IOException {
        write("fast");
        CountDownLatch gate = gate("slow");
        start(rules(Missing.FAIL, false, 0));
        Delivery delivery = transaction(1, insert("fast", "slow"));
        stage.accept(delivery);
        await().atMost(Duration.ofSeconds(20)).until(() -> reason().contains("1 of 2 are there"));
        assertThat(out).isEmpty();

        gate.countDown();
        awaitOut(1);
        assertThat(out).containsExactly(delivery);
        requireThere("slow");
    }

    @Test
    void a_file_of_several_rows_is_copied_once() throws IOException {
        write("a");
        start(rules(Missing.FAIL, false, 0));
        stage.accept(transaction(1, insert("a", "a"), insert("a")));
        stage.accept(transaction(2, insert("a")));
        awaitOut(2);
        assertThat(board.filesCopied.sum()).isEqualTo(1);
        assertThat(board.filesEqual.sum()).isEqualTo(1);
    }

    @Test
    void rows_without_their_files_are_refused_and_no_others() throws IOException {
        write("a");
        write("b");
        start(rules(Missing.FAIL, false, 0));
        stage.accept(transaction(1, insert("a", "none", "b", "../../etc/passwd"), insert("b")));
        awaitOut(1);

        List<RowChanges> changes = changes(0);
        assertThat(changes).extracting(RowChanges::rows).containsExactly(1, 1, 1, 1, 1);
        assertThat(changes)
                .extracting(rows -> rows.refusal().map(e -> e.code()).orElse(null))
                .containsExactly(
                        null, ErrorCode.FILE_MISSING, null, ErrorCode.FILE_PATH_REFUSED, null);
        assertThat(changes.get(1).refusal().orElseThrow())
                .hasMessageContaining("none")
                .hasMessageContaining("shop.t");
        assertThat(text(changes.get(2))).isEqualTo("b");
        assertThat(text(changes.get(3))).isEqualTo("../../etc/passwd");
        requireThere("a");
        requireThere("b");
    }

    private static String text(RowChanges rows) {
        return new String(rows.bytes(), rows.offset(0), rows.length(0), StandardCharsets.UTF_8);
    }

    @Test
    void missing_files_are_left_out_and_counted_where_that_is_allowed() throws IOException {
        write("a");
        start(rules(Missing.SKIP, false, 0));
        Delivery delivery = transaction(1, insert("a", "none"));
        stage.accept(delivery);
        awaitOut(1);
        assertThat(out).containsExactly(delivery);
        assertThat(board.filesMissing.sum()).isEqualTo(1);
        assertThat(board.notices())
                .singleElement()
                .asString()
                .contains("1 attached files were missing", "none");
    }

    @Test
    void a_missing_file_is_waited_for() throws IOException {
        start(rules(Missing.FAIL, false, 600));
        Delivery delivery = transaction(1, insert("late"));
        stage.accept(delivery);
        await().atMost(Duration.ofSeconds(20)).until(() -> reason().contains("late"));
        assertThat(reason()).contains("missing at the source");
        assertThat(out).isEmpty();

        write("late");
        awaitOut(1);
        assertThat(out).containsExactly(delivery);
        requireThere("late");
    }

    @Test
    void a_folder_that_is_away_is_waited_for_and_not_taken_for_empty() throws IOException {
        write("a");
        start(rules(Missing.SKIP, false, 0));
        Files.move(from, folder.resolve("away"));
        stage.accept(transaction(1, insert("a")));
        await().atMost(Duration.ofSeconds(20)).until(() -> reason().contains("cannot be used"));
        assertThat(out).isEmpty();
        Files.move(folder.resolve("away"), from);
        awaitOut(1);
        requireThere("a");
        assertThat(board.filesMissing.sum()).isZero();
    }

    @Test
    void a_target_that_is_full_is_waited_for() throws IOException {
        write("a");
        full = true;
        start(rules(Missing.FAIL, false, 0));
        Delivery delivery = transaction(1, insert("a"));
        stage.accept(delivery);
        await().atMost(Duration.ofSeconds(20)).until(() -> reason().contains("No space left"));
        await().during(Duration.ofSeconds(1)).until(out::isEmpty);
        full = false;
        awaitOut(1);
        assertThat(out).containsExactly(delivery);
        requireThere("a");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_after_some_tries() throws IOException {
        write("bad");
        start(rules(Missing.SKIP, false, 0));
        stage.accept(transaction(1, insert("bad")));
        awaitOut(1);
        assertThat(changes(0).getFirst().refusal().orElseThrow())
                .hasMessageStartingWith("OTR-3913")
                .hasMessageContaining("3 tries")
                .hasMessageContaining("bad sector");
    }

    @Test
    void too_many_files_are_refused() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            write(name);
        }
        start(rules(Missing.FAIL, false, 0));
        stage.accept(transaction(1, insert("a", "b", "c", "d", "e", "f")));
        awaitOut(1);
        assertThat(changes(0)).hasSize(2);
        assertThat(changes(0).get(1).refusal().orElseThrow().code())
                .isEqualTo(ErrorCode.FILE_RESOLVER_RESULT);
    }

    @Test
    void what_was_applied_already_is_not_copied_again() {
        start(rules(Missing.FAIL, false, 0), new TransactionId.AtPosition(end(1)));
        Delivery applied = transaction(1, insert("gone meanwhile"));
        stage.accept(applied);
        awaitOut(1);
        assertThat(out).containsExactly(applied);
    }

    @Test
    void a_file_goes_once_its_row_is_gone_on_the_target() throws IOException {
        write("a");
        write("b");
        start(rules(Missing.FAIL, true, 0));
        stage.accept(transaction(1, insert("a", "b")));
        stage.accept(transaction(2, rows(TABLE, ChangeKind.UPDATE, "a", "b")));
        stage.accept(transaction(3, rows(TABLE, ChangeKind.DELETE, "b")));
        awaitOut(3);
        requireThere("a");
        requireThere("b");

        durable.set(end(2));
        await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(to.resolve("a")));
        requireThere("b");
        durable.set(end(3));
        await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(to.resolve("b")));
        assertThat(board.filesRemoved.sum()).isEqualTo(2);
        assertThat(from.resolve("a")).exists();
    }

    @Test
    void files_stay_without_delete() throws IOException {
        write("a");
        start(rules(Missing.FAIL, false, 0));
        stage.accept(transaction(1, insert("a")));
        stage.accept(transaction(2, rows(TABLE, ChangeKind.DELETE, "a")));
        awaitOut(2);
        durable.set(end(2));
        stage.close();
        requireThere("a");
    }

    @Test
    void a_file_that_a_later_row_has_stays() throws IOException {
        write("a");
        write("b");
        start(rules(Missing.FAIL, true, 0));
        stage.accept(transaction(1, insert("a", "b")));
        stage.accept(transaction(2, rows(TABLE, ChangeKind.DELETE, "a", "b")));
        stage.accept(transaction(3, insert("a")));
        awaitOut(3);
        durable.set(end(3));
        await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(to.resolve("b")));
        requireThere("a");
    }

    @Test
    void the_last_row_of_a_transaction_decides_about_a_file() throws IOException {
        write("a");
        write("b");
        start(rules(Missing.FAIL, true, 0));
        stage.accept(transaction(1, insert("a")));
        stage.accept(
                transaction(
                        2,
                        rows(TABLE, ChangeKind.DELETE, "a"),
                        insert("a"),
                        insert("b"),
                        rows(TABLE, ChangeKind.DELETE, "b")));
        awaitOut(2);
        durable.set(end(2));
        stage.close();
        requireThere("a");
        assertThat(to.resolve("b")).doesNotExist();
    }

    @Test
    void a_refused_row_removes_nothing() throws IOException {
        write("a");
        start(rules(Missing.FAIL, true, 0));
        stage.accept(transaction(1, insert("a")));
        stage.accept(transaction(2, rows(TABLE, ChangeKind.UPDATE, "a", "none")));
        awaitOut(2);
        durable.set(end(2));
        stage.close();
        requireThere("a");
    }

    @Test
    void files_of_giants_go_at_their_end() throws IOException {
        write("a");
        write("b");
        start(rules(Missing.FAIL, true, 0));
        stage.accept(transaction(1, insert("a")));
        RowChanges gone = rows(TABLE, ChangeKind.DELETE, "a");
        RowChanges come = insert("b");
        stage.accept(new Delivery.GiantPart(List.of(gone), 1, 10, Optional.empty()));
        stage.accept(new Delivery.GiantPart(List.of(come), 1, 10, Optional.empty()));
        awaitOut(3);
        requireThere("b");
        durable.set(end(1));
        stage.accept(new Delivery.GiantEnd(particulars(2)));
        awaitOut(4);
        requireThere("a");
        durable.set(end(2));
        await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(to.resolve("a")));
    }

    @Test
    void a_giant_that_breaks_removes_nothing() throws IOException {
        write("a");
        write("b");
        start(rules(Missing.FAIL, true, 0));
        stage.accept(transaction(1, insert("a")));
        stage.accept(
                new Delivery.GiantPart(
                        List.of(rows(TABLE, ChangeKind.DELETE, "a")), 1, 10, Optional.empty()));
        stage.accept(new Delivery.GiantBroken());
        stage.accept(new Delivery.GiantPart(List.of(insert("b")), 1, 10, Optional.empty()));
        stage.accept(new Delivery.GiantEnd(particulars(2)));
        awaitOut(5);
        durable.set(end(9));
        stage.close();
        requireThere("a");
    }

    @Test
    void it_ends_in_the_midst_of_a_copy() throws IOException {
        gate("slow");
        start(rules(Missing.FAIL, false, 0));
        stage.accept(transaction(1, insert("slow")));
        stage.close();
        assertThat(out).isEmpty();
        assertThat(to.resolve("slow")).doesNotExist();
        assertThat(stage.failure()).isEmpty();
        List<String> names = new ArrayList<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        assertThat(names).noneMatch(name -> name.startsWith("test-files"));
    }
}
