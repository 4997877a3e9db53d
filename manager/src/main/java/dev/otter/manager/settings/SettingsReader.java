package dev.otter.manager.settings;

import dev.otter.document.properties.PropertiesFile;
import dev.otter.manager.http.HttpConfig;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the manager's {@code otter.properties}. */
public final class SettingsReader {
    private static final String DOMAIN = "otter.domainName";
    private static final String PORT = "otter.port";
    private static final String HOST = "otter.http.host";
    private static final String URL = "otter.database.driver.url";
    private static final String USER = "otter.database.driver.username";
    private static final String PASSWORD = "otter.database.driver.password";
    private static final String CONTROL_PORT = "otter.communication.manager.port";
    private static final String PAYLOAD = "otter.communication.payload";
    private static final String ZOOKEEPER = "otter.zookeeper.cluster.default";
    private static final String SESSION = "otter.zookeeper.sessionTimeout";
    private static final String KEEPER_SECRET = "otter.zookeeper.secret";
    private static final String EMBEDDED_PORT = "otter.zookeeper.embedded.port";
    private static final String SELF = "otter.manager.monitor.self.enable";
    private static final String INTERVAL = "otter.manager.monitor.self.interval";
    private static final String RECOVERY = "otter.manager.monitor.recovery.paused";
    private static final String MAIL_HOST = "otter.manager.monitor.email.host";
    private static final String MAIL_USER = "otter.manager.monitor.email.username";
    private static final String MAIL_PASSWORD = "otter.manager.monitor.email.password";
    private static final String MAIL_PORT = "otter.manager.monitor.email.stmp.port";
    private static final String KEY_FILE = "otter.manager.keyFile";

    private static final Set<String> HONOURED =
            Set.of(
                    DOMAIN,
                    PORT,
                    HOST,
                    URL,
                    USER,
                    PASSWORD,
                    CONTROL_PORT,
                    PAYLOAD,
                    ZOOKEEPER,
                    SESSION,
                    KEEPER_SECRET,
                    EMBEDDED_PORT,
                    SELF,
                    INTERVAL,
                    RECOVERY,
                    MAIL_HOST,
                    MAIL_USER,
                    MAIL_PASSWORD,
                    MAIL_PORT,
                    KEY_FILE);

    /** Keys of Otter 4 that nothing depends on any more, and why. */
    private static final Map<String, String> NOT_NEEDED = notNeeded();

    private static final int HTTP_PORT = 8_080;
    private static final int CONTROL_PORT_DEFAULT = 1_099;
    private static final int EMBEDDED_PORT_DEFAULT = 12_181;
    private static final int PAYLOAD_DEFAULT = 8 << 20;
    private static final int PORT_MAX = 65_535;
    private static final int SECRET_LEAST = 16;
    private static final int SECRET_MOST = 128;

    private SettingsReader() {}

    /**
     * Reads a file.
     *
     * @param surroundings gives system properties and environment variables, null when there is
     *     none
     * @throws OtterException when it cannot be used
     */
    public static ManagerSettings read(Path path, UnaryOperator<String> surroundings) {
        List<String> known = new ArrayList<>(HONOURED);
        known.addAll(NOT_NEEDED.keySet());
        PropertiesFile file = PropertiesFile.read(path, known, surroundings);
        List<String> notices = new ArrayList<>();
        NOT_NEEDED.forEach((key, why) -> {
            if (file.has(key)) {
                notices.add(key + " is not needed any more: " + why);
            }
        });
        Path folder = path.toAbsolutePath().normalize().getParent();
        String host = host(file, notices);
        return new ManagerSettings(
                HttpConfig.at(host, file.number(PORT, HTTP_PORT, 0, PORT_MAX)),
                store(file, folder),
                file.text(KEY_FILE).map(folder::resolve).orElse(folder.resolve("manager.key")),
                new ManagerSettings.Control(
                        host,
                        file.number(CONTROL_PORT, CONTROL_PORT_DEFAULT, 0, PORT_MAX),
                        file.number(PAYLOAD, PAYLOAD_DEFAULT, 1 << 16, 1 << 30),
                        folder.resolve("authority")),
                new ManagerSettings.ZooKeeper(
                        file.text(ZOOKEEPER),
                        Duration.ofMillis(file.number(SESSION, 60_000, 1_000, 3_600_000)),
                        embedded(file, host, home(folder)),
                        login(file)),
                new ManagerSettings.Monitor(
                        file.flag(SELF, true),
                        Duration.ofSeconds(file.number(INTERVAL, 120, 1, 86_400)),
                        file.flag(RECOVERY, true)),
                new ManagerSettings.Mail(
                        file.text(MAIL_HOST).orElse(""),
                        file.number(MAIL_PORT, 465, 1, PORT_MAX),
                        file.text(MAIL_USER),
                        file.text(MAIL_PASSWORD)),
                notices);
    }

