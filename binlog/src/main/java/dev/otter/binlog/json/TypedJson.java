package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A document from the text that MySQL prints and the types that it tells of the values, because the
 * text alone does not tell a DECIMAL from a DOUBLE or a time from a string. Where both do not go
 * together nothing is guessed.
 *
 * <p>Types are letters: the document's own, then those of all members of objects, then those of all
 * elements of arrays; both in the order in which their objects and arrays begin. One thread; the
 * text is not copied.
 */
public final class TypedJson implements JsonDocument {
    private static final List<String> NAMES =
            List.of(
                    "OBJECT",
                    "ARRAY",
                    "STRING",
                    "NULL",
                    "BOOLEAN",
                    "INTEGER",
                    "UNSIGNED INTEGER",
                    "DOUBLE",
                    "DECIMAL",
                    "DATE",
                    "TIME",
                    "DATETIME",
                    "BLOB",
                    "BIT",
                    "OPAQUE",
                    "TIMESTAMP");
    private static final String LETTERS = "oasnbiurdDTWBBBS";

    /** MySQL refuses documents that are deeper than 100. */
    private static final int DEPTH_MAX = 128;

    private static final int HOURS_A_DAY = 24;
    private static final int TIMESTAMP = 7;
    private static final int DATE = 10;
    private static final int TIME = 11;
    private static final int DATETIME = 12;
    private static final int DECIMAL = 246;
    private static final String BYTES_HEAD = "base64:type";

    private final byte[] text;
    private final int end;
    private final Value root;
    private int at;

    /** A value and where its text lies. */
    private static final class Value {
        private final int from;
        private final List<byte[]> keys = new ArrayList<>();
        private final List<Value> children = new ArrayList<>();
        private int to;
        private char type;

        Value(int from) {
            this.from = from;
        }
    }

    /**
     * @param text UTF-8, as MySQL prints a document
     * @param types as the expression of {@link #types} gives them
     * @throws dev.otter.binlog.bytes.BinlogFormatException when one does not fit the other
     */
    public TypedJson(byte[] text, int offset, int length, byte[] types, int typesAt, int count) {
        this.text = text;
        this.at = offset;
        this.end = offset + length;
        this.root = value(0);
        if (at != end) {
            throw malformed("a JSON text that goes on behind its end");
        }
        List<Value> values = new ArrayList<>();
        values.add(root);
        children(root, '{', values);
        children(root, '[', values);
        if (values.size() != count) {
            throw malformed("a JSON text of " + values.size() + " values and " + count + " types");
        }
        for (int i = 0; i < count; i++) {
            type(values.get(i), (char) types[typesAt + i]);
        }
    }

    /**
     * The SQL expression that tells the types; NULL where the column is NULL. Needs JSON_TABLE
     * (MySQL 8.0.4) and a {@code group_concat_max_len} as large as a document has values.
     *
     * @param column a column as SQL
     */
    public static String types(String column) {
        return "CONCAT("
                + letter("JSON_TYPE(" + column + ")")
                + ",COALESCE((SELECT GROUP_CONCAT("
                + letter("COALESCE(JSON_TYPE(v),'NULL')")
                + " ORDER BY n SEPARATOR '') FROM JSON_TABLE(JSON_EXTRACT("
                + column
                + ",'$**.*','$**[*]'),'$[*]' COLUMNS (n FOR ORDINALITY, v JSON PATH '$'))"
                + " AS members),''))";
    }

    private static String letter(String type) {
        return "SUBSTR('?"
                + LETTERS
                + "',FIELD("
                + type
                + ",'"
                + String.join("','", NAMES)
                + "')+1,1)";
    }

    private static void children(Value value, char of, List<Value> found) {
        boolean object = !value.keys.isEmpty();
        if (object == (of == '{')) {
            found.addAll(value.children);
        }
        value.children.forEach(child -> children(child, of, found));
    }

    private void type(Value value, char type) {
        boolean fits =
                switch (text[value.from]) {
                    case '{' -> type == 'o';
                    case '[' -> type == 'a';
                    case '"' -> "sDTWSB".indexOf(type) >= 0;
                    case 'n' -> type == 'n';
                    case 't', 'f' -> type == 'b';
                    default -> "iurd".indexOf(type) >= 0;
                };
        if (!fits) {
            throw malformed(
                    "a JSON value that begins with '"
                            + (char) text[value.from]
                            + "' and is of type '"
                            + type
                            + "'");
        }
        value.type = type;
    }

    private Value value(int depth) {
        spaces();
        if (depth > DEPTH_MAX) {
            throw malformed("a JSON text deeper than " + DEPTH_MAX);
        }
        Value value = new Value(at);
        switch (peek()) {
            case '{' -> members(value, depth);
            case '[' -> elements(value, depth);
            case '"' -> skipString();
            default -> skipWord();
        }
        value.to = at;
        return value;
    }

    private void members(Value value, int depth) {
        at++;
        spaces();
        while (peek() != '}') {
            int from = at;
            skipString();
            value.keys.add(unescaped(from, at));
            spaces();
            expect(':');
            value.children.add(value(depth + 1));
            spaces();
            separator('}');
        }
        at++;
    }

