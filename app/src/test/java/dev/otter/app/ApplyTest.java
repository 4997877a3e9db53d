package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files and managers: diff, apply, export, import, delete. */
class ApplyTest {
    private static final Path DOCUMENTED = Path.of("../docs/reference/sync-yaml.md");
    static final String EVERYTHING =
            """
            failover-groups:
              site-a: {master: {host: 10.0.0.1}, standbys: [{host: 10.0.0.2, port: 3307}]}
            zookeepers:
              - {name: room-1, servers: ["10.0.2.1:2181", "10.0.2.2:2181"]}
            nodes:
              n1: {host: 10.0.1.1, zookeeper: room-1}
            endpoints:
              a: {type: mysql, failover-group: site-a, user: "${WHO}", password: "007"}
              b: {type: mariadb, host: 10.0.0.9, port: "${PORT}", user: otter, tls: disabled}
            tables:
              orders: {endpoint: a, pattern: shop.orders}
            canals:
              a-log:
                endpoint: a
                start: {file: mysql-bin.000003, position: 4}
                heartbeat: {enabled: true, interval-seconds: 7}
                exclude: [shop.tmp_*]
            channels:
              - name: shop
                description: "costs $${10}, 'all' in: \\"one\\" # not a comment"
                pipelines:
                  - name: a-to-b
                    from: a
                    to: b
                    canal: a-log
                    parallelism: 8
                    rows: {mode: row}
                    nodes: {select: [n1], load: [n1]}
                    tables:
                      - "!shop.tmp_*"
                      - source: shop.*
                        target: dw.*
                        columns: {include: [id, {source: mail, target: e_mail}]}
                        groups: [[id, mail]]
            alarm-rules:
              late: {pipeline: shop/a-to-b, watch: lag, seconds: 60, periods: ["22:00-06:00"]}
            users:
              ann: {role: operator, real-name: Ann, locked: true}
            system: {anonymous-read: false, history-days: 30}
            """;

    @TempDir private Path folder;
    private ManagerFixture manager;

