package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.secret.KeyFile;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.secret.SharedSecrets;
import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.zookeeper.ZooKeeper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * No secret is where somebody else can read it. Manager and node run as operators run them, with
 * passwords that are found again wherever they are: answers, logs, ZooKeeper, the store, files,
 * command lines and environments.
 */
class SecretsIT {
    private static final String STORE = "Store-Zq7kX3vR9w";
    private static final String STORE_WRONG = "StoreWrong-Hd8sJ2mC4p";
    private static final String MAIL = "Mail-Bn5tY1xL6g";
    private static final String SOURCE = "Source-Kf3wP8zT2n";
    private static final String TARGET = "Target-Vs9cM4hQ7j";
    private static final String FORMER = "Former-Gx6rD1bW5y";
    private static final String REFUSED = "Refused-Lt2qN8fZ3k";
    private static final String ADMIN = "Chief-Rj4vC9sH1x";
    private static final String BOB = "Crew-Wp7mF2kY6d";
    private static final String GUESS = "Guess-Ty5bG3nS8z";
    private static final int SESSION_MILLIS = 30_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path work;
    private final SecretSearch search = new SecretSearch();
    private MysqlServer store;
    private MysqlServer data;
    private ZooKeeperServer zookeeper;
    private UnpackedPackage manager;
    private UnpackedPackage node;
    private Conversation talk;

    @BeforeEach
    void open() throws Exception {
        store = MysqlServer.start(ServerSpec.mysql80());
        data = MysqlServer.start(ServerSpec.mysql80());
        zookeeper = ZooKeeperServer.start();
        manager = UnpackedPackage.of("manager", work.resolve("manager"));
        node = UnpackedPackage.of("node", work.resolve("node"));
        store.execute("CREATE DATABASE otter");
        store.createUser("keeper", STORE, "mysql_native_password", "ALL ON otter.*");
        data.createUser(
                "reader",
                SOURCE,
                "mysql_native_password",
                "SELECT, RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");
        data.createUser("writer", TARGET, "mysql_native_password", "ALL ON *.*");
        data.execute(
                "CREATE DATABASE shop",
                "CREATE DATABASE copy",
                "CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(40))",
                "CREATE TABLE copy.item (id INT PRIMARY KEY, name VARCHAR(40))");
    }

    @AfterEach
    void close() throws Exception {
        node.end();
        manager.end();
        zookeeper.close();
        data.close();
        store.close();
    }

    @Test
    void no_secret_is_where_somebody_else_can_read_it() throws Exception {
        Map.of(
                        "store password", STORE,
                        "wrong store password", STORE_WRONG,
                        "mail password", MAIL,
                        "source password", SOURCE,
                        "target password", TARGET,
                        "former password", FORMER,
                        "refused password", REFUSED,
                        "admin password", ADMIN,
                        "bob's password", BOB,
                        "guessed password", GUESS)
                .forEach(search::add);
        startManager();
        logIn();
        startNode();
        configure();
        provokeErrors();
        run();
        search.add("ZooKeeper's secret", keeperSecret());
        readEverything();
        searchWhatRuns();
        talk.post("/channels/1/stop", "{}").good();
        until("the channel is stopped", () -> state("a-to-b").equals("stopped"));
        assertThat(node.stop()).isZero();
        assertThat(manager.stop()).isZero();
        searchWhatIsLeft();

        assertThat(search.found()).isEmpty();
        assertThat(search.expected())
                .as("the search finds what is there")
                .contains(
                        "store password is in file conf/otter.properties",
                        "mail password is in file conf/otter.properties",
                        "enrolment secret is in file conf/otter.properties",
                        "token is in answer to POST /tokens");
        assertThat(search.places()).isGreaterThan(200);
    }

    /** First with a wrong password for the store. */
    private void startManager() throws Exception {
        int http = freePort();
        Map<String, String> keys =
                Map.of(
                        "otter.port",
                        "" + http,
                        "otter.communication.manager.port",
                        "" + freePort(),
                        "otter.database.driver.url",
                        store.jdbcUrl("otter"),
                        "otter.database.driver.username",
                        "keeper",
                        "otter.zookeeper.cluster.default",
                        zookeeper.address(),
                        "otter.manager.monitor.email.host",
                        "127.0.0.1",
                        "otter.manager.monitor.email.username",
                        "alarm",
                        "otter.manager.monitor.email.password",
                        MAIL);
        manager.configure(keys);
        manager.configure(Map.of("otter.database.driver.password", STORE_WRONG));
        manager.start();
        until("it is refused", () -> !manager.runs());
        assertThat(manager.log("manager.log")).contains("cannot be opened");
        manager.configure(Map.of("otter.database.driver.password", STORE));
        assertThat(manager.start()).as(manager.said()).isZero();
        node.configure(
                Map.of(
                        "otter.manager.address",
                        "127.0.0.1:" + keys.get("otter.communication.manager.port")));
        talk = new Conversation(http);
        until("the manager serves", () -> talk.serves());
    }

