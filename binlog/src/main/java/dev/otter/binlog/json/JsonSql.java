package dev.otter.binlog.json;

import dev.otter.binlog.bytes.ByteWriter;
import java.util.List;

/**
 * Writes documents as SQL expressions of MySQL whose value is the same document, types of numbers
 * and SQL values included. Text goes as {@code _utf8mb4'…'} with backslash escapes: the session
 * must not have NO_BACKSLASH_ESCAPES. Not for MariaDB, whose JSON is text ({@link JsonText}).
 *
 * <p>A document that MySQL's parser reads back with the same types is written as text; any other as
 * nested JSON_OBJECT and JSON_ARRAY calls.
 */
public final class JsonSql {
    /** How well the expression gives the document back. */
    public enum Fidelity {
        /** Equal in values and types. */
        EXACT,
        /**
         * Equal in what is printed and compared, but a TIMESTAMP became a DATETIME or bytes of some
         * column type became VARBINARY: MySQL has no expression that makes these.
         */
        RETYPED
    }

    private JsonSql() {}

    /** Appends an expression of type JSON. */
    public static Fidelity append(JsonDocument document, ByteWriter out) {
        PlainCheck check = new PlainCheck();
        document.accept(check);
        if (check.plain()) {
            ByteWriter text = new ByteWriter(256);
            JsonText.append(document, text);
            out.ascii("CAST(");
            quote(text.array(), 0, text.length(), out);
            out.ascii(" AS JSON)");
        } else {
            if (check.scalar()) {
                out.ascii("JSON_EXTRACT(JSON_ARRAY(");
            }
            document.accept(new JsonCalls(out));
            if (check.scalar()) {
                out.ascii("),_utf8mb4'$[0]')");
            }
        }
        return check.retyped() ? Fidelity.RETYPED : Fidelity.EXACT;
    }

    /**
     * Appends an expression that applies partial updates to {@code column}, itself an SQL
     * expression, for rows whose document before is not known.
     */
    public static Fidelity append(String column, List<JsonDiff> diffs, ByteWriter out) {
        for (int i = diffs.size() - 1; i >= 0; i--) {
            out.ascii(function(diffs.get(i))).put('(');
        }
        out.utf8(column);
        Fidelity fidelity = Fidelity.EXACT;
        for (JsonDiff diff : diffs) {
            ByteWriter path = new ByteWriter(64);
            diff.path().append(path);
            out.put(',');
            quote(path.array(), 0, path.length(), out);
            if (diff.operation() != JsonDiff.Operation.REMOVE) {
                out.put(',');
                if (append(diff.value(), out) == Fidelity.RETYPED) {
                    fidelity = Fidelity.RETYPED;
                }
            }
            out.put(')');
        }
        return fidelity;
    }

    private static String function(JsonDiff diff) {
        return switch (diff.operation()) {
            case REPLACE -> "JSON_REPLACE";
            case INSERT ->
                    switch (diff.path().legs().getLast()) {
                        case JsonPath.Member _ -> "JSON_INSERT";
                        case JsonPath.Element _ -> "JSON_ARRAY_INSERT";
                    };
            case REMOVE -> "JSON_REMOVE";
        };
    }

    /** Appends a string literal of UTF-8 bytes. */
    static void quote(byte[] utf8, int offset, int length, ByteWriter out) {
        out.ascii("_utf8mb4'");
        for (int i = offset; i < offset + length; i++) {
            byte c = utf8[i];
            switch (c) {
                case '\'' -> out.put('\'').put('\'');
                case '\\' -> out.put('\\').put('\\');
                case 0 -> out.put('\\').put('0');
                default -> out.put(c);
            }
        }
        out.put('\'');
    }
}
