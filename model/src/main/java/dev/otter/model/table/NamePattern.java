package dev.otter.model.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for one identifier: texts, {@code *} for any run of characters, and {@code [00-15]} for
 * a range of numbers. Comparison is by character; case counts.
 */
record NamePattern(List<Piece> pieces) {

    /** A part of the pattern. */
    sealed interface Piece {}

    /** Exactly these characters. */
    record Literal(String text) implements Piece {}

    /** Any characters, also none. */
    record Star() implements Piece {}

    /**
     * A number from first to last.
     *
     * @param width digits it is padded to with zeros; 0 when it is not padded
     */
    record Range(long first, long last, int width) implements Piece {
        long size() {
            return last - first + 1;
        }

        String text(long index) {
            String digits = Long.toString(first + index);
            return "0".repeat(Math.max(0, width - digits.length())) + digits;
        }
    }

    /** What the wildcards of a pattern stand for in one name: stars by text, ranges by index. */
    record Captured(List<String> stars, List<Long> ranges) {}

    private static final int MAX_DIGITS = 9;

    NamePattern {
        pieces = List.copyOf(pieces);
    }

    static NamePattern literal(String text) {
        return new NamePattern(List.of(new Literal(text)));
    }

    /**
     * @throws IllegalArgumentException with a phrase that names the fault
     */
    static NamePattern parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']') {
                throw new IllegalArgumentException("has a ']' without '['");
            }
            if (c != '*' && c != '[') {
                literal.append(c);
                continue;
            }
            if (!literal.isEmpty()) {
                pieces.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
            if (c == '*') {
                pieces.add(new Star());
            } else {
                int close = text.indexOf(']', i);
                if (close < 0) {
                    throw new IllegalArgumentException("has a '[' without ']'");
                }
                pieces.add(range(text.substring(i + 1, close)));
                i = close;
            }
        }
        if (!literal.isEmpty()) {
            pieces.add(new Literal(literal.toString()));
        }
        return new NamePattern(pieces);
    }

    private static Range range(String inside) {
        String shown = "range '[" + inside + "]' ";
        int dash = inside.indexOf('-');
        String first = dash < 0 ? "" : inside.substring(0, dash);
        String last = dash < 0 ? "" : inside.substring(dash + 1);
        if (!number(first) || !number(last)) {
            throw new IllegalArgumentException(
                    "has the " + shown + "that is not two numbers such as [00-15]");
        }
        boolean padded = first.length() == last.length();
        if (!padded && (first.length() > 1 && first.startsWith("0") || last.startsWith("0"))) {
            throw new IllegalArgumentException(
                    "has the " + shown + "whose ends are not padded to the same number of digits");
        }
        Range range =
                new Range(Long.parseLong(first), Long.parseLong(last), padded ? first.length() : 0);
        if (range.first() > range.last()) {
            throw new IllegalArgumentException("has the " + shown + "that ends before it begins");
        }
        return range;
    }

    private static boolean number(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The one name that matches, when there are no wildcards. */
    Optional<String> exact() {
        return pieces.size() == 1 && pieces.getFirst() instanceof Literal(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether it is a {@code *} and nothing else. */
    boolean anything() {
        return pieces.size() == 1 && pieces.getFirst() instanceof Star;
    }

    int stars() {
        return Math.toIntExact(pieces.stream().filter(Star.class::isInstance).count());
    }

    List<Range> ranges() {
        return pieces.stream().filter(Range.class::isInstance).map(Range.class::cast).toList();
    }

    /** What the wildcards stand for in a name, or empty when it does not match. */
    Optional<Captured> match(String name) {
        Captured captured = new Captured(new ArrayList<>(), new ArrayList<>());
        return match(0, name, 0, captured) ? Optional.of(captured) : Optional.empty();
    }

    private boolean match(int piece, String name, int at, Captured captured) {
        if (piece == pieces.size()) {
            return at == name.length();
        }
        return switch (pieces.get(piece)) {
            case Literal(String text) ->
                    name.startsWith(text, at)
                            && match(piece + 1, name, at + text.length(), captured);
            case Star() -> {
                for (int end = at; end <= name.length(); end++) {
                    captured.stars().add(name.substring(at, end));
                    if (match(piece + 1, name, end, captured)) {
                        yield true;
                    }
                    captured.stars().removeLast();
                }
                yield false;
            }
            case Range range -> {
                int end = at;
                while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
                    end++;
                    long index = index(range, name.substring(at, end));
                    if (index >= 0) {
                        captured.ranges().add(index);
                        if (match(piece + 1, name, end, captured)) {
                            yield true;
                        }
                        captured.ranges().removeLast();
                    }
                }
                yield false;
            }
        };
    }

    private static long index(Range range, String digits) {
        if (digits.length() > MAX_DIGITS) {
            return -1;
        }
        long index = Long.parseLong(digits) - range.first();
        boolean inside = index >= 0 && index < range.size();
        return inside && range.text(index).equals(digits) ? index : -1;
    }

    /** The name that these stars and ranges make; both lists are used from their front. */
    String fill(List<String> stars, List<Long> ranges) {
        StringBuilder name = new StringBuilder();
        int star = 0;
        int range = 0;
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal(String text) -> name.append(text);
                case Star() -> name.append(stars.get(star++));
                case Range numbers -> name.append(numbers.text(ranges.get(range++)));
            }
        }
        return name.toString();
    }
}
