package dev.otter.manager.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.control.LiveParts;
import dev.otter.manager.http.Client;
import dev.otter.manager.http.ManagerUnderTest;
import dev.otter.model.config.Named;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description says what is served, no more and no less. */
class OpenApiTest {
    private static final Map<String, String> SAMPLES =
            Map.of(
                    "name", "\"thing\"",
                    "type", "\"mysql\"",
                    "user", "\"u\"",
                    "endpoint", "\"a\"",
                    "pattern", "\"a.b\"",
                    "master", "{\"host\":\"h\"}",
                    "host", "\"h\"",
                    "servers", "[\"h:2181\"]",
                    "pipeline", "\"c/p\"",
                    "watch", "\"lag\"");

    @TempDir private static Path folder;
    private static ManagerUnderTest manager;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        document = manager.client().get("/openapi.json").json();
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    @Test
    void each_route_is_described_and_each_description_has_its_route() {
        Set<String> served =
                manager.routes().stream()
                        .map(route ->
                                route.verb().name().toLowerCase(Locale.ROOT) + " " + route.path())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .forEachEntry((path, verbs) ->
                        verbs.propertyNames().forEach(verb -> described.add(verb + " " + path)));

        assertThat(described).isEqualTo(served);
    }

    @Test
    void what_is_described_answers_over_the_wire() {
        Client admin = manager.admin();
        document.get("paths")
                .forEachEntry((path, verbs) -> {
                    if (verbs.has("get")) {
                        Client.Reply reply = admin.get(path.replaceAll("\\{[^}]*}", "1"));
                        String detail =
                                reply.status() == 404
                                        ? reply.json().get("detail").asString()
                                        : "there is";
                        assertThat(detail).as(path).matches("(there is|channel '.*' has) ?.*");
                    }
                });
    }

    @Test
    void each_reference_leads_to_a_schema() {
        JsonNode schemas = document.get("components").get("schemas");
        Set<String> missing = new TreeSet<>();
        references(document, missing, schemas);

        assertThat(missing).isEmpty();
        assertThat(schemas.has("PipelineConfig")).isTrue();
        assertThat(schemas.get("PipelineConfig").get("properties").propertyNames())
                .contains("on-error", "two-way", "dry-run");
        assertThat(schemas.get("EndpointConfig").get("properties").has("password")).isFalse();
        assertThat(schemas.get("EndpointConfigWithPassword").get("properties").has("password"))
                .isTrue();
    }

    @Test
    void operations_have_different_names() {
        Set<String> names = new TreeSet<>();
        document.get("paths")
                .forEachEntry((_, verbs) ->
                        verbs.forEach(operation ->
                                assertThat(names.add(operation.get("operationId").asString()))
                                        .isTrue()));
        assertThat(names).hasSameSizeAs(manager.routes());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keys_that_are_required_are_those_without_default(Kind kind) {
        ConfigJson json = new ConfigJson();
        ObjectNode least = json.object();
        for (String key : Schemas.required(kind.type())) {
            String value = key.equals("name") && kind == Kind.USER ? "\"user\"" : SAMPLES.get(key);
            least.set(
                    key,
                    new JsonMapper()
                            .readTree(
                                    kind == Kind.USER && key.equals("role") ? "\"admin\"" : value));
        }
        if (kind == Kind.ENDPOINT) {
            least.put("host", "h");
        }

        assertThat(json.read(least, kind.type())).isInstanceOf(Named.class);
        for (String key : Schemas.required(kind.type())) {
            ObjectNode less = least.deepCopy();
            less.remove(key);
            assertThatThrownBy(() -> json.read(less, kind.type()))
                    .as(key)
                    .isInstanceOf(OtterException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void examples_are_accepted(Kind kind) {
        ObjectNode example = (ObjectNode) Examples.of(kind).deepCopy();
        example.remove("password");

        assertThat(new ConfigJson().read(example, kind.type())).isInstanceOf(Named.class);
    }

    private static void references(JsonNode node, Set<String> missing, JsonNode schemas) {
        if (node.isObject() && node.has("$ref")) {
            String name = node.get("$ref").asString().replace("#/components/schemas/", "");
            if (!schemas.has(name)) {
                missing.add(name);
            }
        }
        node.forEach(child -> references(child, missing, schemas));
    }
}
