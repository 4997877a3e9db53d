package dev.otter.engine.resync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of the table of requests, as operators of Otter 4 write them, and as they get them wrong.
 */
class BufferRowsTest {
    private static final LogPosition BEHIND = new LogPosition("log.1", 400);

    private final List<ResyncRequest> requests = new ArrayList<>();
    private final List<OtterException> complaints = new ArrayList<>();

    private static SourceTable shape(String charset) {
        ColumnType number = new ColumnType(Kind.INT, Sign.SIGNED, 0, 0);
        ColumnType text = new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 512, 0);
        return new SourceTable(
                BufferRows.TABLE,
                List.of(
                        LogColumn.plain("ID", number),
                        LogColumn.plain("TABLE_ID", number),
                        LogColumn.text("FULL_NAME", text, charset),
                        LogColumn.text("TYPE", text, charset),
                        LogColumn.text("PK_DATA", text, charset)));
    }

    /** Rows of ID 1 and TABLE_ID 0. */
    static RowChanges rows(ChangeKind kind, Charset charset, String name, String... texts) {
        ByteWriter out = new ByteWriter(64);
        int images = texts.length / 3;
        int[] offsets = new int[5 * images];
        int[] lengths = new int[5 * images];
        for (int image = 0; image < images; image++) {
            for (int column = 0; column < 5; column++) {
                int cell = 5 * image + column;
                offsets[cell] = out.length();
                String text = column < 2 ? "" : texts[3 * image + column - 2];
                if (column < 2) {
                    RequestRows.littleEnd(1 - column, 4, out);
                } else if (text != null) {
                    out.append(text.getBytes(charset));
                }
                lengths[cell] = text == null ? RowChanges.NULL : out.length() - offsets[cell];
            }
        }
        return new RowChanges(
                kind,
                shape(name),
                BufferRows.TABLE,
                true,
                new RowChanges.Cells(out.toByteArray(), offsets, lengths));
    }

    private int read(RowChanges rows) {
        return BufferRows.read(rows, BEHIND, 3, requests::add, complaints::add);
    }

    private int inserted(String... texts) {
        return read(rows(ChangeKind.INSERT, StandardCharsets.UTF_8, "utf8", texts));
    }

    @Test
    void each_row_is_a_request_with_a_number_of_its_own() {
        int next = inserted("shop.order", "U", "7", "shop.item", "i", "a\u0001b");
        assertThat(next).isEqualTo(5);
        assertThat(requests)
                .containsExactly(
                        new ResyncRequest(
                                new ResyncRequest.Place(BEHIND, 3), "shop.order", 'U', "7"),
                        new ResyncRequest(
                                new ResyncRequest.Place(BEHIND, 4), "shop.item", 'I', "a\u0001b"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void an_update_is_a_request_and_a_delete_is_none() {
        read(
                rows(
                        ChangeKind.UPDATE,
                        StandardCharsets.UTF_8,
                        "utf8mb4",
                        "shop.order",
                        "U",
                        "1",
                        "shop.order",
                        "D",
                        "2"));
        assertThat(requests).singleElement().extracting(ResyncRequest::keyData).isEqualTo("2");
        read(rows(ChangeKind.DELETE, StandardCharsets.UTF_8, "utf8mb4", "shop.order", "U", "1"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void text_is_read_in_the_character_set_of_the_table() {
        read(rows(ChangeKind.INSERT, Charset.forName("GBK"), "gbk", "商店.订单", "U", "中文"));
        assertThat(requests).singleElement().extracting(ResyncRequest::keyData).isEqualTo("中文");
        assertThat(requests.getFirst().fullName()).isEqualTo("商店.订单");
    }

    @Test
    void an_empty_key_is_a_key() {
        inserted("shop.order", "U", "");
        assertThat(requests).hasSize(1);
    }

    @Test
    void shards_may_be_named_by_a_pattern() {
        inserted("logs.event_[00-15]", "U", "5");
        assertThat(requests).hasSize(1);
        assertThat(
                        BufferRows.pattern(requests.getFirst().fullName(), requests.get(0).place())
                                .matches(new TableName("logs", "event_07")))
                .isTrue();
    }

    @Test
    void a_change_of_schema_asks_for_nothing() {
        inserted("shop.order", "A", "", "shop.order", "T", "");
        assertThat(requests).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "", "UU"})
    void another_type_is_refused(String type) {
        inserted("shop.order", type, "1", "shop.order", "U", "2");
        assertThat(requests).singleElement().extracting(ResyncRequest::keyData).isEqualTo("2");
        assertThat(complaints)
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.RESYNC_REQUEST_UNUSABLE);
                    assertThat(error.getMessage()).contains("TYPE", "log.1:400/3", "I, U or D");
                });
    }

    @Test
    void a_request_without_name_or_key_is_refused_and_the_next_is_taken() {
        inserted(
                "",
                "U",
                "1",
                null,
                "U",
                "1",
                "order",
                "U",
                "1",
                "shop.order",
                "U",
                null,
                "shop.order",
                null,
                "1",
                "shop.order",
                "U",
                "x".repeat(2000),
                "shop.order",
                "U",
                "9");
        assertThat(requests).singleElement().extracting(ResyncRequest::keyData).isEqualTo("9");
        assertThat(complaints).hasSize(6);
        assertThat(complaints.get(0).getMessage()).contains("TABLE_ID");
        assertThat(complaints.get(2).getMessage()).contains("database.table");
        assertThat(complaints.get(3).getMessage()).contains("PK_DATA is NULL");
    }
}