    private void logIn() throws Exception {
        talk.post("/session", "{\"name\":\"admin\",\"password\":\"" + GUESS + "\"}").bad();
        talk.post("/session", "{\"name\":\"admin\",\"password\":\"admin\"}").good();
        talk.put("/session/password", 0, change(GUESS, ADMIN)).bad();
        talk.put("/session/password", 0, change("admin", ADMIN)).good();
        search.add("key of the session", talk.cookie());
        talk.post("/users", user("bob", BOB)).good();
        Conversation.Answer made = talk.post("/tokens", "{\"name\":\"ci\",\"role\":\"admin\"}");
        search.add("token", made.good().json().get("text").asString());
    }

    private static String change(String old, String wanted) {
        return "{\"old\":\"" + old + "\",\"wanted\":\"" + wanted + "\"}";
    }

    private static String user(String name, String password) {
        return "{\"name\":\"%s\",\"role\":\"operator\",\"password\":\"%s\"}"
                .formatted(name, password);
    }

    private void startNode() throws Exception {
        talk.post("/nodes", "{\"name\":\"n1\",\"host\":\"127.0.0.1\"}").good();
        Conversation.Answer made = talk.post("/nodes/1/enrolment-secret", "{}");
        String secret = made.good().json().get("secret").asString();
        search.add("enrolment secret", secret);
        node.configure(Map.of("otter.node.secret", secret));
        Files.writeString(node.home().resolve("conf/nid"), "1\n");
        assertThat(node.start()).as(node.said()).isZero();
        until(
                "the node is in",
                () -> talk.get("/live/nodes").text().contains("\"connected\":true"));
    }

    private void configure() throws Exception {
        talk.post("/endpoints", endpoint("a", "reader", FORMER)).good();
        talk.put("/endpoints/1", 1, endpoint("a", "reader", SOURCE)).good();
        talk.post("/endpoints", endpoint("b", "writer", TARGET)).good();
        talk.post("/endpoints", endpoint("wrong", "reader", REFUSED)).good();
        talk.post("/channels", channel("shop", "a")).good();
        talk.post("/channels", channel("lost", "wrong")).good();
        talk.post("/endpoints/1/check", "{}").good();
        talk.post("/endpoints/1/matching-tables", "{\"patterns\":[\"shop.*\"]}").good();
    }

    private String endpoint(String name, String user, String password) {
        return "{\"name\":\"%s\",\"type\":\"mysql\",\"host\":\"127.0.0.1\",\"port\":%d,\"user\":\"%s\",\"password\":\"%s\"}"
                .formatted(name, data.port(), user, password);
    }

    private static String channel(String name, String from) {
        return "{\"name\":\"%s\",\"pipelines\":[{\"name\":\"a-to-b\",\"from\":\"%s\",\"to\":\"b\",\"tables\":[{\"source\":\"shop.item\",\"target\":\"copy.item\"}]}]}"
                .formatted(name, from);
    }

    /** Whatever is refused must not repeat what it was sent. */
    private void provokeErrors() throws Exception {
        String good = endpoint("c", "reader", REFUSED);
        talk.post("/endpoints", good.replace("\"user\"", "\"usr\"")).bad();
        talk.post("/endpoints", good.substring(0, good.length() - 1)).bad();
        talk.post("/endpoints", good.substring(0, good.length() - 3)).bad();
        talk.post("/endpoints", good.replace("\"" + REFUSED + "\"", "[\"" + REFUSED + "\"]")).bad();
        talk.post("/endpoints", good.replace("\"" + REFUSED + "\"", REFUSED)).bad();
        talk.post("/endpoints", good.replace("\"password\"", "\"pasword\"")).bad();
        talk.post("/endpoints", "[" + good + "]").bad();
        talk.put("/endpoints/1", 7, good).bad();
        talk.post("/users", user("eve", "short")).bad();
        talk.post("/users", user(GUESS.toLowerCase(Locale.ROOT), GUESS)).bad();
        talk.post("/users", user("bob", BOB)).bad();
        talk.post("/endpoints/3/check", "{}");
        talk.post("/endpoints/check", good);
        talk.post("/endpoints/3/matching-tables", "{\"patterns\":[\"shop.*\"]}").bad();
        talk.as(Optional.of("otr_" + GUESS));
        talk.get("/channels").bad();
        talk.as(Optional.empty());
    }