    /** Loopback when the domain name is that; a fresh manager is not shown to a whole network. */
    private static String host(PropertiesFile file, List<String> notices) {
        if (file.text(HOST).isPresent()) {
            return file.text(HOST).get();
        }
        String domain = file.text(DOMAIN).orElse("127.0.0.1");
        if (domain.equals("localhost") || domain.startsWith("127.") || domain.equals("::1")) {
            notices.add(
                    "only this machine can reach the manager, because %s is %s; set it to the"
                                    .formatted(DOMAIN, domain)
                            + " machine's address, or "
                            + HOST
                            + " to 0.0.0.0");
            return domain.equals("localhost") ? "127.0.0.1" : domain;
        }
        return "";
    }

    private static ManagerSettings.KeeperLogin login(PropertiesFile file) {
        Optional<String> text = file.text(KEEPER_SECRET);
        if (text.isEmpty()) {
            return ManagerSettings.KeeperLogin.OWN;
        }
        if (text.get().equals("off")) {
            return ManagerSettings.KeeperLogin.OFF;
        }
        if (text.get().length() < SECRET_LEAST || text.get().length() > SECRET_MOST) {
            throw file.wrong(
                    KEEPER_SECRET,
                    "a secret of that length is not allowed",
                    "Allowed: %d to %d characters nobody can guess, or off. Without the key the"
                                    .formatted(SECRET_LEAST, SECRET_MOST)
                            + " manager makes a secret itself.");
        }
        return new ManagerSettings.KeeperLogin(true, text);
    }

    private static ManagerSettings.Embedded embedded(PropertiesFile file, String host, Path home) {
        String domain = file.text(DOMAIN).orElse("127.0.0.1");
        return new ManagerSettings.Embedded(
                host,
                file.number(EMBEDDED_PORT, EMBEDDED_PORT_DEFAULT, 0, PORT_MAX),
                domain.equals("localhost") ? "127.0.0.1" : domain,
                home.resolve("data").resolve("zookeeper"));
    }

    /** The folder of the package, when the file is in its {@code conf}. */
    private static Path home(Path folder) {
        boolean packaged = "conf".equals(String.valueOf(folder.getFileName()));
        return packaged ? folder.getParent() : folder;
    }

    private static StoreConfig store(PropertiesFile file, Path folder) {
        if (file.text(URL).isEmpty()) {
            return StoreConfig.file(home(folder).resolve("data").resolve("otter"));
        }
        return new StoreConfig(
                file.text(URL).get(), file.text(USER).orElse(""), file.text(PASSWORD).orElse(""));
    }

    private static Map<String, String> notNeeded() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(
                "otter.jetty",
                "the web server has no file of its own; " + PORT + " is all it takes");
        keys.put(
                "otter.database.driver.class.name",
                "the driver follows from the address in " + URL);
        keys.put(
                "otter.communication.pool.size",
                "each node keeps one connection to the manager, which carries everything");
        keys.put(
                "otter.manager.address",
                "the manager does not call itself; nodes have the key in their own file");
        keys.put("otter.manager.productionMode", "there is only one mode");
        return keys;
    }
}
