package dev.otter.app.otter4;

import dev.otter.app.otter4.Finding.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parameters of one thing of Otter 4, a JSON object of any keys. Each key has to be mentioned;
 * {@link #rest} tells of those that were not, so that nothing is dropped silently. For one thread.
 */
final class Parameters {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OF_EVERYTHING =
            Set.of("id", "name", "gmtcreate", "gmtmodified", "description", "@type");
    private static final int VALUE_MAX = 120;

    private final Subject subject;
    private final JsonNode json;
    private final Report report;
    private final Set<String> mentioned = new HashSet<>();

    /**
     * @param text of the column; empty when there is none
     */
    Parameters(Subject subject, String text, Report report) {
        this.subject = subject;
        this.report = report;
        JsonNode read;
        try {
            read = text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JacksonException e) {
            report.add(
                    Outcome.LEFT_OUT,
                    subject,
                    "its parameters are not JSON and all have their defaults: "
                            + e.getOriginalMessage());
            read = JSON.createObjectNode();
        }
        this.json = read.isObject() ? read : JSON.createObjectNode();
    }

    Subject subject() {
        return subject;
    }

    /** A value of any shape; missing when there is none. */
    JsonNode get(String key) {
        return json.path(key);
    }

    /** A value as text; empty when there is none. */
    Optional<String> text(String key) {
        JsonNode value = json.path(key);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(value.isValueNode() ? value.asString() : value.toString())
                        .map(String::strip)
                        .filter(text -> !text.isEmpty());
    }

    boolean flag(String key, boolean byDefault) {
        return text(key).map(text -> text.equalsIgnoreCase("true")).orElse(byDefault);
    }

    Optional<Long> number(String key) {
        return text(key).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::parseLong);
    }

    /** A number as it is kept here; empty when it is none that could be. */
    Optional<Integer> integer(String key) {
        return number(key)
                .filter(value -> value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    /** It is found under a key here. */
    void carried(String key, String here) {
        mention(Outcome.CARRIED, key, here);
    }

    /** It is there in another form. */
    void changed(String key, String how) {
        mention(Outcome.CHANGED, key, how);
    }

    /** These have no meaning here. */
    void notNeeded(String why, String... keys) {
        for (String key : keys) {
            mention(Outcome.NOT_NEEDED, key, why);
        }
    }

    /** It is not there. */
    void leftOut(String key, String why) {
        mention(Outcome.LEFT_OUT, key, why);
    }

    /** Somebody has to do something about it. */
    void toDo(String key, String what) {
        mention(Outcome.TO_DO, key, what);
    }

    /** Nothing needs to be said about it. */
    void known(String... keys) {
        mentioned.addAll(Set.of(keys));
    }

    /** All keys. */
    List<String> names() {
        return List.copyOf(json.propertyNames());
    }

    /** What is said first of a key holds. */
    private void mention(Outcome outcome, String key, String text) {
        if (mentioned.add(key) && text(key).isPresent()) {
            report.add(outcome, subject, key, shown(key), text);
        }
    }

    private String shown(String key) {
        String small = key.toLowerCase(Locale.ROOT);
        if (small.contains("password") || small.contains("secret") || small.contains("accesskey")) {
            return "(hidden)";
        }
        String value =
                text(key)
                        .orElse("")
                        .replaceAll("(?i)\"(\\w*password)\":\"[^\"]*\"", "\"$1\":\"(hidden)\"");
        return value.length() <= VALUE_MAX ? value : value.substring(0, VALUE_MAX) + " ...";
    }

    /** Tells of all keys that were not mentioned. */
    void rest() {
        for (String key : json.propertyNames()) {
            if (!mentioned.contains(key) && !OF_EVERYTHING.contains(key.toLowerCase(Locale.ROOT))) {
                mention(Outcome.LEFT_OUT, key, "this version knows no such parameter");
            }
        }
    }
}
