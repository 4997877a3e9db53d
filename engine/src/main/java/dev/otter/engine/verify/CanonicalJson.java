package dev.otter.engine.verify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spells a JSON text in one way: members by name, numbers without needless zeros, no spaces, only
 * the escapes that must be. One use, one thread.
 */
final class CanonicalJson {
    private final String text;
    private int at;

    private CanonicalJson(String text) {
        this.text = text;
    }

    /** The one spelling; a text that is no JSON comes back as it is. */
    static String of(String text) {
        try {
            CanonicalJson reader = new CanonicalJson(text);
            String value = reader.value();
            reader.spaces();
            return reader.at == text.length() ? value : text;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return text;
        }
    }

    private String value() {
        spaces();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> quoted(string());
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private void spaces() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private String word(String word) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException(text);
        }
        at += word.length();
        return word;
    }

    private void expect(char c) {
        spaces();
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException(text);
        }
        at++;
    }

    private boolean takes(char c) {
        spaces();
        boolean there = text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private String object() {
        expect('{');
        Map<String, String> members = new TreeMap<>();
        if (!takes('}')) {
            do {
                spaces();
                String name = quoted(string());
                expect(':');
                members.put(name, value());
            } while (takes(','));
            expect('}');
        }
        List<String> parts = new ArrayList<>();
        members.forEach((name, value) -> parts.add(name + ":" + value));
        return "{" + String.join(",", parts) + "}";
    }

    private String array() {
        expect('[');
        List<String> elements = new ArrayList<>();
        if (!takes(']')) {
            do {
                elements.add(value());
            } while (takes(','));
            expect(']');
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        BigDecimal number = new BigDecimal(text.substring(start, at));
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                out.append(escaped(text.charAt(at++)));
            } else {
                out.append(c);
            }
        }
        at++;
        return out.toString();
    }

    private char escaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
