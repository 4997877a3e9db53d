package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.app.config.SyncFileReader;
import dev.otter.model.channel.Consistency;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.config.mapping.TargetChoice.Otherwise;
import dev.otter.model.table.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several targets of a table, routes, and where values come from, in a sync.yaml. */
class WaysFileTest {
    private static final TableName T = new TableName("shop", "t");

    @TempDir private Path folder;

    private Pipeline pipeline(String keys) throws Exception {
        String file =
                """
                endpoints:
                  a: {type: mysql, host: a, user: u, password: p}
                  b: {type: mysql, host: b, user: u, password: p}
                channels:
                  - name: c
                    pipelines:
                      - name: p
                        from: a
                        to: b
                %s
                """
                        .formatted(keys.indent(8));
        Path path = Files.writeString(folder.resolve("sync.yaml"), file);
        return new SyncFileReader(Map.of()).read(path).entries().getFirst().pipeline();
    }

    @Test
    void entries_of_one_pattern_give_a_table_several_targets() throws Exception {
        Pipeline pipeline =
                pipeline(
                        """
                        tables:
                          - {source: shop.t, target: dw.a}
                          - {source: shop.t, target: dw.b, columns: {exclude: [x]}}
                          - shop.*
                        """);
        assertThat(pipeline.tables().targets(T))
                .containsExactly(new TableName("dw", "a"), new TableName("dw", "b"));
        assertThat(pipeline.options().views().find(T, new TableName("dw", "a"))).isEmpty();
        assertThat(pipeline.options().views().find(T, new TableName("dw", "b"))).isPresent();
    }

    @Test
    void a_route_lists_its_targets() throws Exception {
        Pipeline pipeline =
                pipeline(
                        """
                        tables:
                          - source: shop.t
                            route: {by: "'t_' + row.place", among: [dw.t_eu, dw.t_us], otherwise: skip}
                        """);
        assertThat(pipeline.tables().targets(T))
                .containsExactly(new TableName("dw", "t_eu"), new TableName("dw", "t_us"));
        assertThat(pipeline.options().views().find(T).orElseThrow().choice())
                .hasValueSatisfying(choice -> {
                    assertThat(choice.by()).isEqualTo("'t_' + row.place");
                    assertThat(choice.otherwise()).isEqualTo(Otherwise.SKIP);
                });
    }

    @Test
    void consistency_is_read_in_otter_4_s_word_and_in_ours() throws Exception {
        assertThat(consistency("consistency: MEDIA")).isEqualTo(Consistency.MEDIA);
        assertThat(consistency("consistency: BASE")).isEqualTo(Consistency.BASE);
        assertThat(consistency("resync: true")).isEqualTo(Consistency.BASE);
        assertThat(consistency("rows: {values: database, vanished: drop}"))
                .isEqualTo(Consistency.MEDIA_OR_NOTHING);
        assertThatThrownBy(() -> consistency("consistency: STORE"))
                .hasMessageContaining("BASE, MEDIA");
        assertThatThrownBy(() -> consistency("consistency: MEDIA\nrows: {values: log}"))
                .hasMessageContaining("says the same");
    }

    private Consistency consistency(String keys) throws Exception {
        return pipeline("tables: [shop.*]\n" + keys).options().consistency();
    }

    @Test
    void what_cannot_be_names_line_and_cure() {
        refused(
                """
                tables:
                  - {source: shop.t, target: dw.a}
                  - {source: shop.t, target: dw.a}
                """,
                "never used");
        refused(
                """
                tables:
                  - {source: shop.t, target: dw.a, route: {by: "'a'", among: [dw.a, dw.b]}}
                """,
                "does not go together");
        refused(
                """
                tables:
                  - {source: shop.t, route: {by: "'a'", among: [dw.a]}}
                """,
                "list 2 to 64");
    }

    private void refused(String keys, String why) {
        assertThatThrownBy(() -> pipeline(keys))
                .hasMessageContaining(why)
                .hasMessageContaining("sync.yaml:");
    }
}
