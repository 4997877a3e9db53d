package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.zookeeper.ZooKeeperRelease;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The store of an Otter 4 manager with 30 channels, taken over into a manager of ours. */
class Otter4ImportIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GTIDS = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77";
    private static MysqlServer server;
    private static ZooKeeperServer zookeeper;

    @TempDir private Path folder;
    private ManagerFixture manager;

    @BeforeAll
    static void load() throws Exception {
        server = MysqlServer.start(ServerSpec.mysql80());
        server.execute(statements());
        server.createUser("reader", "reader-hush", "mysql_native_password", "SELECT ON otter.*");
        zookeeper = ZooKeeperServer.start(ZooKeeperRelease.OLD, Duration.ofSeconds(2));
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(zookeeper.address(), 20_000, _ -> connected.countDown());
        try {
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            cursor(client, "everything", 1001, "10.0.0.1", "");
            cursor(client, "gtids", client("gtids"), "10.0.0.1", GTIDS);
            cursor(client, "moved", client("moved"), "10.0.0.77", "");
        } finally {
            client.close();
        }
    }

    private static String[] statements() throws IOException {
        try (InputStream in = Otter4ImportIT.class.getResourceAsStream("/otter4/manager.sql")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.replaceAll("(?m)^--.*$", "").split(";\\s*\n"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toArray(String[]::new);
        }
    }

    /** The number under which a pipeline keeps its position. */
    private static long client(String canal) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT ID FROM otter.PIPELINE WHERE PARAMETERS LIKE"
                                        + " '%\"destinationName\":\""
                                        + canal
                                        + "\"%'")) {
            row.next();
            return 1000 + row.getLong(1);
        }
    }

    /** A cursor as canal keeps it. */
    private static void cursor(
            ZooKeeper zookeeper, String canal, long client, String host, String gtids)
            throws Exception {
        String data =
                """
                {"@type":"LogPosition","identity":{"slaveId":-1,"sourceAddress":{"address":"%s",\
                "port":3306}},"postion":{"gtid":"%s","included":false,"journalName":\
                "mysql-bin.000042","position":84690,"serverId":1,"timestamp":1532413586000}}\
                """
                        .formatted(host, gtids);
        String path = "";
        for (String part :
                List.of("otter", "canal", "destinations", canal, client + "", "cursor")) {
            path += "/" + part;
            if (zookeeper.exists(path, false) == null) {
                zookeeper.create(
                        path,
                        part.equals("cursor") ? data.getBytes(StandardCharsets.UTF_8) : new byte[0],
                        ZooDefs.Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT);
            }
        }
    }

    @AfterAll
    static void unload() {
        zookeeper.close();
        server.close();
    }

    @BeforeEach
    void start() {
        manager = new ManagerFixture(folder);
        manager.logIn();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private CommandLineRun take(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "import",
                                "otter4",
                                "--url",
                                "jdbc:mysql://" + server.host() + ":" + server.port() + "/otter",
                                "--user",
                                "reader",
                                "--password-stdin",
                                "--zookeeper",
                                zookeeper.address()));
        arguments.addAll(List.of(more));
        return CommandLineRun.withInput(
                "reader-hush\n", manager.variables(), arguments.toArray(String[]::new));
    }

    @Test
    void a_dry_run_tells_everything_and_changes_nothing() {
        CommandLineRun run = take("--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("left out:", "to do:", "not needed:", "+ channel 'everything'")
                .contains("to make, 1 to change")
                .doesNotContain("hush");
        assertThat(manager.run("get", "channels", "--json").out()).isEqualTo("[ ]\n");
    }

    @Test
    void everything_is_taken_over_and_nothing_differs_afterwards() {
        CommandLineRun run = take("--yes", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("hush");
        JsonNode view = JSON.readTree(run.out());

        String export = folder.resolve("export.yaml").toString();
        assertThat(manager.run("export", "-o", export).exitCode()).isZero();
        CommandLineRun diff = manager.run("diff", "-f", export);
        assertThat(diff.out()).startsWith("nothing to do:");
        assertThat(diff.exitCode()).isZero();
        CommandLineRun second = take("--yes");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("\nnothing to do: ");

        everyParameterIsNamed(view);
        positionsAreThere();
        everythingIsAsItWas();
        whatCouldNotIsTold(view);
    }

    /** Each key of each JSON column of each thing is in the report by its name. */
    private static void everyParameterIsNamed(JsonNode view) {
        Set<String> told = new HashSet<>();
        view.path("findings").forEach(finding -> told.add(finding.path("parameter").asString()));
        Set<String> plain =
                Set.of(
                        "id",
                        "name",
                        "gmtCreate",
                        "canalId",
                        "channelId",
                        "pipelineId",
                        "mode",
                        "namespace",
                        "source");
        Set<String> missing = new HashSet<>();
        for (String table :
                List.of(
                        "NODE.PARAMETERS",
                        "DATA_MEDIA_SOURCE.PROPERTIES",
                        "DATA_MEDIA.PROPERTIES",
                        "CANAL.PARAMETERS",
                        "CHANNEL.PARAMETERS",
                        "PIPELINE.PARAMETERS",
                        "ALARM_RULE.PARAMETERS",
                        "SYSTEM_PARAMETER.VALUE")) {
            String[] parts = table.split("\\.");
            for (JsonNode json : column(parts[0], parts[1])) {
                json.forEachEntry((key, value) -> {
                    boolean empty =
                            value.isNull() || value.isString() && value.asString().isEmpty();
                    if (!empty && !plain.contains(key) && !told.contains(key)) {
                        missing.add(table + " " + key);
                    }
                });
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<JsonNode> column(String table, String column) {
        List<JsonNode> found = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT %s FROM otter.%s WHERE %s LIKE '{%%'"
                                        .formatted(column, table, column))) {
            while (rows.next()) {
                found.add(JSON.readTree(rows.getString(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private JsonNode config(String kind, String name) {
        CommandLineRun run = manager.run("get", kind, name, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out()).get("config");
    }

    private void positionsAreThere() {
        assertThat(config("canal", "everything").get("start").toString())
                .isEqualTo("{\"file\":\"mysql-bin.000042\",\"position\":84690}");
        assertThat(config("canal", "gtids").get("start").get("gtid").asString()).isEqualTo(GTIDS);
        assertThat(config("canal", "moved").get("start").get("timestamp").asString())
                .isEqualTo("2018-07-24T06:25:26Z");
        assertThat(config("canal", "two-a").get("start").toString())
                .isEqualTo("{\"file\":\"mysql-bin.000009\",\"position\":120}");
        assertThat(config("canal", "two-b").get("start").asString()).isEqualTo("now");
    }

    private void everythingIsAsItWas() {
        JsonNode all = config("channel", "everything").at("/pipelines/0");
        assertThat(all.get("apply").asString()).isEqualTo("repair");
        assertThat(all.get("on-error").asString()).isEqualTo("quarantine");
        assertThat(all.get("ddl").asString()).isEqualTo("apply-or-skip");
        assertThat(all.get("rows").toString())
                .isEqualTo("{\"mode\":\"row\",\"values\":\"database\",\"vanished\":\"drop\"}");
        assertThat(all.get("two-way").toString())
                .isEqualTo(
                        "{\"home\":true,\"remedy\":\"loopback\",\"remedy-seconds\":90,"
                                + "\"mark\":\"_SYNC_x\"}");
        assertThat(all.get("nodes").toString())
                .isEqualTo(
                        "{\"select\":[\"node-a\"],\"load\":[\"node-b\"],\"external-address\":true}");
        assertThat(all.get("resync").asBoolean()).isFalse();
        assertThat(all.get("dry-run").asBoolean()).isTrue();
        assertThat(config("canal", "everything").get("heartbeat").toString())
                .contains("\"enabled\":true", "\"interval-seconds\":7", "\"timeout-seconds\":35")
                .contains("\"retries\":4", "\"failover\":true");

        assertThat(tables("fan-out", 0))
                .containsExactly(
                        "shop.orders",
                        "{\"source\":\"shop.orders\",\"target\":\"shop.orders_copy\"}",
                        "shop.secret");
        assertThat(tables("fan-out", 1))
                .containsExactly(
                        "{\"source\":\"shop.orders\",\"target\":\"dw.orders\"}",
                        "!shop.secret",
                        "{\"source\":\"shop.*\",\"target\":\"dw.*\"}");
        assertThat(tables("code", 0))
                .containsExactly("!app.masked", "!app.scripted", "!app.files", "app.*");
        assertThat(tables("names", 0))
                .contains(
                        "{\"source\":\"logs.e[8-12]\",\"target\":\"dw.e[1-5]\"}",
                        "a_db.order*",
                        "b_db.order*",
                        "num.t_[00-99]",
                        "my-db.`a b`",
                        "*.*");
        assertThat(tables("columns", 0).getFirst())
                .contains("e_mail", "[[\"price\",\"currency\"]]");

        JsonNode node = config("node", "node-a");
        assertThat(node.get("external-host").asString()).isEqualTo("203.0.113.7");
        assertThat(node.get("zookeeper").asString()).isEqualTo("room-1");
        assertThat(config("node", "node-b").get("download-port").asInt()).isEqualTo(2089);
        assertThat(config("endpoint", "site-a").get("failover-group").asString())
                .isEqualTo("site-a");
        assertThat(config("user", "ann-lee").get("locked").asBoolean()).isTrue();
        assertThat(config("user", "admin").get("locked").asBoolean()).isFalse();
        assertThat(config("system", "system").get("alarm-receivers").toString())
                .isEqualTo(
                        "{\"dba\":[\"a@example.org\",\"b@example.org\"],"
                                + "\"otterteam\":[\"ops@example.org\"],\"web\":[\"w@example.org\"]}");
        JsonNode rule = config("alarm-rule", "everything.a-to-b.lag");
        assertThat(rule.get("periods").toString()).isEqualTo("[\"09:00-18:00\",\"22:00-06:00\"]");
        assertThat(config("alarm-rule", "everything.a-to-b.position").get("recover-after").asInt())
                .isEqualTo(1);
    }

    private List<String> tables(String channel, int pipeline) {
        return config("channel", channel)
                .at("/pipelines/" + pipeline + "/tables")
                .valueStream()
                .map(entry -> entry.isString() ? entry.stringValue() : entry.toString())
                .toList();
    }

    private static void whatCouldNotIsTold(JsonNode view) {
        Set<String> left =
                view.path("findings")
                        .valueStream()
                        .filter(finding -> finding.path("outcome").asString().equals("left out"))
                        .map(finding ->
                                finding.path("kind").asString()
                                        + " "
                                        + finding.path("name").asString())
                        .collect(Collectors.toSet());
        assertThat(left)
                .contains(
                        "data source old-oracle",
                        "data source no-user",
                        "autokeeper cluster broken",
                        "canal unused",
                        "pipeline no-mapping/p",
                        "alarm rule 5 PROCESSTIMEOUT of everything/a-to-b",
                        "alarm rule 9 DELAYTIME of pipeline 9999",
                        "mapping strange-names/p bad.t_\\d+ to bad..*");
        assertThat(view.path("node-numbers")).hasSizeGreaterThan(1);
    }

    @Test
    void a_foreign_schema_and_a_wrong_password_are_told() {
        String url = "jdbc:mysql://" + server.host() + ":" + server.port();
        CommandLineRun schema =
                CommandLineRun.withInput(
                        "\n",
                        manager.variables(),
                        "import",
                        "otter4",
                        "--url",
                        url + "/mysql",
                        "--user",
                        "root",
                        "--password-stdin",
                        "--dry-run");
        assertThat(schema.exitCode()).isEqualTo(1);
        assertThat(schema.err()).contains("OTR-4511", "has no table CHANNEL");
        CommandLineRun password =
                CommandLineRun.withInput(
                        "wrong\n",
                        manager.variables(),
                        "import",
                        "otter4",
                        "--url",
                        url,
                        "--user",
                        "reader",
                        "--password-stdin",
                        "--dry-run");
        assertThat(password.exitCode()).isEqualTo(2);
        assertThat(password.err()).contains("OTR-2002");
    }
}
