package dev.otter.app.document;

import dev.otter.app.config.YamlTree;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import dev.otter.model.config.Spelling;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the file: a section for each kind, in it either names with what they mean, or a list of
 * things with their names. The first mistake ends the reading and is told with its place and cure.
 * Whether a name means something is left to the manager.
 */
public final class DocumentReader {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");
    private static final String PASSWORD = "password";

    private final ConfigJson json;

    public DocumentReader(ConfigJson json) {
        this.json = json;
    }

    /**
     * Reads all sections.
     *
     * @throws OtterException when something is wrong with the file
     */
    public Document read(YamlTree file) {
        if (!(file.json() instanceof ObjectNode root)) {
            throw file.wrong(
                    List.of(), "the file has no sections", "Begin with 'endpoints:' or the like.");
        }
        List<Wanted> things = new ArrayList<>();
        for (String section : root.propertyNames()) {
            Kind kind = Kind.ofSection(section).orElseThrow(() -> unknown(file, section));
            JsonNode content = root.get(section);
            List<Object> path = List.of(section);
            if (kind == Kind.SYSTEM) {
                things.add(thing(file, kind, content, path));
            } else if (content.isObject()) {
                for (String name : content.propertyNames()) {
                    things.add(
                            thing(file, kind, named(file, content, section, name), of(path, name)));
                }
            } else if (content.isArray()) {
                for (int i = 0; i < content.size(); i++) {
                    things.add(thing(file, kind, content.get(i), of(path, i)));
                }
            } else {
                throw file.wrong(
                        path,
                        "'" + section + "' has neither names nor a list",
                        "Write 'name: {...}', or entries that begin with '- name: ...'.");
            }
        }
        checkOnce(file, things);
        return new Document(things);
    }

    private static OtterException unknown(YamlTree file, String section) {
        List<String> known = Arrays.stream(Kind.values()).map(Kind::section).toList();
        String nearest =
                Spelling.nearest(section, known)
                        .map(key -> "Did you mean '" + key + "'? ")
                        .orElse("");
        return file.wrong(
                List.of(section),
                "unknown key '" + section + "' in the file",
                nearest + "Allowed: " + String.join(", ", known) + ".");
    }

    private static JsonNode named(YamlTree file, JsonNode section, String key, String name) {
        if (!(section.get(name) instanceof ObjectNode thing)) {
            throw file.wrong(
                    List.of(key, name),
                    "'" + name + "' has no keys and values",
                    "Write 'name: {key: value, ...}'.");
        }
        JsonNode own = thing.get("name");
        if (own != null && !own.asString().equals(name)) {
            throw file.wrong(
                    List.of(key, name, "name"),
                    "'" + name + "' has the other name '" + own.asString() + "' inside",
                    "Remove it.");
        }
        thing.put("name", name);
        return thing;
    }

    private Wanted thing(YamlTree file, Kind kind, JsonNode tree, List<Object> path) {
        Optional<String> password = Optional.empty();
        if (kind.hasPassword() && tree instanceof ObjectNode object) {
            password = Optional.ofNullable(object.remove(PASSWORD)).map(JsonNode::asString);
        }
        try {
            Named config = json.read(tree, kind.type());
            return new Wanted(kind, config.name(), json.tree(config), password, file.where(path));
        } catch (OtterException e) {
            throw file.wrong(deeper(path, e.where()), e.what(), e.remedy());
        }
    }

    private static List<Object> deeper(List<Object> path, String where) {
        List<Object> whole = new ArrayList<>(path);
        Matcher step = STEP.matcher(where);
        while (step.find()) {
            whole.add(
                    step.group(1) != null
                            ? step.group(1)
                            : (Object) Integer.valueOf(step.group(2)));
        }
        return whole;
    }

    private static List<Object> of(List<Object> path, Object step) {
        return List.of(path.getFirst(), step);
    }

    private static void checkOnce(YamlTree file, List<Wanted> things) {
        Set<String> seen = new HashSet<>();
        for (Wanted thing : things) {
            if (!seen.add(thing.kind() + "/" + Check.key(thing.name()))) {
                throw file.wrong(
                        List.of(thing.kind().section()),
                        thing.title() + " is there twice; case does not count",
                        "Remove one of them, or give it another name.");
            }
        }
    }
}
