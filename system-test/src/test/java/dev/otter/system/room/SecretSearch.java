package dev.otter.system.room;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Looks for secrets, in clear and in Base64, wherever somebody else could read them. */
final class SecretSearch {
    private final Map<String, String> secrets = new TreeMap<>();
    private final List<String> found = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private int places;

    /** From now on this text is looked for; the name is what findings call it. */
    void add(String name, String text) {
        secrets.put(name, text);
    }

    /** Where secrets were found that must not be there. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** Where they were found and may be. */
    List<String> expected() {
        return List.copyOf(expected);
    }

    /** How many texts were looked at. */
    int places() {
        return places;
    }

    /** Looks at a text; the named secrets may be in it. */
    void text(String place, String text, Set<String> allowed) {
        places++;
        secrets.forEach((name, secret) -> {
            String base64 =
                    Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            boolean here = text.contains(secret) || text.contains(base64);
            if (here) {
                (allowed.contains(name) ? expected : found).add(name + " is in " + place);
            }
        });
    }

    void text(String place, String text) {
        text(place, text, Set.of());
    }

    /** All files below a folder but the libraries; exceptions are by the path in the folder. */
    void files(Path folder, Map<String, Set<String>> allowed) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith("lib/")) {
                    text("file " + name, bytes(file), allowed.getOrDefault(name, Set.of()));
                }
            }
        }
    }

    private static String bytes(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    /** Command line and environment of a process. */
    void process(long pid) throws IOException {
        for (String what : List.of("cmdline", "environ")) {
            text(what + " of process " + pid, bytes(Path.of("/proc/" + pid, what)));
        }
    }

    /** Command lines of all processes of the machine. */
    void processList() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path one :
                    all.filter(it -> it.getFileName().toString().matches("\\d+")).toList()) {
                try {
                    text("cmdline of " + one, bytes(one.resolve("cmdline")));
                } catch (IOException _) {
                    places++; // it has ended meanwhile
                }
            }
        }
    }

    /** All paths of ZooKeeper with their data. */
    void znodes(ZooKeeper zookeeper, String path) throws Exception {
        try {
            byte[] data = zookeeper.getData(path, false, null);
            text(
                    "znode " + path,
                    path
                            + "\n"
                            + (data == null ? "" : new String(data, StandardCharsets.ISO_8859_1)));
            for (String child : zookeeper.getChildren(path, false)) {
                znodes(zookeeper, path.equals("/") ? "/" + child : path + "/" + child);
            }
        } catch (KeeperException.NoNodeException _) {
            places++; // it went meanwhile
        }
    }

    /** All rows of all tables of the server's own databases. */
    void tables(String server, Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables =
                        statement.executeQuery(
                                "SELECT CONCAT('`', table_schema, '`.`', table_name, '`') FROM"
                                        + " information_schema.tables WHERE table_type = 'BASE"
                                        + " TABLE' AND table_schema NOT IN ('mysql', 'sys',"
                                        + " 'performance_schema', 'information_schema')")) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        for (String name : names) {
            text("table " + name + " of the " + server, rows(connection, name));
        }
    }

    private static String rows(Connection connection, String table) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    byte[] value = rows.getBytes(i);
                    text.append(
                                    value == null
                                            ? "NULL"
                                            : new String(value, StandardCharsets.ISO_8859_1))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }
}