    @BeforeEach
    void start() {
        manager = new ManagerFixture(folder);
        manager.logIn();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private Map<String, String> variables() {
        return manager.variables("WHO", "otter", "PORT", "3308", "A_PASSWORD", "secret-a");
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(variables(), arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.yaml"), text).toString();
    }

    @Test
    void the_file_of_the_documentation_is_accepted_and_a_second_apply_has_nothing_to_do()
            throws IOException {
        String page = Files.readString(DOCUMENTED);
        String block = page.replaceAll("(?s).*?```yaml\n(.*?)```.*", "$1");
        String file = file(block);

        CommandLineRun asked = run("apply", "-f", file);
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("OTR-4504").contains("--yes");

        CommandLineRun first = run("apply", "--yes", "-f", file);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("+ endpoint 'a'", "password: will be set", "3 to make, 0 to change")
                .contains("channel 'shop' made")
                .doesNotContain("secret");
        CommandLineRun second = run("apply", "--yes", "-f", file);
        assertThat(second.out()).isEqualTo("nothing to do: 3 as wanted\n");
        assertThat(second.exitCode()).isZero();
        assertThat(run("diff", "-f", file).exitCode()).isZero();
    }

    @Test
    void every_kind_goes_in_and_its_export_is_no_difference() throws IOException {
        CommandLineRun applied = run("apply", "-y", "-f", file(EVERYTHING));
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(run("apply", "-y", "-f", file(EVERYTHING)).out()).contains("nothing to do");

        String export = folder.resolve("export.yaml").toString();
        assertThat(run("export", "-o", export).out()).contains("12 things in");
        String text = Files.readString(Path.of(export));
        assertThat(text)
                .contains("user: otter", "costs $${10}", "port: 3308", "- shop.tmp_*")
                .doesNotContain("007", "password:", "on-error", "download-port");
        CommandLineRun diff = CommandLineRun.of(manager.variables(), "diff", "-f", export);
        assertThat(diff.err()).isEmpty();
        assertThat(diff.out()).isEqualTo("nothing to do: 12 as wanted\n");
        assertThat(diff.exitCode()).isZero();

        String one = run("export", "SHOP", "--json").out();
        Files.writeString(Path.of(export), one);
        assertThat(new JsonMapper().readTree(one).propertyNames())
                .containsExactlyInAnyOrder(
                        "endpoints",
                        "failover-groups",
                        "canals",
                        "zookeepers",
                        "nodes",
                        "channels",
                        "alarm-rules");
        assertThat(run("import", "-y", "-f", export).out())
                .isEqualTo("nothing to do: 8 as wanted\n");
    }

    @Test
    void what_differs_is_shown_by_its_path_and_brought_in_line() throws IOException {
        run("apply", "-y", "-f", file(EVERYTHING));
        String changed =
                file(
                        EVERYTHING
                                .replace("parallelism: 8", "parallelism: auto")
                                .replace("locked: true", "locked: false"));

        CommandLineRun diff = run("diff", "-f", changed, "--json");
        assertThat(diff.exitCode()).isEqualTo(1);
        JsonNode view = new JsonMapper().readTree(diff.out());
        JsonNode difference = view.at("/changes/0/differences/0");
        assertThat(difference.get("path").asString()).isEqualTo("pipelines[a-to-b].parallelism");
        assertThat(difference.get("before").asInt()).isEqualTo(8);
        assertThat(difference.get("after").asString()).isEqualTo("auto");
        assertThat(view.get("unchanged").asInt()).isEqualTo(9);

        CommandLineRun applied = run("apply", "-y", "-f", changed);
        assertThat(applied.out())
                .contains("~ channel 'shop'", "pipelines[a-to-b].parallelism: 8 -> auto")
                .contains("user 'ann' changed");
        assertThat(run("diff", "-f", changed).exitCode()).isZero();
    }

    @Test
    void a_password_is_unknown_unless_it_was_set_from_here() throws IOException {
        String file = file("endpoints: {a: {type: mysql, host: h, user: u, password: one two 3}}");
        run("apply", "-y", "-f", file);
        assertThat(Files.readString(manager.home().resolve(".otter/passwords")))
                .doesNotContain("one two 3");

        String other = file("endpoints: {a: {type: mysql, host: h, user: u, password: other 4}}");
        CommandLineRun diff = run("diff", "-f", other);
        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out()).contains("password: unknown, will be set").doesNotContain("other 4");
        assertThat(run("apply", "-y", "-f", other).out()).contains("endpoint 'a' changed");
        assertThat(run("diff", "-f", other).exitCode()).isZero();

        Files.delete(manager.home().resolve(".otter/passwords"));
        assertThat(run("diff", "-f", other).exitCode()).isEqualTo(1);
        String without = file("endpoints: {a: {type: mysql, host: h, user: u}}");
        assertThat(run("diff", "-f", without).exitCode()).isZero();
    }

    @Test
    void mistakes_are_told_with_line_and_cure_before_anything_is_sent() throws IOException {
        String key =
                file(
                        """
                        channels:
                          - name: shop
                            pipelines:
                              - {name: p, from: a, to: b, tabels: [shop.*]}
                        """);
        CommandLineRun run = run("apply", "-y", "-f", key);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("unknown key 'tabels' [" + key + ":4:35]. Did you mean 'tables'?");

        assertThat(run("diff", "-f", file("chanels: []")).err())
                .contains(":1:1]. Did you mean 'channels'?");
        assertThat(run("diff", "-f", file("nodes: {n: {host: h}, N: {host: h}}")).err())
                .contains("node 'N' is there twice");
        assertThat(run("diff", "-f", file("users: {ann: {role: king}}")).err())
                .contains("'king' is none of the allowed words: anonymous, operator, admin");
        assertThat(run("diff", "-f", file("nodes: {n: {host: \"${NOT_SET}\"}}")).err())
                .contains("environment variable NOT_SET is not set");
        CommandLineRun missing =
                run("apply", "-y", "-f", file("tables: {t: {endpoint: aa, pattern: x.y}}"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("OTR-4204", "there is no endpoint 'aa'");
    }

    @Test
    void a_number_or_truth_value_is_text_where_text_belongs() throws IOException {
        String file = file("channels: [{name: 2024, description: true}, {name: '007'}]");
        CommandLineRun run = run("apply", "-y", "-f", file);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run("get", "channel", "2024", "--json").out()).contains("\"true\"");
        assertThat(run("export").out())
                .contains("name: '2024'", "name: 007", "description: 'true'");
    }

    @Test
    void all_that_a_file_names_is_deleted_in_the_right_order() throws IOException {
        String file = file(EVERYTHING);
        run("apply", "-y", "-f", file);
        CommandLineRun used = run("delete", "-y", "endpoint", "a");
        assertThat(used.exitCode()).isEqualTo(1);
        assertThat(used.err()).contains("OTR-4203", "Change those first.");

        CommandLineRun run = run("delete", "--yes", "-f", file);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run("get", "endpoints", "--json").out()).isEqualTo("[ ]\n");
        assertThat(run("get", "user", "ann").exitCode()).isZero();
        assertThat(run("delete", "-y", "-f", file).out()).isEqualTo("nothing to do\n");
    }
}
