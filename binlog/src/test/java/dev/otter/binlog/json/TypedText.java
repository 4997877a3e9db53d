package dev.otter.binlog.json;

import dev.otter.binlog.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes documents so that equal text means equal values of equal types, to the last bit. */
final class TypedText implements JsonVisitor {
    private final StringBuilder out = new StringBuilder();

    static String of(JsonDocument document) {
        TypedText text = new TypedText();
        document.accept(text);
        return text.out.toString();
    }

    private static String utf8(byte[] buffer, int offset, int length) {
        String text = new String(buffer, offset, length, StandardCharsets.UTF_8);
        return length < 40 ? text : text.charAt(0) + "~" + length + "~" + text.hashCode();
    }

    @Override
    public void startObject(int members) {
        out.append("{").append(members).append(' ');
    }

    @Override
    public void key(byte[] buffer, int offset, int length) {
        out.append("k:").append(utf8(buffer, offset, length)).append('=');
    }

    @Override
    public void endObject() {
        out.append("} ");
    }

    @Override
    public void startArray(int elements) {
        out.append("[").append(elements).append(' ');
    }

    @Override
    public void endArray() {
        out.append("] ");
    }

    @Override
    public void nullValue() {
        out.append("null ");
    }

    @Override
    public void bool(boolean value) {
        out.append(value).append(' ');
    }

    @Override
    public void signed(long value) {
        out.append("i").append(value).append(' ');
    }

    @Override
    public void unsigned(long value) {
        out.append("u").append(Long.toUnsignedString(value)).append(' ');
    }

    @Override
    public void real(double value) {
        out.append("d").append(Long.toHexString(Double.doubleToRawLongBits(value))).append(' ');
    }

    @Override
    public void text(byte[] buffer, int offset, int length) {
        out.append("s:").append(utf8(buffer, offset, length)).append(' ');
    }

    @Override
    public void opaque(int type, byte[] buffer, int offset, int length) {
        out.append("o").append(type).append(':');
        if (Opaque.kind(type) == Opaque.Kind.DECIMAL) {
            // Servers choose the precision by how a decimal was reached; digits and scale count.
            ByteWriter digits = new ByteWriter(70);
            Opaque.append(type, buffer, offset, length, digits);
            out.append(digits).append(' ');
            return;
        }
        out.append(HexFormat.of().formatHex(buffer, offset, offset + length)).append(' ');
    }
}
