package dev.otter.manager.room;

import dev.otter.manager.ManagerProcess;
import dev.otter.manager.http.Client;
import dev.otter.manager.http.HttpConfig;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.StoreConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A whole manager with ZooKeeper and a port for nodes, everything on free loopback ports. */
final class LiveManager implements AutoCloseable {
    private static final String PASSWORD = "correct horse 7";
    private static final int CHEAP = 4;

    /** With what it logs in to ZooKeeper, for those who look there beside it. */
    static final String SECRET = "told-to-this-manager-by-its-operator";

    private final ManagerProcess process;

    /**
     * @param zookeeper servers; empty for the embedded one
     */
    LiveManager(Path folder, Optional<String> zookeeper) {
        this(folder, zookeeper, 0);
    }

    LiveManager(Path folder, Optional<String> zookeeper, int controlPort) {
        this(
                folder,
                zookeeper,
                controlPort,
                new ManagerSettings.KeeperLogin(true, Optional.of(SECRET)));
    }

    /**
     * @param login how it shows itself to ZooKeeper
     */
    LiveManager(
            Path folder,
            Optional<String> zookeeper,
            int controlPort,
            ManagerSettings.KeeperLogin login) {
        ManagerSettings settings =
                new ManagerSettings(
                        HttpConfig.at("127.0.0.1", 0),
                        StoreConfig.file(folder.resolve("otter")),
                        folder.resolve("manager.key"),
                        new ManagerSettings.Control(
                                "127.0.0.1", controlPort, 1 << 20, folder.resolve("authority")),
                        new ManagerSettings.ZooKeeper(
                                zookeeper,
                                Duration.ofSeconds(60),
                                new ManagerSettings.Embedded(
                                        "127.0.0.1", 0, "127.0.0.1", folder.resolve("zookeeper")),
                                login),
                        new ManagerSettings.Monitor(false, Duration.ofSeconds(120), false),
                        new ManagerSettings.Mail("", 465, Optional.empty(), Optional.empty()),
                        List.of());
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        process =
                ManagerProcess.start(
                        settings,
                        new ManagerProcess.Nature(clock, random, CHEAP),
                        new ConnectedParts(settings, clock, random));
    }

    /** The admin at the first start. */
    Client firstAdmin() {
        Client admin = client().logIn("admin", "admin");
        admin.put("/session/password", "{\"old\":\"admin\",\"wanted\":\"" + PASSWORD + "\"}");
        return admin;
    }

    /** The admin later. */
    Client admin() {
        return client().logIn("admin", PASSWORD);
    }

    Client client() {
        return new Client(process.port());
    }

    int port() {
        return process.port();
    }

    int controlPort() {
        return process.live().desk().orElseThrow().controlPort();
    }

    @Override
    public void close() {
        process.close();
    }
}
