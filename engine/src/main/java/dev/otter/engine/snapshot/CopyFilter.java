package dev.otter.engine.snapshot;

import java.util.Optional;

/**
 * Looks whether a text can only be one condition behind a WHERE of the source: it is kept on the
 * target, and whoever may write there must not run other statements on the source. Stateless.
 */
final class CopyFilter {
    private static final int LENGTH_MAX = 10_000;

    private CopyFilter() {}

    /** What is wrong with a condition, as the end of a sentence; empty when nothing is. */
    static Optional<String> problem(String condition) {
        if (condition.length() > LENGTH_MAX) {
            return Optional.of("it is longer than " + LENGTH_MAX + " characters");
        }
        int depth = 0;
        int at = 0;
        while (at < condition.length()) {
            char c = condition.charAt(at);
            switch (c) {
                case '\'', '"', '`' -> {
                    at = closing(condition, at);
                    if (at < 0) {
                        return Optional.of("a quotation in it does not end");
                    }
                }
                case '(' -> depth++;
                case ')' -> depth--;
                case ';' -> {
                    return Optional.of("it has a semicolon outside of quotes");
                }
                default -> {
                    if (comment(condition, at)) {
                        return Optional.of("it has a comment");
                    }
                }
            }
            if (depth < 0) {
                return Optional.of("a bracket in it closes that was not opened");
            }
            at++;
        }
        return depth == 0 ? Optional.empty() : Optional.of("a bracket in it is not closed");
    }

    /** Where a quotation ends; a doubled quote ends one and begins the next. */
    private static int closing(String text, int opening) {
        char quote = text.charAt(opening);
        for (int at = opening + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '`') {
                at++;
            } else if (c == quote) {
                return at;
            }
        }
        return -1;
    }

    private static boolean comment(String text, int at) {
        return text.charAt(at) == '#' || text.startsWith("--", at) || text.startsWith("/*", at);
    }
}