    private void run() throws Exception {
        talk.post("/channels/1/start", "{}").good();
        talk.post("/channels/2/start", "{}").good();
        until("the pipeline runs", () -> state("a-to-b").equals("running"));
        data.execute("INSERT INTO shop.item VALUES (1, 'one'), (2, 'two')");
        until("the rows are there", () -> count() == 2);
        until("the other one is refused", () -> lost().contains("OTR-2"));
    }

    private String state(String pipeline) throws Exception {
        return talk.get("/channels/1/pipelines/" + pipeline + "/live")
                .good()
                .json()
                .get("state")
                .asString();
    }

    private String lost() throws Exception {
        return talk.get("/channels/2/pipelines/a-to-b/live").good().text();
    }

    private int count() throws SQLException {
        try (Connection connection = data.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM copy.item")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /**
     * All that can be read, by the description of the interface, with and without such a number.
     */
    private void readEverything() throws Exception {
        JsonNode paths = talk.get("/openapi.json").good().json().get("paths");
        List<String> asked = new ArrayList<>();
        for (String path : paths.propertyNames()) {
            String plain = path.replace("/api/v1", "");
            if (paths.get(path).has("get") && !plain.equals("/live/events")) {
                for (String id : path.contains("{") ? List.of("1", "2", "3", "99") : List.of("1")) {
                    String one = plain.replace("{pipeline}", "a-to-b").replaceAll("\\{\\w+}", id);
                    talk.get(one);
                    asked.add(one);
                }
            }
        }
        assertThat(asked).contains("/audit", "/changes", "/endpoints/1/history", "/log-records");
        talk.listen("/live/events");
        talk.as(Optional.of(secretToken()));
        talk.get("/session");
        talk.get("/tokens").good();
        talk.as(Optional.empty());
    }

    private String secretToken() {
        return talk.answers().stream()
                .filter(answer -> answer.question().equals("POST /tokens"))
                .findFirst()
                .orElseThrow()
                .json()
                .get("text")
                .asString();
    }

    /** The one that the manager has made, as only its own account can open it. */
    private String keeperSecret() {
        SecureRandom random = new SecureRandom();
        Sealer sealer =
                new Sealer(
                        KeyFile.open(manager.home().resolve("conf/manager.key"), random), random);
        try (Database database =
                Database.open(new StoreConfig(store.jdbcUrl("otter"), "keeper", STORE))) {
            return new SharedSecrets(database, sealer, random).zookeeper();
        }
    }

    private void searchWhatRuns() throws Exception {
        search.process(manager.pid());
        search.process(node.pid());
        search.processList();
        ZooKeeper client = new ZooKeeper(zookeeper.address(), SESSION_MILLIS, _ -> {});
        try {
            client.addAuthInfo(
                    "digest", ("otter:" + keeperSecret()).getBytes(StandardCharsets.UTF_8));
            search.znodes(client, "/");
        } finally {
            client.close();
        }
    }

    private void searchWhatIsLeft() throws Exception {
        Map<String, Set<String>> shownOnce =
                Map.of(
                        "POST /tokens", Set.of("token"),
                        "POST /nodes/1/enrolment-secret", Set.of("enrolment secret"));
        for (Conversation.Answer answer : talk.answers()) {
            search.text(
                    "answer to " + answer.question(),
                    answer.text(),
                    shownOnce.getOrDefault(answer.question(), Set.of()));
        }
        search.files(
                manager.home(),
                Map.of("conf/otter.properties", Set.of("store password", "mail password")));
        search.files(node.home(), Map.of("conf/otter.properties", Set.of("enrolment secret")));
        try (Connection connection = store.connect()) {
            search.tables("store", connection);
        }
        try (Connection connection = data.connect()) {
            search.tables("target", connection);
        }
    }

    private static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(condition);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
