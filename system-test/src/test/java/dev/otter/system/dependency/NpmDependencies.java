package dev.otter.system.dependency;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the console is made of and built with, as {@code package-lock.json} fixes it. */
final class NpmDependencies {
    private static final String MODULES = "node_modules/";

    private NpmDependencies() {}

    static List<Dependency> read(Path lock) throws Exception {
        TreeSet<Dependency> all = new TreeSet<>();
        JsonNode packages = new JsonMapper().readTree(Files.readString(lock)).get("packages");
        for (Map.Entry<String, JsonNode> entry : packages.properties()) {
            if (!entry.getKey().isEmpty()) {
                all.add(dependency(entry.getKey(), entry.getValue()));
            }
        }
        return List.copyOf(all);
    }

    private static Dependency dependency(String place, JsonNode one) {
        String name = place.substring(place.lastIndexOf(MODULES) + MODULES.length());
        if (!one.has("license")) {
            throw new IllegalStateException(name + " names no licence");
        }
        return new Dependency(
                name,
                one.get("version").asString(),
                List.of(Licences.spdx(one.get("license").asString(), name)),
                !one.path("dev").asBoolean(false));
    }
}
