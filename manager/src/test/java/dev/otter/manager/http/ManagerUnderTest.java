package dev.otter.manager.http;

import dev.otter.manager.ManagerProcess;
import dev.otter.manager.control.LiveParts;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.StoreConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A whole manager on a free port with an H2 file, cheap passwords and a clock that is set. */
public final class ManagerUnderTest implements AutoCloseable {
    /** What the first admin's password is changed to. */
    public static final String ADMIN_PASSWORD = "correct horse 7";

    private static final int CHEAP = 4;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-25T22:00:00Z"));
    private final ManagerProcess process;

    private ManagerUnderTest(Path folder, LiveParts parts) {
        process =
                ManagerProcess.start(
                        settings(folder),
                        new ManagerProcess.Nature(now::get, new SecureRandom(), CHEAP),
                        parts);
    }

    /** As it is after its very first start. */
    public static ManagerUnderTest fresh(Path folder, LiveParts parts) {
        return new ManagerUnderTest(folder, parts);
    }

    /** With the first password changed. */
    public static ManagerUnderTest ready(Path folder, LiveParts parts) {
        ManagerUnderTest manager = new ManagerUnderTest(folder, parts);
        Client admin = manager.client().logIn("admin", "admin");
        admin.put("/session/password", "{\"old\":\"admin\",\"wanted\":\"" + ADMIN_PASSWORD + "\"}");
        return manager;
    }

    public static ManagerSettings settings(Path folder) {
        return new ManagerSettings(
                HttpConfig.at("127.0.0.1", 0),
                StoreConfig.file(folder.resolve("otter")),
                folder.resolve("manager.key"),
                new ManagerSettings.Control("127.0.0.1", 0, 1 << 20, folder.resolve("authority")),
                new ManagerSettings.ZooKeeper(
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new ManagerSettings.Embedded(
                                "127.0.0.1", 0, "127.0.0.1", folder.resolve("zookeeper")),
                        ManagerSettings.KeeperLogin.OWN),
                new ManagerSettings.Monitor(false, Duration.ofSeconds(120), false),
                new ManagerSettings.Mail("", 465, Optional.empty(), Optional.empty()),
                List.of());
    }

    public List<Route> routes() {
        return process.routes();
    }

    /** A browser or program that has not logged in. */
    public Client client() {
        return new Client(process.port());
    }

    /** The admin, logged in. */
    public Client admin() {
        return client().logIn("admin", ADMIN_PASSWORD);
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public void close() {
        process.close();
    }
}
