package dev.otter.app.otter4;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the regular expressions that Otter 4 took for names of schemas and tables, as far as they
 * can be written as patterns: text, {@code .*}, choices, {@code ?}, classes of characters, and
 * {@code \d} for one or {@code \d{n}} for n digits. Each result is one pattern; together they match
 * the very same names.
 */
final class RegexNames {
    private static final int RESULTS_MAX = 256;
    private static final String SPECIAL = "*?+|(){}[]\\$^";

    private final String text;
    private int at;

    private RegexNames(String text) {
        this.text = text;
    }

    /**
     * All patterns that together mean what the expression means.
     *
     * @throws IllegalArgumentException when it cannot be written so, with the reason
     */
    static List<String> patterns(String expression) {
        String text = expression.replaceAll("^\\^", "").replaceAll("(?<!\\\\)\\$$", "");
        if (text.equals(".+") || text.equals("(.+)")) {
            return List.of("*");
        }
        RegexNames reader = new RegexNames(text);
        List<String> results = reader.choice();
        if (reader.at < text.length()) {
            throw reader.unsupported("a parenthesis too many");
        }
        for (String result : results) {
            if (result.isEmpty()) {
                throw reader.unsupported("an empty name");
            }
        }
        return results.stream().map(result -> result.replaceAll("\\*+", "*")).distinct().toList();
    }

    private List<String> choice() {
        List<String> all = new ArrayList<>(sequence());
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            all.addAll(sequence());
        }
        return bounded(all);
    }

    private List<String> sequence() {
        List<String> heads = List.of("");
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            List<String> tails = repeated();
            List<String> joined = new ArrayList<>();
            for (String head : heads) {
                for (String tail : tails) {
                    joined.add(head + tail);
                }
            }
            heads = bounded(joined);
        }
        return heads;
    }

    private List<String> bounded(List<String> results) {
        if (results.size() > RESULTS_MAX) {
            throw unsupported("more than " + RESULTS_MAX + " choices");
        }
        return results;
    }

    /** An atom with what says how often it stands. */
    private List<String> repeated() {
        boolean any = text.charAt(at) == '.';
        int begin = at;
        if (any) {
            at++;
        }
        List<String> atom = any ? List.of(".") : atom();
        char next = at < text.length() ? text.charAt(at) : ' ';
        if (any) {
            if (next != '*') {
                throw unsupported(
                        next == '+' ? "'.+' beside other text" : "'.' for any one character");
            }
            at++;
            return List.of("*");
        }
        boolean digit = atom.equals(List.of("[0-9]"));
        if (next == '?') {
            at++;
            List<String> with = new ArrayList<>(List.of(""));
            with.addAll(atom);
            return with;
        }
        if (next == '{' && digit) {
            int end = text.indexOf('}', at);
            String times = end < 0 ? "" : text.substring(at + 1, end);
            if (!times.matches("[1-9]")) {
                throw unsupported("digits of varying number");
            }
            at = end + 1;
            int count = Integer.parseInt(times);
            return List.of("[" + "0".repeat(count) + "-" + "9".repeat(count) + "]");
        }
        if (next == '*' && atom.equals(List.of("*"))) {
            at++;
            return atom;
        }
        if (next == '*' || next == '+' || next == '{') {
            throw unsupported("'" + text.substring(begin, at + 1) + "', a repetition");
        }
        return atom;
    }

    private List<String> atom() {
        char c = text.charAt(at++);
        switch (c) {
            case '(' -> {
                if (text.startsWith("?:", at)) {
                    at += 2;
                }
                List<String> inside = choice();
                if (at >= text.length()) {
                    throw unsupported("a parenthesis without its end");
                }
                at++;
                return inside;
            }
            case '[' -> {
                return charactersIn();
            }
            case '\\' -> {
                if (at >= text.length()) {
                    throw unsupported("a backslash at the end");
                }
                char escaped = text.charAt(at++);
                if (escaped == 'd') {
                    return List.of("[0-9]");
                }
                if (Character.isLetterOrDigit(escaped)) {
                    throw unsupported("'\\" + escaped + "'");
                }
                return List.of(literal(escaped));
            }
            default -> {
                if (SPECIAL.indexOf(c) >= 0) {
                    throw unsupported("'" + c + "' at this place");
                }
                return List.of(literal(c));
            }
        }
    }

    private List<String> charactersIn() {
        int end = text.indexOf(']', at);
        String inside = end < 0 ? "^" : text.substring(at, end);
        if (inside.isEmpty() || inside.startsWith("^") || inside.contains("\\")) {
            throw unsupported("'[" + inside + "]'");
        }
        at = end + 1;
        if (inside.equals("0-9")) {
            return List.of("[0-9]");
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < inside.length(); i++) {
            boolean range = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
            char last = range ? inside.charAt(i + 2) : inside.charAt(i);
            for (char c = inside.charAt(i); c <= last; c++) {
                all.add(literal(c));
            }
            i += range ? 2 : 0;
        }
        return bounded(all);
    }

    /** A character as a pattern has it outside of backquotes. */
    private String literal(char c) {
        if (Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '-') {
            return String.valueOf(c);
        }
        throw unsupported("the character '" + c + "' beside others");
    }

    private IllegalArgumentException unsupported(String what) {
        return new IllegalArgumentException(
                "the expression '%s' has %s, which no pattern can say".formatted(text, what));
    }
}
