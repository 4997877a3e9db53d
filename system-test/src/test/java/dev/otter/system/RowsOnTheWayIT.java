package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/rows-on-the-way.md do what the page says. */
class RowsOnTheWayIT {
    private static final Path PAGE = Path.of("../docs/rows-on-the-way.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)```(yaml|sql source|sql target|sql changes|result)\n(.*?)```");

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String section : Files.readString(PAGE).split("### Example: ")) {
            Map<String, String> blocks = blocks(section);
            if (blocks.containsKey("result")) {
                String name = section.lines().findFirst().orElseThrow();
                tests.add(DynamicTest.dynamicTest(name, () -> run(blocks)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(4);
        return tests.stream();
    }

    private static Map<String, String> blocks(String section) {
        Map<String, String> blocks = new HashMap<>();
        Matcher found = BLOCK.matcher(section);
        while (found.find()) {
            blocks.putIfAbsent(found.group(1), found.group(2).strip());
        }
        return blocks;
    }

    private void run(Map<String, String> blocks) throws Exception {
        try (MysqlServer source = MysqlServer.start(ServerSpec.mysql80().withServerId(1));
                MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(2))) {
            source.execute(blocks.get("sql source").split(";\n"));
            target.execute(blocks.get("sql target").split(";\n"));
            SyncFile.Entry entry = entry(blocks.get("yaml"), source.port(), target.port());
            try (PipelineRun run =
                    PipelineRunner.start(
                            entry.channel(), entry.pipeline(), InstantSource.system())) {
                source.execute(blocks.get("sql changes").split(";\n"));
                assertThat(run.await(run.sourceEnd(), Duration.ofMinutes(1)))
                        .as("%s", run.status())
                        .isTrue();
            }
            List<String> result = blocks.get("result").lines().toList();
            assertThat(rows(target, result.getFirst())).isEqualTo(result.subList(1, result.size()));
        }
    }

    private SyncFile.Entry entry(String tables, int from, int to) throws IOException {
        String file =
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
                channels:
                  - name: docs
                    pipelines:
                      - name: page
                        from: a
                        to: b
                %s
                """
                        .formatted(from, to, tables.indent(8));
        Path path = Files.createTempFile(folder, "sync", ".yaml");
        Files.writeString(path, file);
        return new SyncFileReader(Map.of()).read(path).entries().getFirst();
    }

    private static List<String> rows(MysqlServer server, String query) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                StringJoiner text = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.add(rows.getString(i));
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }
}
