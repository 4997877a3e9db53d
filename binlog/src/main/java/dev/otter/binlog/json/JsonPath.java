package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as partial updates write it: {@code $}, then {@code .name}, {@code ."any \"name\""} or
 * {@code [number]} or {@code [last-number]}; no wildcards.
 *
 * @param legs the steps from the document's root
 */
record JsonPath(List<Leg> legs) {
    /** One step. */
    sealed interface Leg {}

    /** To a member of an object. */
    record Member(String key) implements Leg {
        byte[] utf8() {
            return key.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** To an element of an array, counted from its start, or back from its last one. */
    record Element(int index, boolean fromLast) implements Leg {
        /** The position in an array of {@code size} elements; outside of it when there is none. */
        int in(int size) {
            return fromLast ? size - 1 - index : index;
        }
    }

    static JsonPath parse(byte[] utf8) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("a JSON path that is not UTF-8");
        }
        return new Parser(text).path();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        JsonPath path() {
            if (text.isEmpty() || text.charAt(at++) != '$') {
                throw bad();
            }
            List<Leg> legs = new ArrayList<>();
            while (at < text.length()) {
                switch (text.charAt(at++)) {
                    case '.' -> legs.add(member());
                    case '[' -> legs.add(element());
                    default -> throw bad();
                }
            }
            return new JsonPath(List.copyOf(legs));
        }

        private Leg member() {
            if (at < text.length() && text.charAt(at) == '"') {
                at++;
                return new Member(quoted());
            }
            int start = at;
            while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
                at++;
            }
            String name = text.substring(start, at);
            if (name.isEmpty() || name.equals("*")) {
                throw bad();
            }
            return new Member(name);
        }

        private String quoted() {
            StringBuilder name = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return name.toString();
                }
                name.append(c == '\\' ? escaped() : c);
            }
            throw bad();
        }

        private char escaped() {
            if (at >= text.length()) {
                throw bad();
            }
            char c = text.charAt(at++);
            return switch (c) {
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case '"', '\\', '/' -> c;
                case 'u' -> unicode();
                default -> throw bad();
            };
        }

        private char unicode() {
            int value = 0;
            for (int i = 0; i < 4; i++) {
                int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
                if (digit < 0) {
                    throw bad();
                }
                value = value << 4 | digit;
            }
            return (char) value;
        }

        private Leg element() {
            boolean fromLast = text.startsWith("last", at);
            if (fromLast) {
                at += 4;
                if (at < text.length() && text.charAt(at) == ']') {
                    at++;
                    return new Element(0, true);
                }
                if (at >= text.length() || text.charAt(at++) != '-') {
                    throw bad();
                }
            }
            int index = number();
            if (at >= text.length() || text.charAt(at++) != ']') {
                throw bad();
            }
            return new Element(index, fromLast);
        }

        private int number() {
            int start = at;
            int value = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                if (at - start >= 9) {
                    throw bad();
                }
                value = value * 10 + text.charAt(at++) - '0';
            }
            if (at == start) {
                throw bad();
            }
            return value;
        }

        private RuntimeException bad() {
            return malformed("a JSON path that cannot be read at character " + at);
        }
    }

    /** Appends the path with every name quoted. */
    void append(ByteWriter out) {
        out.put('$');
        for (Leg leg : legs) {
            switch (leg) {
                case Member member -> {
                    byte[] key = member.utf8();
                    out.put('.');
                    JsonText.quote(key, 0, key.length, out);
                }
                case Element element ->
                        out.ascii(element.fromLast() ? "[last-" : "[")
                                .decimal(element.index())
                                .put(']');
            }
        }
    }
}
