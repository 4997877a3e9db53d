package dev.otter.engine.kafka.value;

import dev.otter.binlog.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the parts of compact JSON in UTF-8. Stateless. */
public final class JsonOut {
    private static final String HEX = "0123456789abcdef";

    private JsonOut() {}

    /** Appends a string with its quotes. */
    public static void string(ByteWriter out, CharSequence text) {
        String whole = text.toString();
        out.put('"');
        int from = 0;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            out.utf8(whole.substring(from, i));
            from = i + 1;
            escaped(out, c);
        }
        out.utf8(whole.substring(from));
        out.put('"');
    }

    private static void escaped(ByteWriter out, char c) {
        out.put('\\');
        switch (c) {
            case '"', '\\' -> out.put(c);
            case '\n' -> out.put('n');
            case '\r' -> out.put('r');
            case '\t' -> out.put('t');
            default -> out.ascii("u00").put(HEX.charAt(c >> 4)).put(HEX.charAt(c & 0xF));
        }
    }

    /** Whether bytes are a string of JSON as they are: ASCII without anything to escape. */
    static boolean plain(byte[] b, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (b[i] < ' ' || b[i] == '"' || b[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Appends bytes as a string of base64. */
    static void base64(ByteWriter out, byte[] b, int offset, int length) {
        byte[] whole = java.util.Arrays.copyOfRange(b, offset, offset + length);
        out.put('"').append(Base64.getEncoder().encode(whole)).put('"');
    }

    /** A text as a string of JSON. */
    public static String quoted(String text) {
        ByteWriter out = new ByteWriter(text.length() + 2);
        string(out, text);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
