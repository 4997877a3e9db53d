package dev.otter.binlog.event;

import static dev.otter.binlog.event.Samples.body;
import static dev.otter.binlog.event.Samples.decode;
import static dev.otter.binlog.event.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.Samples.Body;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowCursorTest {
    // int id, varchar(40), json
    private static final int[] TYPES = {3, 15, 245};
    private static final int[] METADATA = {40, 0, 4};

    private final EventDecoder decoder = Samples.decoder(Samples.MYSQL);
    private final RowCursor cursor = new RowCursor();

    private RowsEvent rows(int type, Body body) {
        decode(decoder, Samples.tableMap(5, TYPES, METADATA, body()));
        return (RowsEvent) decode(decoder, event(type, body));
    }

    private String text(Image image, int column) {
        return new String(
                cursor.buffer(),
                cursor.offset(image, column),
                cursor.length(image, column),
                StandardCharsets.UTF_8);
    }

    @Test
    void two_inserted_rows_with_null() {
        Body body = Samples.rows(5, 1, 3, 1).bytes(0b100).u(4, 77).bytes(2).text("ab");
        body.bytes(0b000).u(4, 78).bytes(0).u(4, 3).text("xyz");

        cursor.open(rows(EventType.WRITE_ROWS, body));

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.has(Image.BEFORE)).isFalse();
        assertThat(text(Image.AFTER, 1)).isEqualTo("ab");
        assertThat(cursor.state(Image.AFTER, 2)).isEqualTo(Cell.State.NULL);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.length(Image.AFTER, 1)).isZero();
        assertThat(text(Image.AFTER, 2)).isEqualTo("xyz");
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void minimal_update_has_only_some_columns() {
        Body body = body().u(6, 5).u(2, 1).u(2, 2).u(1, 3).bytes(0b001, 0b010);
        body.bytes(0).u(4, 9).bytes(0).bytes(1).text("q");

        cursor.open(rows(EventType.UPDATE_ROWS, body));

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.state(Image.BEFORE, 0)).isEqualTo(Cell.State.PRESENT);
        assertThat(cursor.state(Image.BEFORE, 1)).isEqualTo(Cell.State.ABSENT);
        assertThat(cursor.state(Image.AFTER, 0)).isEqualTo(Cell.State.ABSENT);
        assertThat(text(Image.AFTER, 1)).isEqualTo("q");
        int[] offsets = new int[8];
        int[] lengths = new int[8];
        assertThat(cursor.fill(Image.AFTER, offsets, lengths, 2)).isEqualTo(5);
        assertThat(lengths).startsWith(0, 0, Cell.ABSENT, 1, Cell.ABSENT);
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void partial_json_is_told_with_its_length() {
        Body body = body().u(6, 5).u(2, 1).u(2, 2).u(1, 3).bytes(0b001, 0b101);
        body.bytes(0).u(4, 9);
        body.bytes(1, 1).bytes(0).u(4, 9).u(4, 2).text("dd");

        cursor.open(rows(EventType.PARTIAL_UPDATE_ROWS, body));

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.state(Image.AFTER, 2)).isEqualTo(Cell.State.PARTIAL_JSON);
        assertThat(Cell.partialLength(cursor.length(Image.AFTER, 2))).isEqualTo(2);
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void full_json_in_a_partial_event_is_a_plain_cell() {
        Body body = body().u(6, 5).u(2, 1).u(2, 2).u(1, 3).bytes(0b001, 0b100);
        body.bytes(0).u(4, 9);
        body.bytes(0).bytes(0).u(4, 2).text("dd");

        cursor.open(rows(EventType.PARTIAL_UPDATE_ROWS, body));

        assertThat(cursor.next()).isTrue();
        assertThat(text(Image.AFTER, 2)).isEqualTo("dd");
    }

    @Test
    void moved_event_lives_on_in_other_bytes() {
        Body body = Samples.rows(5, 1, 3, 1).bytes(0b110).u(4, 77);
        RowsEvent original = rows(EventType.WRITE_ROWS, body);
        byte[] target = new byte[original.bodyLength() + 3];

        RowsEvent moved = original.moved(target, 3);
        decode(decoder, event(EventType.XID, body().u(8, 1)));

        cursor.open(moved);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.buffer()).isSameAs(target);
        assertThat(cursor.length(Image.AFTER, 0)).isEqualTo(4);
        assertThat(cursor.next()).isFalse();
        assertThat(moved.header().type()).isEqualTo(EventType.WRITE_ROWS);
    }

    @Test
    void row_that_runs_over_the_end_names_table_and_position() {
        Body body = Samples.rows(5, 1, 3, 1).bytes(0b100).u(4, 77).bytes(200).text("ab");
        cursor.open(rows(EventType.WRITE_ROWS, body));

        assertThatThrownBy(cursor::next)
                .isInstanceOf(BinlogFormatException.class)
                .hasMessageContaining("shop.t")
                .hasMessageContaining("1000")
                .hasMessageContaining("column 1");
    }

    @Test
    void insert_without_any_column_is_one_row() {
        Body body = body().u(6, 5).u(2, 1).u(2, 2).u(1, 3).bytes(0);

        cursor.open(rows(EventType.WRITE_ROWS, body));

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.state(Image.AFTER, 0)).isEqualTo(Cell.State.ABSENT);
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void rows_of_version_one_are_read() {
        Body body = body().u(6, 5).u(2, 1).u(1, 3).bytes(0b111).bytes(0b110).u(4, 5);

        cursor.open(rows(EventType.DELETE_ROWS_V1, body));

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.has(Image.AFTER)).isFalse();
        assertThat(cursor.length(Image.BEFORE, 0)).isEqualTo(4);
    }
}
