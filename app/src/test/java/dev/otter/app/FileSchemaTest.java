package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.config.YamlTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The schema of the file is the one of the records, and files conform to it. */
class FileSchemaTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path CHECKED_IN = Path.of("../docs/reference/otter-schema.json");

    @TempDir private Path folder;
    private ManagerFixture manager;

    @BeforeEach
    void start() {
        manager = new ManagerFixture(folder);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private JsonNode described() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(manager.address() + "/api/v1/openapi.json");
            String text =
                    client.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            return JSON.readTree(text);
        }
    }

    @Test
    void the_schema_of_the_documentation_is_up_to_date() throws Exception {
        String made = JSON.writeValueAsString(FileSchema.of(described())) + "\n";
        Path fresh = Files.createDirectories(Path.of("target")).resolve("otter-schema.json");
        Files.writeString(fresh, made);

        assertThat(Files.readString(CHECKED_IN))
                .as("copy app/%s to docs/reference", fresh)
                .isEqualTo(made);
    }

    @Test
    void documented_files_conform_and_mistakes_do_not() throws Exception {
        SchemaCheck check = new SchemaCheck(JSON.readTree(Files.readString(CHECKED_IN)));
        String page = Files.readString(Path.of("../docs/reference/sync-yaml.md"));
        String documented = page.replaceAll("(?s).*?```yaml\n(.*?)```.*", "$1");

        assertThat(check.faults(tree(documented))).isEmpty();
        assertThat(check.faults(tree(ApplyTest.EVERYTHING))).isEmpty();
        assertThat(check.faults(tree("chanels: []"))).containsExactly(".chanels is unknown");
        assertThat(check.faults(tree("nodes: {n: {port: many}}"))).isNotEmpty();
        assertThat(check.faults(tree("channels: [{pipelines: []}]"))).isNotEmpty();
    }

    private static JsonNode tree(String text) {
        return YamlTree.parse("file", text, Map.of("A_PASSWORD", "a", "WHO", "w", "PORT", "1"))
                .json();
    }
}
