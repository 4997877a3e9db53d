package dev.otter.document.json;

import dev.otter.model.config.mapping.FileRules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The {@code files} of a table's entry: an object; what is as usual is left out. */
final class FileForms {
    private static final Set<String> KEYS =
            Set.of(
                    "resolver",
                    "columns",
                    "from",
                    "to",
                    "missing",
                    "delete",
                    "parallel",
                    "wait",
                    "rate");

    private FileForms() {}

    static Optional<FileRules> files(JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        MappingForms.checkKeys(node, KEYS, "files");
        return Optional.of(
                new FileRules(
                        MappingForms.optional(node, "resolver"),
                        node.has("columns") ? MappingForms.texts(node.get("columns")) : List.of(),
                        Path.of(MappingForms.text(node, "from")),
                        Path.of(MappingForms.text(node, "to")),
                        MappingForms.optional(node, "missing")
                                .map(FileForms::missing)
                                .orElse(FileRules.Missing.FAIL),
                        truth(node, "delete"),
                        number(node, "parallel", FileRules.PARALLEL_USUAL),
                        number(node, "wait", FileRules.WAIT_USUAL),
                        number(node, "rate", 0)));
    }

    private static FileRules.Missing missing(String word) {
        for (FileRules.Missing missing : FileRules.Missing.values()) {
            if (word(missing).equals(word)) {
                return missing;
            }
        }
        throw new IllegalArgumentException(
                "'%s' is not a value of 'missing'; allowed are fail, skip".formatted(word));
    }

    private static String word(FileRules.Missing missing) {
        return missing.name().toLowerCase(Locale.ROOT);
    }

    private static boolean truth(JsonNode node, String key) {
        if (!node.has(key)) {
            return false;
        }
        if (!node.get(key).isBoolean()) {
            throw new IllegalArgumentException("'" + key + "' is true or false");
        }
        return node.get(key).booleanValue();
    }

    private static int number(JsonNode node, String key, int usual) {
        if (!node.has(key)) {
            return usual;
        }
        if (!node.get(key).isInt()) {
            throw new IllegalArgumentException("'" + key + "' is a whole number");
        }
        return node.get(key).intValue();
    }

    static Map<String, Object> form(FileRules files) {
        Map<String, Object> form = new LinkedHashMap<>();
        files.resolver().ifPresent(name -> form.put("resolver", name));
        if (!files.columns().isEmpty()) {
            form.put("columns", files.columns());
        }
        form.put("from", files.from().toString());
        form.put("to", files.to().toString());
        if (files.missing() != FileRules.Missing.FAIL) {
            form.put("missing", word(files.missing()));
        }
        if (files.delete()) {
            form.put("delete", true);
        }
        number(form, "parallel", files.parallel(), FileRules.PARALLEL_USUAL);
        number(form, "wait", files.waitSeconds(), FileRules.WAIT_USUAL);
        number(form, "rate", files.megabytesPerSecond(), 0);
        return form;
    }

    private static void number(Map<String, Object> form, String key, int value, int usual) {
        if (value != usual) {
            form.put(key, value);
        }
    }
}
