package dev.otter.document.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.otter.model.config.Spelling;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON and back. Keys and words are in lower case with hyphens, as in {@code sync.yaml}.
 * Unknown keys, keys given twice and values that a record refuses are errors which name the place,
 * such as {@code pipelines[0].tables[2]}. Immutable, for any thread.
 */
public final class ConfigJson {
    private final JsonMapper mapper =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .annotationIntrospector(new WordNames())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .addModule(MappingForms.module())
                    .addModule(ValueForms.module())
                    .build();

    /** The text of a record. */
    public String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** The tree of a record. */
    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** An empty object to be filled. */
    public ObjectNode object() {
        return mapper.createObjectNode();
    }

    /**
     * The tree of a text.
     *
     * @throws OtterException when it is not JSON
     */
    public JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            throw new OtterException(
                    ErrorCode.REQUEST_UNREADABLE,
                    "the text is not valid JSON: " + firstLine(e.getOriginalMessage()),
                    place(e),
                    "Send one JSON object; check quotes, commas and brackets.",
                    e);
        }
    }

    /**
     * A record from its text.
     *
     * @throws OtterException when the text is not JSON or the record refuses it
     */
    public <T> T read(String text, Class<T> type) {
        return read(parse(text), type);
    }

    /**
     * A record from its tree.
     *
     * @throws OtterException when the record refuses it
     */
    public <T> T read(JsonNode tree, Class<T> type) {
        try {
            T value = mapper.treeToValue(translated(tree), type);
            if (value == null) {
                throw refused("nothing stands where a value belongs", "", "Send it.", null);
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw unknownKey(e);
        } catch (InvalidFormatException e) {
            throw refused(wrongWord(e), path(e), "Correct the value.", e);
        } catch (DatabindException e) {
            throw refused(reason(e), path(e), "Correct the value.", e);
        }
    }

    private static JsonNode translated(JsonNode tree) {
        try {
            return OldWords.translated(tree);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage(), "", "Correct the value.", e);
        }
    }

    private static OtterException unknownKey(UnrecognizedPropertyException e) {
        Collection<String> known =
                e.getKnownPropertyIds() == null
                        ? List.of()
                        : e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        String nearest =
                Spelling.nearest(e.getPropertyName(), known)
                        .map(key -> "Did you mean '" + key + "'? ")
                        .orElse("");
        return refused(
                "unknown key '" + e.getPropertyName() + "'",
                path(e),
                nearest + "Allowed: " + String.join(", ", known) + ".",
                e);
    }

    private static String wrongWord(InvalidFormatException e) {
        Class<?> type = e.getTargetType();
        if (type == null || !type.isEnum()) {
            return reason(e);
        }
        String words =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> WordNames.word((Enum<?>) constant))
                        .collect(Collectors.joining(", "));
        return "'" + e.getValue() + "' is none of the allowed words: " + words;
    }

    /** A record's own sentence when it refused, otherwise what the reader noticed. */
    private static String reason(DatabindException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return "the value does not fit: " + firstLine(e.getOriginalMessage());
    }

    private static OtterException refused(
            String what, String where, String remedy, Exception cause) {
        return new OtterException(ErrorCode.VALUE_NOT_ALLOWED, what, where, remedy, cause);
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String place(JacksonException e) {
        return Optional.ofNullable(e.getLocation())
                .map(at -> "line " + at.getLineNr() + ", column " + at.getColumnNr())
                .orElse("");
    }

    private static String firstLine(String message) {
        return Objects.requireNonNullElse(message, "").lines().findFirst().orElse("");
    }
}
