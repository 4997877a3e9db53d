package dev.otter.model.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checks that configuration records make at their door. Each throws an {@link
 * IllegalArgumentException} whose message names the value and the cure, without a full stop.
 */
public final class Check {
    /** Longest free text, such as a description. */
    public static final int TEXT_MAX = 2_000;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,64}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:%-]{1,255}");

    private Check() {}

    /** A name: 1 to 64 letters, digits, {@code -}, {@code _} and {@code .}. */
    public static String name(String what, String value) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    shown(value)
                            + " cannot be the name of "
                            + what
                            + "; allowed are 1 to 64 letters, digits, '-', '_' and '.'");
        }
        return value;
    }

    /** A name that may be left out; an empty text counts as left out. */
    public static Optional<String> name(String what, Optional<String> value) {
        return absent(value).filter(text -> !text.isEmpty()).map(text -> name(what, text));
    }

    /** A host name or an address, nothing else: no scheme, port, path or parameters. */
    public static String host(String what, String value) {
        if (value == null || !HOST.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    shown(value)
                            + " is not a host for "
                            + what
                            + "; give a host name or an address without port");
        }
        return value;
    }

    /** A TCP port. */
    public static int port(String what, Integer value, int byDefault) {
        return range(what, value, byDefault, 1, 65_535);
    }

    /** A whole number between two bounds, both allowed. */
    public static int range(String what, Integer value, int byDefault, int least, int most) {
        int number = value == null ? byDefault : value;
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "%s is %d, must be %d to %d".formatted(what, number, least, most));
        }
        return number;
    }

    /** Free text; what is left out is empty. */
    public static String text(String what, String value) {
        String text = value == null ? "" : value;
        if (text.length() > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "%s has %d characters; allowed are %d"
                            .formatted(what, text.length(), TEXT_MAX));
        }
        return text;
    }

    /** A value that must be there. */
    public static <T> T required(String what, T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing; give it");
        }
        return value;
    }

    /** A value that may be left out. */
    public static <T> T orElse(T value, T byDefault) {
        return value == null ? byDefault : value;
    }

    /** An optional that may itself be left out. */
    @SuppressWarnings("OptionalAssignedToNull")
    public static <T> Optional<T> absent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }

    /** A list that may be left out; entries that are null are refused. */
    public static <T> List<T> list(String what, Collection<T> values) {
        if (values == null) {
            return List.of();
        }
        for (T value : values) {
            required("an entry of " + what, value);
        }
        return List.copyOf(values);
    }

    /** Refuses names that are equal but for case. */
    public static void distinct(String what, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(key(name))) {
                throw new IllegalArgumentException(
                        "%s '%s' is there twice; case does not count".formatted(what, name));
            }
        }
    }

    /** The form of a name in which two equal names are equal texts. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String shown(String value) {
        return value == null || value.isEmpty() ? "an empty text" : "'" + value + "'";
    }
}
