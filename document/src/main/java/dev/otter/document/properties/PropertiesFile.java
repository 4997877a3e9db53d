package dev.otter.document.properties;

import dev.otter.model.config.Spelling;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A properties file with known keys. {@code ${name}} in a value stands for another key of the file,
 * a system property or an environment variable, looked for in this order. Messages show keys, never
 * values that came from elsewhere.
 */
public final class PropertiesFile {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)(}?)");

    private final Path path;
    private final Map<String, String> values;
    private final UnaryOperator<String> surroundings;

    private PropertiesFile(
            Path path, Map<String, String> values, UnaryOperator<String> surroundings) {
        this.path = path;
        this.values = values;
        this.surroundings = surroundings;
    }

    /**
     * Reads a file.
     *
     * @param known all keys that it may have
     * @param surroundings gives values that are not in the file, null when there is none
     * @throws OtterException when it cannot be read or has an unknown key
     */
    public static PropertiesFile read(
            Path path, Collection<String> known, UnaryOperator<String> surroundings) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.SETTINGS_INVALID,
                    "the file cannot be read: " + e.getMessage(),
                    path.toString(),
                    "Check its name, its rights, and that it is UTF-8.",
                    e);
        }
        Map<String, String> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key).trim());
        }
        PropertiesFile file = new PropertiesFile(path, values, surroundings);
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String nearest =
                        Spelling.nearest(key, known)
                                .map(word -> "Did you mean '" + word + "'? ")
                                .orElse("");
                throw file.wrong(key, "the key is unknown", nearest + "Remove or correct it.");
            }
        }
        return file;
    }

    /** Whether the key is there, even without a value. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value with its references filled in; empty when it is not there or has no text. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key))
                .map(value -> fill(key, value, new ArrayDeque<>()))
                .filter(value -> !value.isEmpty());
    }

    /** A whole number between two bounds. */
    public int number(String key, int byDefault, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrongNumber(key, text.get(), least, most);
        }
        throw wrongNumber(key, text.get(), least, most);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean byDefault) {
        String text = text(key).orElse(Boolean.toString(byDefault));
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(key, "'" + text + "' is not allowed", "Allowed: true, false.");
        }
        return text.equals("true");
    }

    /** The error of a value that cannot be used. */
    public OtterException wrong(String key, String what, String remedy) {
        return new OtterException(ErrorCode.SETTINGS_INVALID, what, path + ", " + key, remedy);
    }

    private OtterException wrongNumber(String key, String text, int least, int most) {
        return wrong(
                key,
                "'" + text + "' is not allowed",
                "Allowed: a whole number from " + least + " to " + most + ".");
    }

    private String fill(String key, String value, Deque<String> open) {
        if (open.contains(key)) {
            throw wrong(
                    key, "the value refers to itself", "Break the circle of ${...} references.");
        }
        open.push(key);
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            if (matcher.group(2).isEmpty()) {
                throw wrong(key, "'${' has no '}'", "Write ${name}.");
            }
            String text = referred(key, matcher.group(1), open);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        open.pop();
        return matcher.appendTail(filled).toString();
    }

    private String referred(String key, String name, Deque<String> open) {
        if (values.containsKey(name)) {
            return fill(name, values.get(name), open);
        }
        String outside = surroundings.apply(name);
        if (outside == null) {
            throw wrong(
                    key,
                    "${" + name + "} stands for nothing",
                    "Name another key of the file, a system property or an environment variable.");
        }
        return outside;
    }
}
