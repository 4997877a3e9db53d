package dev.otter.binlog.event;

import static dev.otter.binlog.event.Samples.body;
import static dev.otter.binlog.event.Samples.inner;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.otter.binlog.Seeds;
import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.Samples.Body;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonDiff;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to valid events, the answer is an event or the one typed exception. */
class MutationTest {
    private static final int[] TYPES = {
        3, 15, 245, 246, 18, 19, 17, 16, 254, 252, 254, 8, 9, 4, 5, 13, 10, 255, 249, 11, 12, 7, 141
    };
    private static final int[] METADATA = {
        40, 0, 4, 14, 4, 6, 3, 0, 1, 1, 0xFE, 40, 2, 247, 1, 4, 8, 4, 1, 60, 0
    };

    private static final int[] DOCUMENT = {0, 1, 0, 12, 0, 11, 0, 1, 0, 5, 1, 0, 'a'};
    private static final int[] DIFF = {0, 3, '$', '.', 'a', 3, 5, 5, 0};

    /**
     * One of each event that carries lengths, without checksums, so that changes are not caught.
     */
    private static List<byte[]> events() {
        List<byte[]> all = new ArrayList<>();
        Body names = body();
        for (int i = 0; i < TYPES.length; i++) {
            names.u(1, 2).text("c" + i % 10);
        }
        Body fields = body().field(1, body().bytes(0x80)).field(2, body().bytes(45, 0, 33));
        fields.field(4, names).field(6, body().bytes(1, 1).text("x")).field(8, body().bytes(0));
        all.add(inner(EventType.TABLE_MAP, Samples.tableMapBody(5, TYPES, METADATA, fields)));
        for (int type : new int[] {30, 31, 32, 39}) {
            boolean two = type == 31 || type == 39;
            Body rows = Samples.rows(5, 0, TYPES.length, two ? 2 : 1);
            rows.raw(row(DOCUMENT).out.toByteArray());
            if (two) {
                rows.bytes(type == 39 ? new int[] {1, 1} : new int[0]);
                rows.raw(row(type == 39 ? DIFF : DOCUMENT).out.toByteArray());
            }
            all.add(inner(type, rows));
        }
        Body status = body().bytes(0).u(4, 1).bytes(12, 2).text("a").u(1, 0).text("b").u(1, 0);
        Body query = body().u(4, 12).u(4, 0).u(1, 4).u(2, 0).u(2, status.out.length());
        query.raw(status.out.toByteArray()).text("shop").u(1, 0).text("BEGIN");
        all.add(inner(EventType.QUERY, query));
        Body gtid = body().u(1, 0).u(8, 1).u(8, 2).u(8, 23).u(1, 2).u(8, 5).u(8, 6);
        all.add(inner(EventType.GTID, gtid.u(7, 1L << 55).u(7, 2).u(1, 252).u(2, 99)));
        Body tagged = body().bytes(2, 62, 16, 0, 2, 2).raw(new byte[16]).bytes(4, 28, 6, 2);
        all.add(inner(EventType.GTID_TAGGED, tagged.text("b").bytes(8, 16, 10, 20)));
        all.add(inner(EventType.MARIADB_GTID_LIST, body().u(4, 1).u(8, 7).u(8, 9)));
        all.add(inner(EventType.HEARTBEAT_V2, body().bytes(1, 3).text("b.1").bytes(2, 1, 9, 0)));
        all.add(inner(EventType.XA_PREPARE, body().u(1, 0).u(4, 1).u(4, 2).u(4, 1).text("abc")));
        all.add(inner(EventType.INCIDENT, body().u(2, 1).bytes(2).text("no")));
        all.add(inner(EventType.TRANSACTION_PAYLOAD, payload()));
        Body compressed = Samples.rows(5, 0, TYPES.length, 1);
        byte[] plain = row(DOCUMENT).out.toByteArray();
        compressed.bytes(0x81, plain.length);
        all.add(inner(EventType.MARIADB_WRITE_ROWS_COMPRESSED, compressed.raw(deflated(plain))));
        all.add(inner(EventType.FORMAT_DESCRIPTION, Samples.formatBody(Samples.MYSQL, 1)));
        return all;
    }

