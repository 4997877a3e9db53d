package dev.otter.binlog.event;

import dev.otter.binlog.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Events as servers write them, byte by byte. */
final class Samples {
    static final String MYSQL = "8.0.12-log";
    static final String MARIADB = "10.11.6-MariaDB-log";

    /** Bytes with little end first. */
    static final class Body {
        final ByteWriter out = new ByteWriter(64);

        Body u(int size, long value) {
            for (int i = 0; i < size; i++) {
                out.put((int) (value >> 8 * i));
            }
            return this;
        }

        Body bytes(int... values) {
            for (int value : values) {
                out.put(value);
            }
            return this;
        }

        Body raw(byte[] values) {
            out.append(values);
            return this;
        }

        Body text(String text) {
            out.append(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Length in one byte, text, zero byte. */
        Body name(String text) {
            return u(1, text.length()).text(text).u(1, 0);
        }

        /** A metadata field of a table map. */
        Body field(int type, Body value) {
            return u(1, type).u(1, value.out.length()).raw(value.out.toByteArray());
        }
    }

    private Samples() {}

    static Body body() {
        return new Body();
    }

    static byte[] event(int type, Body body) {
        return event(type, 0, 1000, body, true);
    }

    static byte[] inner(int type, Body body) {
        return event(type, 0, 0, body, false);
    }

    static byte[] event(int type, int flags, long next, Body body, boolean checksum) {
        int length = 19 + body.out.length() + (checksum ? 4 : 0);
        Body whole =
                body().u(4, 1_700_000_000L).u(1, type).u(4, 7).u(4, length).u(4, next).u(2, flags);
        whole.raw(body.out.toByteArray());
        if (checksum) {
            CRC32 crc = new CRC32();
            crc.update(whole.out.array(), 0, whole.out.length());
            whole.u(4, crc.getValue());
        }
        return whole.out.toByteArray();
    }

    /** The description that 8.0 or MariaDB would send, with checksums. */
    static byte[] format(String version) {
        return event(EventType.FORMAT_DESCRIPTION, formatBody(version, 1));
    }

    static Body formatBody(String version, int algorithm) {
        Body body = body().u(2, 4).text(version);
        for (int i = version.length(); i < 50; i++) {
            body.u(1, 0);
        }
        body.u(4, 0).u(1, 19);
        for (int type = 1; type <= 171; type++) {
            body.u(
                    1,
                    switch (type) {
                        case 19, 23, 24, 25, 166, 167, 168 -> 8;
                        case 30, 31, 32, 39, 169, 170, 171 -> 10;
                        case 2 -> 13;
                        default -> 0;
                    });
        }
        return body.u(1, algorithm);
    }

    /** A table map of table {@code shop.t}: type codes, metadata, fields. */
    static byte[] tableMap(long id, int[] types, int[] metadata, Body fields) {
        return event(EventType.TABLE_MAP, tableMapBody(id, types, metadata, fields));
    }

    static Body tableMapBody(long id, int[] types, int[] metadata, Body fields) {
        Body body = body().u(6, id).u(2, 1).name("shop").name("t");
        body.u(1, types.length).bytes(types).u(1, metadata.length).bytes(metadata);
        for (int i = 0; i < (types.length + 7) / 8; i++) {
            body.u(1, 0xFF);
        }
        return body.raw(fields.out.toByteArray());
    }

    /** Head of a rows event of version 2 with all columns present. */
    static Body rows(long id, int flags, int columns, int bitmaps) {
        Body body = body().u(6, id).u(2, flags).u(2, 2).u(1, columns);
        for (int i = 0; i < bitmaps; i++) {
            body.u((columns + 7) / 8, (1L << columns) - 1);
        }
        return body;
    }

    static EventDecoder decoder(String version) {
        EventDecoder decoder = new EventDecoder();
        decode(decoder, format(version));
        return decoder;
    }

    static Event decode(EventDecoder decoder, byte[] event) {
        return decoder.decode(event, 0, event.length);
    }
}
