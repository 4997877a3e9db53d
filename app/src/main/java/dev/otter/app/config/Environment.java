package dev.otter.app.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills environment variables, written with a dollar sign and braces, into texts of the file; a
 * doubled dollar sign keeps the characters as they are.
 */
record Environment(Map<String, String> variables) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    Environment {
        variables = Map.copyOf(variables);
    }

    String fill(String text, Place place) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1) == null ? "${" : value(matcher, place);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    private String value(Matcher matcher, Place place) {
        String name = matcher.group(1);
        if (matcher.group(2).isEmpty() || !NAME.matcher(name).matches()) {
            throw place.wrong(
                    "'${' does not begin a variable",
                    "Write ${NAME} for an environment variable, or $${ for the two characters"
                            + " themselves.");
        }
        String value = variables.get(name);
        if (value == null) {
            throw place.wrong(
                    "environment variable " + name + " is not set",
                    "Set it before starting otter, or write the value into the file.");
        }
        return value;
    }
}
