package dev.otter.binlog.json;

import dev.otter.binlog.bytes.ByteWriter;
import java.util.Arrays;

/** Writes a document as calls of JSON_OBJECT and JSON_ARRAY over typed SQL values. */
final class JsonCalls implements JsonVisitor {
    private final ByteWriter out;
    private boolean[] first = new boolean[16];
    private int depth;

    JsonCalls(ByteWriter out) {
        this.out = out;
    }

    private void separate() {
        if (depth > 0) {
            if (first[depth]) {
                first[depth] = false;
            } else {
                out.put(',');
            }
        }
    }

    private void open(String function) {
        separate();
        out.ascii(function).put('(');
        depth++;
        if (depth == first.length) {
            first = Arrays.copyOf(first, depth * 2);
        }
        first[depth] = true;
    }

    private void close() {
        depth--;
        out.put(')');
    }

    @Override
    public void startObject(int members) {
        open("JSON_OBJECT");
    }

    @Override
    public void key(byte[] buffer, int offset, int length) {
        text(buffer, offset, length);
    }

    @Override
    public void endObject() {
        close();
    }

    @Override
    public void startArray(int elements) {
        open("JSON_ARRAY");
    }

    @Override
    public void endArray() {
        close();
    }

    @Override
    public void nullValue() {
        separate();
        out.ascii("NULL");
    }

    @Override
    public void bool(boolean value) {
        separate();
        out.ascii(value ? "CAST(_utf8mb4'true' AS JSON)" : "CAST(_utf8mb4'false' AS JSON)");
    }

    @Override
    public void signed(long value) {
        separate();
        out.ascii("CAST(").decimal(value).ascii(" AS SIGNED)");
    }

    @Override
    public void unsigned(long value) {
        separate();
        out.ascii("CAST(").unsignedDecimal(value).ascii(" AS UNSIGNED)");
    }

    @Override
    public void real(double value) {
        separate();
        String text = Double.toString(value);
        out.ascii(text);
        if (text.indexOf('E') < 0) {
            out.ascii("E0");
        }
    }

    @Override
    public void text(byte[] buffer, int offset, int length) {
        separate();
        JsonSql.quote(buffer, offset, length, out);
    }

    @Override
    public void opaque(int type, byte[] buffer, int offset, int length) {
        separate();
        switch (Opaque.kind(type)) {
            case DECIMAL -> {
                out.ascii("CAST(");
                Opaque.append(type, buffer, offset, length, out);
                // Digits above 65 are zeros in front, which the cast does not need.
                int digits = Math.min(65, Opaque.precision(buffer, offset, length));
                out.ascii(" AS DECIMAL(").decimal(digits);
                out.put(',').decimal(Opaque.scale(buffer, offset, length)).ascii("))");
            }
            case DATE -> cast("DATE", type, buffer, offset, length);
            case TIME -> cast("TIME(6)", type, buffer, offset, length);
            case DATETIME, TIMESTAMP -> cast("DATETIME(6)", type, buffer, offset, length);
            case BYTES -> out.ascii("x'").hex(buffer, offset, length).put('\'');
        }
    }

    private void cast(String to, int type, byte[] buffer, int offset, int length) {
        out.ascii("CAST('");
        Opaque.append(type, buffer, offset, length, out);
        out.ascii("' AS ").ascii(to).put(')');
    }
}
