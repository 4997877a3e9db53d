package dev.otter.app.demo;

import dev.otter.app.process.Processes;
import dev.otter.app.process.Standalone;
import dev.otter.app.remote.Login;
import dev.otter.app.remote.ManagerAddress;
import dev.otter.app.remote.ManagerClient;
import dev.otter.manager.http.HttpConfig;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The demo's manager and node, in a folder that is deleted at the end, configured as an operator
 * would: by the interface of the manager.
 */
final class DemoSite implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final String USER = "admin";
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final int CONSOLE_PORT = 8080;
    private static final int PASSWORD_NUMBERS = 900_000;

    private final Path folder;
    private final Standalone standalone;
    private final ManagerClient client;
    private final String password;

    private DemoSite(Path folder, Standalone standalone, ManagerClient client, String password) {
        this.folder = folder;
        this.standalone = standalone;
        this.client = client;
        this.password = password;
    }

    /** Starts manager and node; the console gets port 8080 when that is free. */
    static DemoSite start(InstantSource clock) {
        SecureRandom random = new SecureRandom();
        Path folder = newFolder();
        Standalone standalone =
                Standalone.start(
                        settings(folder), folder.resolve("node"), new Processes(clock, random));
        try {
            String password = "otter-demo-" + (100_000 + random.nextInt(PASSWORD_NUMBERS));
            ManagerAddress address =
                    ManagerAddress.parse("http://" + HERE + ":" + standalone.manager().port());
            return new DemoSite(folder, standalone, firstLogin(address, password), password);
        } catch (RuntimeException e) {
            standalone.close();
            delete(folder);
            throw e;
        }
    }

    private static ManagerSettings settings(Path folder) {
        return new ManagerSettings(
                HttpConfig.at(HERE, free(CONSOLE_PORT) ? CONSOLE_PORT : 0),
                StoreConfig.file(folder.resolve("otter")),
                folder.resolve("manager.key"),
                new ManagerSettings.Control(HERE, 0, 8 << 20, folder.resolve("authority")),
                new ManagerSettings.ZooKeeper(
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new ManagerSettings.Embedded(HERE, 0, HERE, folder.resolve("zookeeper")),
                        ManagerSettings.KeeperLogin.OWN),
                new ManagerSettings.Monitor(false, Duration.ofSeconds(120), false),
                new ManagerSettings.Mail("", 465, Optional.empty(), Optional.empty()),
                List.of());
    }

    /** The first login demands another password. */
    private static ManagerClient firstLogin(ManagerAddress address, String password) {
        Login first;
        try (ManagerClient stranger = new ManagerClient(address, Optional.empty())) {
            first = session(stranger.post("/session", Map.of("name", USER, "password", USER)));
        }
        try (ManagerClient newcomer = new ManagerClient(address, Optional.of(first))) {
            Login login =
                    session(
                            newcomer.put(
                                    "/session/password", Map.of("old", USER, "wanted", password)));
            return new ManagerClient(address, Optional.of(login));
        }
    }

    private static Login session(ManagerClient.Reply reply) {
        return new Login(
                USER,
                "admin",
                new Login.Session(
                        reply.cookie().orElseThrow(), reply.body().get("csrf").asString()));
    }

    /** Where the console is, and who may log in there. */
    String greeting() {
        return "console: %s (log in as %s with the password %s)"
                .formatted(client.address(), USER, password);
    }

    /** Configures two data sources and a channel between them, and starts it. */
    DemoRun sync(DemoServers servers, String channel, String pipeline, String tables)
            throws InterruptedException {
        for (Endpoint end : List.of(servers.from(), servers.to())) {
            client.post(
                    "/endpoints",
                    Map.of(
                            "name", end.name(),
                            "type", "mysql",
                            "host", end.host(),
                            "port", end.port(),
                            "user", end.user(),
                            "password", end.password(),
                            "tls", "disabled"));
        }
        JsonNode made =
                client.post(
                                "/channels",
                                Map.of(
                                        "name",
                                        channel,
                                        "pipelines",
                                        List.of(
                                                Map.of(
                                                        "name", pipeline,
                                                        "from", servers.from().name(),
                                                        "to", servers.to().name(),
                                                        "tables", List.of(tables)))))
                        .body();
        String path = "/channels/" + made.get("id").asLong();
        client.post(path + "/start");
        DemoRun run =
                new DemoRun(
                        standalone.node(),
                        servers.source()::connect,
                        () -> client.post(path + "/stop"));
        run.awaitStart(START_LIMIT);
        return run;
    }

    @Override
    public void close() {
        client.close();
        standalone.close();
        delete(folder);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("otter-demo-");
        } catch (IOException e) {
            throw new OtterException(
                    ErrorCode.SETTINGS_INVALID,
                    "no folder can be made for the demo: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "Make room there.",
                    e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's folder could not be deleted", e);
        }
    }
}
