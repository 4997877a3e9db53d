package dev.otter.node.settings;

import dev.otter.document.properties.PropertiesFile;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.identity.KeyFingerprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the node's {@code otter.properties}, and its number from beside it. */
public final class SettingsReader {
    private static final String HOME = "otter.nodeHome";
    private static final String MANAGERS = "otter.manager.address";
    private static final String AUTHORITY = "otter.manager.fingerprint";
    private static final String SECRET = "otter.node.secret";
    private static final String SESSION = "otter.zookeeper.sessionTimeout";
    private static final String COMPILE = "otter.node.compileProcessors";
    private static final String RELAY = "otter.node.relay.megabytes";
    private static final Set<String> HONOURED =
            Set.of(HOME, MANAGERS, AUTHORITY, SECRET, SESSION, COMPILE, RELAY);

    /** Keys of Otter 4 that nothing depends on any more, and why. */
    private static final Map<String, String> NOT_NEEDED = notNeeded();

    private SettingsReader() {}

    /**
     * Reads a file.
     *
     * @param surroundings gives system properties and environment variables, null when there is
     *     none
     * @throws OtterException when it cannot be used, or the node's number is not given
     */
    public static NodeSettings read(Path path, UnaryOperator<String> surroundings) {
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
        return new NodeSettings(
                NodeNumber.find(folder, surroundings),
                home(file, folder),
                ManagerAddress.parseList(file.text(MANAGERS).orElse("127.0.0.1:1099")),
                file.text(SECRET),
                authority(file),
                file.text(SESSION)
                        .map(_ ->
                                Duration.ofMillis(file.number(SESSION, 60_000, 1_000, 3_600_000))),
                notices,
                file.flag(COMPILE, true),
                (long) file.number(RELAY, 0, 0, 1 << 30) << 20);
    }

    private static Path home(PropertiesFile file, Path folder) {
        boolean packaged = "conf".equals(String.valueOf(folder.getFileName()));
        Path usual = packaged ? folder.getParent() : folder;
        return file.text(HOME).map(folder::resolve).orElse(usual).normalize();
    }

    private static Optional<KeyFingerprint> authority(PropertiesFile file) {
        try {
            return file.text(AUTHORITY).map(KeyFingerprint::new);
        } catch (IllegalArgumentException e) {
            throw file.wrong(
                    AUTHORITY,
                    e.getMessage(),
                    "Copy it from the log of the manager, which shows it at each start.");
        }
    }

    private static Map<String, String> notNeeded() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("otter.htdocs.dir", "a node serves no web pages");
        keys.put("otter.download.dir", "nodes do not exchange files");
        keys.put(
                "otter.extend.dir",
                "jars of row processors are in the folder extend of the node's home");
        keys.put(
                "otter.communication.payload",
                "messages between manager and node are cut into parts by themselves");
        keys.put(
                "otter.communication.pool.size",
                "a node keeps one connection to the manager, which carries everything");
        return keys;
    }
}