    private void elements(Value value, int depth) {
        at++;
        spaces();
        while (peek() != ']') {
            value.children.add(value(depth + 1));
            spaces();
            separator(']');
        }
        at++;
    }

    private void separator(int close) {
        if (peek() != close) {
            expect(',');
            spaces();
        }
    }

    private int peek() {
        if (at >= end) {
            throw malformed("a JSON text that breaks off");
        }
        return text[at];
    }

    private void expect(int c) {
        if (peek() != c) {
            throw malformed("a JSON text without '" + (char) c + "' where it should be");
        }
        at++;
    }

    private void spaces() {
        while (at < end && text[at] == ' ') {
            at++;
        }
    }

    private void skipString() {
        expect('"');
        while (peek() != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipWord() {
        int from = at;
        while (at < end && ",]} ".indexOf(text[at]) < 0) {
            at++;
        }
        if (at == from) {
            throw malformed("a JSON text without a value where one should be");
        }
    }

    /** What a quoted string means, as UTF-8. */
    private byte[] unescaped(int from, int to) {
        ByteWriter out = new ByteWriter(to - from);
        int i = from + 1;
        while (i < to - 1) {
            if (text[i] != '\\') {
                out.put(text[i]);
                i++;
                continue;
            }
            byte escaped = text[i + 1];
            i += 2;
            switch (escaped) {
                case 'b' -> out.put('\b');
                case 'f' -> out.put('\f');
                case 'n' -> out.put('\n');
                case 'r' -> out.put('\r');
                case 't' -> out.put('\t');
                case 'u' -> {
                    String hex = new String(text, i, 4, StandardCharsets.US_ASCII);
                    out.utf8(String.valueOf((char) Integer.parseInt(hex, 16)));
                    i += 4;
                }
                default -> out.put(escaped);
            }
        }
        return out.toByteArray();
    }

    @Override
    public void accept(JsonVisitor visitor) {
        tell(root, visitor);
    }

    private void tell(Value value, JsonVisitor visitor) {
        switch (value.type) {
            case 'o' -> {
                visitor.startObject(value.children.size());
                for (int i = 0; i < value.children.size(); i++) {
                    byte[] key = value.keys.get(i);
                    visitor.key(key, 0, key.length);
                    tell(value.children.get(i), visitor);
                }
                visitor.endObject();
            }
            case 'a' -> {
                visitor.startArray(value.children.size());
                value.children.forEach(child -> tell(child, visitor));
                visitor.endArray();
            }
            case 's' -> {
                byte[] string = unescaped(value.from, value.to);
                visitor.text(string, 0, string.length);
            }
            case 'n' -> visitor.nullValue();
            case 'b' -> visitor.bool(text[value.from] == 't');
            case 'i' -> visitor.signed(Long.parseLong(ascii(value)));
            case 'u' -> visitor.unsigned(Long.parseUnsignedLong(ascii(value)));
            case 'r' -> visitor.real(Double.parseDouble(ascii(value)));
            case 'd' -> opaque(DECIMAL, DecimalCell.of(ascii(value)), visitor);
            case 'D' -> opaque(DATE, packed(value, false), visitor);
            case 'T' -> opaque(TIME, packed(value, true), visitor);
            case 'W' -> opaque(DATETIME, packed(value, false), visitor);
            case 'S' -> opaque(TIMESTAMP, packed(value, false), visitor);
            default -> bytes(value, visitor);
        }
    }

    private static void opaque(int type, byte[] bytes, JsonVisitor visitor) {
        visitor.opaque(type, bytes, 0, bytes.length);
    }

    private String ascii(Value value) {
        return new String(text, value.from, value.to - value.from, StandardCharsets.US_ASCII);
    }

    /** A date or time in the 64 bits in which documents keep it. */
    private byte[] packed(Value value, boolean timeAlone) {
        String told = new String(unescaped(value.from, value.to), StandardCharsets.US_ASCII);
        int[] parts =
                Arrays.stream(told.split("[-:. ]"))
                        .filter(part -> !part.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
        int clockAt = timeAlone ? 0 : 3;
        if (timeAlone && parts[0] >= HOURS_A_DAY) {
            throw new LongJsonTimeException(told);
        }
        int[] all = Arrays.copyOf(parts, clockAt + 4);
        long day = timeAlone ? 0 : (all[0] * 13L + all[1]) << 5 | all[2];
        long clock = (long) all[clockAt] << 12 | all[clockAt + 1] << 6 | all[clockAt + 2];
        long packed = (day << 17 | clock) << 24 | all[clockAt + 3];
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(told.startsWith("-") ? -packed : packed)
                .array();
    }

    /** Bytes are told as {@code base64:type252:AAECAw==}, with line breaks in long ones. */
    private void bytes(Value value, JsonVisitor visitor) {
        String told = new String(unescaped(value.from, value.to), StandardCharsets.US_ASCII);
        int colon = told.indexOf(':', BYTES_HEAD.length());
        if (!told.startsWith(BYTES_HEAD) || colon < 0) {
            throw malformed("bytes in JSON that do not begin with " + BYTES_HEAD);
        }
        int type = Integer.parseInt(told.substring(BYTES_HEAD.length(), colon));
        opaque(type, Base64.getMimeDecoder().decode(told.substring(colon + 1)), visitor);
    }
}