    private static byte[] deflated(byte[] plain) {
        java.util.zip.Deflater deflater = new java.util.zip.Deflater();
        deflater.setInput(plain);
        deflater.finish();
        byte[] out = new byte[plain.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    private static Body payload() {
        byte[] plain = inner(EventType.XID, body().u(8, 7));
        byte[] packed = Zstd.compress(plain);
        Body body = body().bytes(2, 1, 0, 3, 1, plain.length, 1, 1, packed.length, 0);
        return body.raw(packed);
    }

    /** Cells in the order of {@link #TYPES}, all present. */
    private static Body row(int[] json) {
        Body row = body().u(3, 0).u(4, 7).bytes(2).text("ab");
        row.u(4, json.length).bytes(json);
        row.bytes(0x81, 0x0D, 0xFB, 0x38, 0xD2, 4, 0xD2).bytes(0x99, 1, 2, 3, 4, 0, 0, 1);
        row.bytes(0x80, 0, 1, 0, 1).u(4, 5).bytes(1, 2).bytes(2).text("xy").u(2, 1).text("z");
        row.bytes(1).u(8, -1).u(3, 9).u(4, 0).u(8, 0).bytes(5).u(3, 99).u(4, 1).text("g");
        return row.u(1, 1).text("t").u(3, 9).u(8, 9).u(4, 9).bytes(3, 0, 'a', 'b');
    }

    @Test
    void the_samples_themselves_are_valid() {
        EventDecoder decoder = Samples.decoder(Samples.MYSQL);
        for (byte[] event : events()) {
            use(decoder, event);
        }
    }

    @Test
    void changed_bytes_give_an_event_or_the_typed_exception() {
        Seeds.each(1_500, MutationTest::changedBytes);
    }

    private static void changedBytes(long seed) {
        Random random = new Random(seed);
        EventDecoder decoder = Samples.decoder(Samples.MYSQL);
        for (byte[] event : events()) {
            if (random.nextInt(3) > 0) {
                tryToUse(decoder, event);
                continue;
            }
            byte[] broken = event.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                broken[19 + random.nextInt(broken.length - 19)] =
                        random.nextBoolean() ? (byte) random.nextInt() : (byte) -1;
            }
            tryToUse(decoder, broken);
        }
    }

    @Test
    void cut_events_give_an_event_or_the_typed_exception() {
        Seeds.each(500, MutationTest::cutEvents);
    }

    private static void cutEvents(long seed) {
        Random random = new Random(seed);
        EventDecoder decoder = Samples.decoder(Samples.MYSQL);
        for (byte[] event : events()) {
            tryToUse(decoder, event);
            byte[] cut = java.util.Arrays.copyOf(event, 19 + random.nextInt(event.length - 19));
            cut[9] = (byte) cut.length;
            cut[10] = (byte) (cut.length >> 8);
            tryToUse(decoder, cut);
        }
    }

    private static void tryToUse(EventDecoder decoder, byte[] event) {
        try {
            use(decoder, event);
        } catch (BinlogFormatException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    /** Decodes from the middle of a larger array, so that reading past the event would be seen. */
    private static void use(EventDecoder decoder, byte[] event) {
        byte[] around = new byte[event.length + 64];
        java.util.Arrays.fill(around, (byte) 0xFF);
        System.arraycopy(event, 0, around, 32, event.length);
        Event decoded = decoder.decodeInner(around, 32, event.length);
        switch (decoded) {
            case RowsEvent rows -> useRows(rows);
            case Query query -> assertThat(query.status().updatedSchemas()).isNotNull();
            case TransactionPayload payload -> usePayload(payload);
            default -> assertThat(decoded.header()).isNotNull();
        }
    }

    private static void usePayload(TransactionPayload payload) {
        try (PayloadReader reader = new PayloadReader()) {
            reader.open(payload);
            while (reader.next()) {
                assertThat(reader.length()).isPositive();
            }
        }
    }

    private static void useRows(RowsEvent rows) {
        RowCursor cursor = new RowCursor().open(rows);
        ByteWriter out = new ByteWriter(100);
        while (cursor.next()) {
            for (Image image : Image.values()) {
                if (cursor.has(image)) {
                    useRow(cursor, image, out);
                }
            }
        }
    }

    private static void useRow(RowCursor cursor, Image image, ByteWriter out) {
        TableMap table = cursor.event().table();
        int end = cursor.event().rowsOffset() + cursor.event().rowsLength();
        for (int column = 0; column < table.columnCount(); column++) {
            int offset = cursor.offset(image, column);
            int length = cursor.length(image, column);
            out.clear();
            switch (cursor.state(image, column)) {
                case PRESENT -> {
                    assertThat(offset + length).isLessThanOrEqualTo(end);
                    ColumnType type = table.type(column).with(ColumnType.Sign.SIGNED);
                    if (type.kind() == ColumnType.Kind.JSON) {
                        JsonText.append(new JsonBinary(cursor.buffer(), offset, length), out);
                    } else if (type.kind() != ColumnType.Kind.NULL) {
                        CellFormat.append(type, cursor.buffer(), offset, length, out);
                    }
                }
                case PARTIAL_JSON ->
                        JsonDiff.read(cursor.buffer(), offset, Cell.partialLength(length));
                case NULL, ABSENT -> assertThat(offset).isZero();
            }
        }
    }
}
