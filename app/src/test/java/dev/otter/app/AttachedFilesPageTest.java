package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.config.SyncFileReader;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.table.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/attached-files.md can be read and mean what the page says. */
class AttachedFilesPageTest {
    private static final Path PAGE = Path.of("../docs/attached-files.md");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    @TempDir private Path folder;

    private List<TableViews> views() throws Exception {
        List<TableViews> views = new ArrayList<>();
        Matcher found = YAML.matcher(Files.readString(PAGE));
        while (found.find()) {
            String file =
                    """
                    endpoints:
                      a: {type: mysql, host: a, user: u, password: p}
                      b: {type: mysql, host: b, user: u, password: p}
                    channels:
                      - name: docs
                        pipelines:
                          - name: page
                            from: a
                            to: b
                    %s
                    """
                            .formatted(found.group(1).indent(8));
            Path path = Files.writeString(folder.resolve("sync.yaml"), file);
            views.add(
                    new SyncFileReader(Map.of())
                            .read(path)
                            .entries()
                            .getFirst()
                            .pipeline()
                            .options()
                            .views());
        }
        return views;
    }

    @Test
    void examples_are_read() throws Exception {
        List<TableViews> views = views();

        assertThat(views).hasSize(2).allMatch(TableViews::haveFiles).allMatch(TableViews::isNone);
        assertThat(views.getFirst().files(new TableName("shop", "product")))
                .hasValue(
                        new FileRules(
                                Optional.empty(),
                                List.of("photo", "manual"),
                                Path.of("/data/shop"),
                                Path.of("/mnt/far/shop"),
                                FileRules.Missing.FAIL,
                                false,
                                4,
                                10,
                                0));
        FileRules invoices = views.get(1).files(new TableName("shop", "invoice")).orElseThrow();
        assertThat(invoices.resolver()).hasValue("com.acme.Invoices");
        assertThat(invoices.missing()).isEqualTo(FileRules.Missing.SKIP);
        assertThat(views.get(1).extensions()).hasValue(folder.resolve("extend"));
        assertThat(views.get(1).files(new TableName("shop", "other"))).isEmpty();
    }
}
