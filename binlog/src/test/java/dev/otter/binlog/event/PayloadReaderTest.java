package dev.otter.binlog.event;

import static dev.otter.binlog.event.Samples.body;
import static dev.otter.binlog.event.Samples.inner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Samples.Body;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayloadReaderTest {
    private static final int SMALL = 10;
    private static final int LARGE = 30_000;

    private final EventDecoder decoder = Samples.decoder(Samples.MYSQL);
    private final PayloadReader reader = new PayloadReader();

    @AfterEach
    void close() {
        reader.close();
    }

    /** Statement texts of up to 200 bytes with a number in front. */
    private static byte[] events(int count) {
        ByteWriter out = new ByteWriter(count * 100);
        for (int i = 0; i < count; i++) {
            Body text = body().bytes(0).text(i + " ").text("x".repeat(i % 200));
            out.append(inner(EventType.ROWS_QUERY, text));
        }
        return out.toByteArray();
    }

    private TransactionPayload payload(byte[] bytes, int method, long expanded) {
        Body body = body().bytes(2, 1, method > 250 ? 252 : method);
        if (method > 250) {
            body = body().bytes(2, 3, 252).u(2, method);
        }
        body.bytes(3, 9, 254).u(8, expanded).bytes(1, 9, 254).u(8, bytes.length).bytes(0);
        byte[] event = Samples.event(EventType.TRANSACTION_PAYLOAD, body.raw(bytes));
        return (TransactionPayload) Samples.decode(decoder, event);
    }

    private int read(TransactionPayload payload) {
        reader.open(payload);
        int count = 0;
        while (reader.next()) {
            Event event = decoder.decodeInner(reader.buffer(), reader.offset(), reader.length());
            byte[] sql = ((Event.RowsQuery) event).sql();
            assertThat(new String(sql, java.nio.charset.StandardCharsets.US_ASCII))
                    .startsWith(count + " ");
            count++;
        }
        assertThat(reader.next()).isFalse();
        return count;
    }

    @Test
    void small_and_large_payloads_are_told_event_by_event() {
        for (int count : new int[] {SMALL, LARGE, SMALL}) {
            byte[] plain = events(count);

            assertThat(read(payload(Zstd.compress(plain), 0, plain.length))).isEqualTo(count);
            assertThat(read(payload(plain, 255, plain.length))).isEqualTo(count);
        }
    }

    @Test
    void one_event_larger_than_all_steps_is_told() {
        byte[] plain =
                inner(EventType.ROWS_QUERY, body().bytes(0).text("0 ").raw(new byte[5 << 20]));

        assertThat(read(payload(Zstd.compress(plain), 0, plain.length))).isEqualTo(1);
    }

    @Test
    void payload_that_is_cut_or_lies_is_refused() {
        for (int count : new int[] {SMALL, LARGE}) {
            byte[] plain = events(count);
            byte[] packed = Zstd.compress(plain);
            byte[] cut = Arrays.copyOf(packed, packed.length / 2);

            assertRefused(payload(cut, 0, plain.length));
            assertRefused(payload(packed, 0, plain.length - 1));
            assertRefused(payload(packed, 0, plain.length + 1));
            assertRefused(payload(packed, 0, 1L << 50));
            assertRefused(payload(plain, 255, plain.length - 19));
        }
    }

    private void assertRefused(TransactionPayload payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(BinlogFormatException.class);
    }

    @Test
    void length_of_an_inner_event_takes_no_room_before_its_bytes_come() {
        byte[] plain = inner(EventType.ROWS_QUERY, body().raw(new byte[2 << 20]));
        Arrays.fill(plain, 9, 12, (byte) 0xFF);
        plain[12] = 0x3F;

        assertRefused(payload(Zstd.compress(plain), 0, 1L << 40));
        assertThat(reader.buffer().length).isLessThan(8 << 20);
    }
}
