package dev.otter.engine.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON without any of the code under test: objects as maps in their order, arrays as lists,
 * numbers as {@link BigDecimal}. What is not JSON to the letter is refused.
 */
final class JsonValues {
    private final String text;
    private int at;

    private JsonValues(String text) {
        this.text = text;
    }

    static Object of(String text) {
        JsonValues reader = new JsonValues(text);
        Object value = reader.value();
        reader.spaces();
        if (reader.at != text.length()) {
            throw new IllegalArgumentException(
                    "more behind the value at " + reader.at + ": " + text);
        }
        return value;
    }

    static Map<String, Object> object(String text) {
        return named(of(text));
    }

    /** A value that must be an object. */
    static Map<String, Object> named(Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("no object: " + value);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        members.forEach((name, member) -> named.put((String) name, member));
        return named;
    }

    private void spaces() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) {
        spaces();
        if (at >= text.length() || text.charAt(at) != c) {
            throw new IllegalArgumentException("no '" + c + "' at " + at + ": " + text);
        }
        at++;
    }

    private boolean next(char c) {
        spaces();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private Object value() {
        spaces();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("no value at " + at + ": " + text);
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (next('}')) {
            return members;
        }
        do {
            spaces();
            String name = string();
            expect(':');
            if (members.containsKey(name)) {
                throw new IllegalArgumentException("'" + name + "' twice: " + text);
            }
            members.put(name, value());
        } while (next(','));
        expect('}');
        return members;
    }

    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (next(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (next(','));
        expect(']');
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw new IllegalArgumentException("a bare control character: " + text);
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw new IllegalArgumentException("escape of '" + c + "': " + text);
        };
    }

    private BigDecimal number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        if (!number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw new IllegalArgumentException("'" + number + "' is no number: " + text);
        }
        return new BigDecimal(number);
    }
}
