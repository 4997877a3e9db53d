package dev.otter.engine.resync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.resync.ResyncRequest.Place;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where rows that were read again join the stream, and that no request is lost on the way. */
class ResyncMergeTest {
    private static final ColumnType TINY = new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0);
    private static final SourceTable ORDERS =
            new SourceTable(new TableName("shop", "orders"), List.of(LogColumn.plain("id", TINY)));
    private static final SourceTable AGAIN = new SourceTable(ORDERS.name(), ORDERS.columns(), true);

    private final List<Delivery> out = new ArrayList<>();
    private final Source source = new Source();
    private final Store store = new Store();
    private final StatusBoard board = new StatusBoard(InstantSource.system());
    private long nanos;
    private boolean settled = true;
    private boolean resting;
    private long sequence;
    private final ResyncMerge merge = merge(10_000);

    private ResyncMerge merge(int most) {
        return new ResyncMerge(
                new ResyncMerge.Parts(
                        new RequestRows("c/p"),
                        new OpenRequests(
                                store, most, 1L << 20, () -> settled, () -> resting, () -> nanos),
                        new RequestScope(
                                name ->
                                        name.database().equals("shop")
                                                ? Optional.of(name)
                                                : Optional.empty(),
                                name -> name.database().equals("other")),
                        source,
                        new ResyncNotes("c/p", board)),
                new ResyncMerge.Clocks(() -> 77, () -> nanos),
                at(100),
                out::add);
    }

    private static LogPosition at(long offset) {
        return new LogPosition("log.1", offset);
    }

    /** Reads rows whose id is the key of the request; the log ends where it is told. */
    private static final class Source implements SourceRows {
        private final ArrayDeque<Object> answers = new ArrayDeque<>();
        private final List<List<ResyncRequest>> asked = new ArrayList<>();

        @Override
        public Reading read(List<ResyncRequest> page) {
            asked.add(page);
            Object answer = answers.removeFirst();
            return switch (answer) {
                case RuntimeException failure -> throw failure;
                case Reading reading -> reading;
                case LogPosition end ->
                        new Reading.Rows(
                                end,
                                page.stream().map(request -> row(request.keyData())).toList(),
                                page,
                                List.of(),
                                List.of(),
                                Optional.empty());
                default -> throw new IllegalArgumentException(answer.toString());
            };
        }

        @Override
        public void abort() {}

        @Override
        public void close() {}
    }

    private static RowChanges row(String id) {
        return rows(AGAIN, ChangeKind.INSERT, Integer.parseInt(id));
    }

    /** The target's table of requests, played by hand. */
    private static final class Store implements RequestStore {
        private final List<ResyncRequest> rows = new ArrayList<>();
        private final List<Optional<Place>> asked = new ArrayList<>();

        @Override
        public List<ResyncRequest> page(Optional<Place> after, int most) {
            asked.add(after);
            return rows.stream()
                    .filter(row ->
                            after.isEmpty()
                                    || row.place().behind().compareTo(after.get().behind()) > 0
                                    || (row.place().behind().equals(after.get().behind())
                                            && row.place().number() > after.get().number()))
                    .limit(most)
                    .toList();
        }
    }

    private static RowChanges rows(SourceTable shape, ChangeKind kind, int... ids) {
        byte[] bytes = new byte[ids.length];
        int[] offsets = new int[ids.length];
        int[] lengths = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = (byte) ids[i];
            offsets[i] = i;
            lengths[i] = 1;
        }
        return new RowChanges(
                kind, shape, shape.name(), true, new RowChanges.Cells(bytes, offsets, lengths));
    }

    private static RowChanges ask(String... names) {
        String[] texts = new String[3 * names.length];
        for (int i = 0; i < names.length; i++) {
            texts[3 * i] = names[i].substring(0, names[i].lastIndexOf('/'));
            texts[3 * i + 1] = "U";
            texts[3 * i + 2] = names[i].substring(names[i].lastIndexOf('/') + 1);
        }
        return BufferRowsTest.rows(ChangeKind.INSERT, StandardCharsets.UTF_8, "utf8mb4", texts);
    }

    private void transaction(long end, RowChanges... changes) {
        merge.accept(transaction(end, List.of(changes)));
    }

    private Delivery transaction(long end, List<RowChanges> changes) {
        sequence++;
        return new Delivery.Transaction(
                new SourceTransaction(
                        sequence,
                        new TransactionId.AtPosition(at(end)),
                        at(end),
                        5,
                        changes,
                        changes.size(),
                        1));
    }

    private void moved(long end) {
        merge.accept(new Delivery.Skipped(Optional.empty(), at(end)));
    }

    /** The run has looked into the target's table and found nothing. */
    private void begun() {
        moved(100);
        out.clear();
        store.asked.clear();
    }

    private SourceTransaction out(int index) {
        return ((Delivery.Transaction) out.get(index)).transaction();
    }

    private static List<String> tables(SourceTransaction transaction) {
        return transaction.changes().stream()
                .map(change -> change.kind() + " " + change.source().name().table())
                .toList();
    }

    @Test
    void at_the_end_of_the_log_the_row_follows_its_request_at_once() {
        begun();
        source.answers.add(at(200));
        transaction(200, ask("shop.orders/7"));

        assertThat(tables(out(0))).containsExactly("INSERT retl_resync");
        assertThat(out(0).id()).isEqualTo(new TransactionId.AtPosition(at(200)));
        assertThat(tables(out(1))).containsExactly("INSERT orders", "DELETE retl_resync");
        assertThat(out(1).changes().getFirst().source().readAgain()).isTrue();
        assertThat(out(1).end()).isEqualTo(at(200));
        assertThat(out(1).sequence()).isEqualTo(2);
        assertThat(out).hasSize(2);
    }

    @Test
    void its_id_lies_before_every_position_of_a_log() {
        begun();
        source.answers.add(at(200));
        transaction(200, ask("shop.orders/7"));
        assertThat(((TransactionId.AtPosition) out(1).id()).end()).isLessThan(at(4));
        assertThat(TransactionId.parse(out(1).id().text())).isEqualTo(out(1).id());
    }

    @Test
    void rows_wait_until_the_stream_is_where_they_were_read() {
        begun();
        source.answers.add(at(400));
        transaction(200, ask("shop.orders/7"));
        transaction(300, rows(ORDERS, ChangeKind.UPDATE, 7, 7));
        assertThat(out).hasSize(2);
        transaction(400, rows(ORDERS, ChangeKind.DELETE, 7));
        assertThat(tables(out(2))).containsExactly("DELETE orders");
        assertThat(tables(out(3))).containsExactly("INSERT orders", "DELETE retl_resync");
        transaction(500, rows(ORDERS, ChangeKind.INSERT, 7));
        assertThat(tables(out(4))).containsExactly("INSERT orders");
        assertThat(source.asked).hasSize(1);
    }

    @Test
    void what_ends_behind_the_place_comes_behind_the_rows() {
        begun();
        // The log's end lay behind events that are no transaction, which the stream does not tell.
        source.answers.add(at(420));
        transaction(200, ask("shop.orders/7"));
        transaction(400, rows(ORDERS, ChangeKind.UPDATE, 7, 7));
        transaction(500, rows(ORDERS, ChangeKind.DELETE, 7));
        assertThat(tables(out(1))).containsExactly("UPDATE orders");
        assertThat(tables(out(2))).containsExactly("INSERT orders", "DELETE retl_resync");
        assertThat(out(2).end()).isEqualTo(at(400));
        assertThat(tables(out(3))).containsExactly("DELETE orders");
        assertThat(List.of(out(1).sequence(), out(2).sequence(), out(3).sequence()))
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void the_same_holds_for_what_is_skipped_or_changes_a_table() {
        begun();
        source.answers.add(at(300));
        transaction(200, ask("shop.orders/7"));
        merge.accept(
                new Delivery.Skipped(Optional.of(new TransactionId.AtPosition(at(300))), at(300)));
        assertThat(out.get(1)).isInstanceOf(Delivery.Skipped.class);
        assertThat(tables(out(2))).contains("INSERT orders");

        source.answers.add(at(450));
        transaction(400, ask("shop.orders/8"));
        SourceTransaction particulars =
                new SourceTransaction(
                        9, new TransactionId.AtPosition(at(500)), at(500), 5, List.of(), 0, 0);
        merge.accept(
                new Delivery.SchemaChange(
                        "ALTER",
                        List.of(ORDERS.name()),
                        List.of(ORDERS.name()),
                        false,
                        particulars,
                        new LoggedStatement(
                                LoggedStatement.Kind.TABLE_SHAPE, List.of(ORDERS.name()), "ALTER"),
                        false));
        assertThat(tables(out(4))).contains("INSERT orders");
        assertThat(((Delivery.SchemaChange) out.get(5)).particulars().sequence()).isEqualTo(5);
    }

    @Test
    void a_giant_transaction_breaks_rows_that_wait_and_they_are_read_again_behind_it() {
        begun();
        source.answers.add(at(400));
        transaction(200, ask("shop.orders/7"));
        merge.accept(
                new Delivery.GiantPart(
                        List.of(rows(ORDERS, ChangeKind.DELETE, 7)), 1, 1, Optional.empty()));
        source.answers.add(at(600));
        merge.accept(
                new Delivery.GiantEnd(
                        new SourceTransaction(
                                9,
                                new TransactionId.AtPosition(at(600)),
                                at(600),
                                5,
                                List.of(),
                                0,
                                0)));
        assertThat(out.get(1)).isInstanceOf(Delivery.GiantPart.class);
        assertThat(out.get(2)).isInstanceOf(Delivery.GiantEnd.class);
        assertThat(tables(out(3))).contains("INSERT orders");
        assertThat(source.asked).hasSize(2);
        assertThat(source.asked.get(1)).isEqualTo(source.asked.get(0));
    }

    @Test
    void requests_wait_while_tables_are_copied() {
        begun();
        resting = true;
        transaction(200, ask("shop.orders/7"));
        moved(300);
        assertThat(source.asked).isEmpty();

        resting = false;
        source.answers.add(at(400));
        moved(400);
        assertThat(source.asked).hasSize(1);
    }

    @Test
    void requests_within_a_giant_count_when_it_ends_and_not_when_it_breaks() {
        begun();
        merge.accept(new Delivery.GiantPart(List.of(ask("shop.orders/7")), 1, 1, Optional.empty()));
        assertThat(((Delivery.GiantPart) out.get(0)).changes())
                .singleElement()
                .extracting(change -> change.source().name())
                .isEqualTo(RequestRows.TABLE);
        merge.accept(new Delivery.GiantBroken());
        moved(100);
        assertThat(source.asked).isEmpty();

        merge.accept(new Delivery.GiantPart(List.of(ask("shop.orders/7")), 1, 1, Optional.empty()));
        merge.accept(new Delivery.GiantPart(List.of(ask("shop.orders/8")), 1, 1, Optional.empty()));
        source.answers.add(at(600));
        merge.accept(
                new Delivery.GiantEnd(
                        new SourceTransaction(
                                9,
                                new TransactionId.AtPosition(at(600)),
                                at(600),
                                5,
                                List.of(),
                                0,
                                0)));
        assertThat(source.asked)
                .singleElement()
                .satisfies(page ->
                        assertThat(page)
                                .extracting(request -> request.place().number())
                                .containsExactly(0, 1));
    }

    @Test
    void requests_of_an_earlier_run_are_read_when_this_one_begins() {
        store.rows.add(new ResyncRequest(new Place(at(50), 0), "shop.orders", 'U', "7"));
        settled = false;
        source.answers.add(at(100));
        moved(100);
        assertThat(tables(out(0))).containsExactly("INSERT orders", "DELETE retl_resync");
    }

    @Test
    void requests_that_find_no_room_are_fetched_once_they_are_durable() {
        ResyncMerge small = merge(1);
        small.accept(new Delivery.Skipped(Optional.empty(), at(100)));
        settled = false;
        source.answers.add(at(200));
        small.accept(
                transaction(200, List.of(ask("shop.orders/7", "shop.orders/8", "shop.orders/9"))));
        assertThat(source.asked).hasSize(1);

        for (int number = 0; number < 3; number++) {
            store.rows.add(
                    new ResyncRequest(
                            new Place(at(100), number), "shop.orders", 'U', "" + (7 + number)));
        }
        nanos += 2_000_000_000L;
        source.answers.add(at(200));
        small.accept(new Delivery.Skipped(Optional.empty(), at(200)));
        assertThat(source.asked.get(1))
                .extracting(ResyncRequest::keyData)
                .containsExactly("8", "9");
    }

    @Test
    void a_locked_row_holds_back_no_other() {
        begun();
        ResyncRequest locked = new ResyncRequest(new Place(at(100), 0), "shop.orders", 'U', "7");
        source.answers.add(new Reading.Busy(locked, "Lock wait timeout"));
        transaction(200, ask("shop.orders/7", "shop.orders/8"));
        assertThat(out).hasSize(1);
        assertThat(board.notices()).singleElement().asString().contains("Lock wait timeout");

        nanos += 1_000_000_000L;
        source.answers.add(new Reading.Busy(locked, "Lock wait timeout"));
        source.answers.add(at(200));
        moved(200);
        assertThat(source.asked.get(1)).containsExactly(locked);
        assertThat(source.asked.getLast()).extracting(ResyncRequest::keyData).containsExactly("8");
        assertThat(tables(out(1))).contains("INSERT orders");

        moved(200);
        assertThat(source.asked).hasSize(3);
        nanos += 2_000_000_000L;
        source.answers.add(at(200));
        moved(200);
        assertThat(source.asked.getLast()).containsExactly(locked);
        assertThat(board.notices()).isEmpty();
        assertThat(out).hasSize(3);
    }

    @Test
    void a_source_that_is_away_is_asked_again_and_nothing_is_forgotten() {
        begun();
        OtterException away = new OtterException(ErrorCode.ENDPOINT_UNREACHABLE, "gone", "", "");
        source.answers.add(away);
        transaction(200, ask("shop.orders/7"));
        transaction(300, rows(ORDERS, ChangeKind.INSERT, 1));
        assertThat(out).hasSize(2);
        assertThat(board.notices()).singleElement().asString().contains("gone");

        nanos += 1_000_000_000L;
        source.answers.add(at(300));
        moved(300);
        assertThat(tables(out(2))).contains("INSERT orders");
        assertThat(board.notices()).isEmpty();
    }

    @Test
    void bad_requests_and_those_of_others_leave_the_stream_as_it_is() {
        begun();
        transaction(200, ask("else.t/1", "other.t/1", "bad/1"), rows(ORDERS, ChangeKind.INSERT, 1));
        transaction(300, ask("other.t/1"));
        assertThat(tables(out(0))).containsExactly("INSERT orders");
        assertThat(out.get(1)).isInstanceOf(Delivery.Skipped.class);
        assertThat(source.asked).isEmpty();
        assertThat(board.notices()).singleElement().asString().contains("2 requests", "OTR-3901");
    }

    @Test
    void a_refused_request_is_over() {
        begun();
        ResyncRequest bad = new ResyncRequest(new Place(at(100), 0), "shop.orders", 'U', "x");
        source.answers.add(
                new Reading.Rows(
                        at(200),
                        List.of(),
                        List.of(bad),
                        List.of(),
                        List.of(BufferRows.unusable("no number", bad.place(), "Write one.")),
                        Optional.empty()));
        transaction(200, ask("shop.orders/x"));
        assertThat(tables(out(1))).containsExactly("DELETE retl_resync");
        assertThat(board.notices()).singleElement().asString().contains("no number");
    }

    @Test
    void a_request_whose_table_the_target_has_otherwise_stays_open() {
        begun();
        ResyncRequest early = new ResyncRequest(new Place(at(100), 0), "shop.orders", 'U', "7");
        source.answers.add(
                new Reading.Rows(
                        at(200),
                        List.of(),
                        List.of(),
                        List.of(early),
                        List.of(),
                        Optional.of("no column v")));
        transaction(200, ask("shop.orders/7"));
        transaction(300, rows(ORDERS, ChangeKind.INSERT, 1));
        assertThat(out).hasSize(2);
        assertThat(source.asked).hasSize(1);
        assertThat(board.notices()).singleElement().asString().contains("no column v");

        nanos += 1_000_000_000L;
        source.answers.add(at(300));
        moved(300);
        assertThat(source.asked.getLast()).containsExactly(early);
        assertThat(tables(out(2))).containsExactly("INSERT orders", "DELETE retl_resync");
        assertThat(board.notices()).isEmpty();
    }

    @Test
    void signs_of_life_are_not_passed_on() {
        begun();
        moved(100);
        assertThat(out).isEmpty();
        moved(120);
        assertThat(out).hasSize(1);
    }
}
