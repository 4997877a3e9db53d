package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes a document as UTF-8 text in MySQL's own style, keys in the document's order. Reals always
 * have a point or an exponent, so that they are read back as reals; their digits are the shortest
 * that give the same bits. Decimals become numbers, dates and times strings, bytes {@code
 * base64:typeN:…} strings: where their types must live on, {@link JsonSql} is the writer to use.
 */
public final class JsonText implements JsonVisitor {
    private final ByteWriter out;
    private boolean[] first = new boolean[16];
    private int depth;
    private boolean afterKey;

    private JsonText(ByteWriter out) {
        this.out = out;
    }

    /** Appends the document's text. */
    public static void append(JsonDocument document, ByteWriter out) {
        document.accept(new JsonText(out));
    }

    private void separate() {
        if (afterKey) {
            afterKey = false;
        } else if (depth > 0) {
            comma();
        }
    }

    private void comma() {
        if (first[depth]) {
            first[depth] = false;
        } else {
            out.put(',').put(' ');
        }
    }

    private void open(int bracket) {
        separate();
        out.put(bracket);
        depth++;
        if (depth == first.length) {
            first = Arrays.copyOf(first, depth * 2);
        }
        first[depth] = true;
    }

    @Override
    public void startObject(int members) {
        open('{');
    }

    @Override
    public void key(byte[] buffer, int offset, int length) {
        comma();
        quote(buffer, offset, length, out);
        out.put(':').put(' ');
        afterKey = true;
    }

    @Override
    public void endObject() {
        depth--;
        out.put('}');
    }

    @Override
    public void startArray(int elements) {
        open('[');
    }

    @Override
    public void endArray() {
        depth--;
        out.put(']');
    }

    @Override
    public void nullValue() {
        separate();
        out.ascii("null");
    }

    @Override
    public void bool(boolean value) {
        separate();
        out.ascii(value ? "true" : "false");
    }

    @Override
    public void signed(long value) {
        separate();
        out.decimal(value);
    }

    @Override
    public void unsigned(long value) {
        separate();
        out.unsignedDecimal(value);
    }

    @Override
    public void real(double value) {
        separate();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw malformed("a JSON number that is " + value);
        }
        out.ascii(Double.toString(value));
    }

    @Override
    public void text(byte[] buffer, int offset, int length) {
        separate();
        quote(buffer, offset, length, out);
    }

    @Override
    public void opaque(int type, byte[] buffer, int offset, int length) {
        separate();
        switch (Opaque.kind(type)) {
            case DECIMAL -> Opaque.append(type, buffer, offset, length, out);
            case DATE, TIME, DATETIME, TIMESTAMP -> {
                out.put('"');
                Opaque.append(type, buffer, offset, length, out);
                out.put('"');
            }
            case BYTES -> {
                byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
                out.ascii("\"base64:type").decimal(type).put(':');
                out.append(Base64.getEncoder().encode(bytes)).put('"');
            }
        }
    }

    /** Appends a JSON string: quotes, and escapes for what may not stand in one. */
    static void quote(byte[] buffer, int offset, int length, ByteWriter out) {
        out.put('"');
        for (int i = offset; i < offset + length; i++) {
            int c = Bytes.u8(buffer, i);
            switch (c) {
                case '"', '\\' -> out.put('\\').put(c);
                case '\b' -> out.put('\\').put('b');
                case '\f' -> out.put('\\').put('f');
                case '\n' -> out.put('\\').put('n');
                case '\r' -> out.put('\\').put('r');
                case '\t' -> out.put('\\').put('t');
                default -> {
                    if (c < 0x20) {
                        String hex = Integer.toHexString(c);
                        out.ascii("\\u00").ascii(hex.length() == 1 ? "0" : "").ascii(hex);
                    } else {
                        out.put(c);
                    }
                }
            }
        }
        out.put('"');
    }

    /** The document as text, for messages and tests. */
    public static String of(JsonDocument document) {
        ByteWriter out = new ByteWriter(256);
        append(document, out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
