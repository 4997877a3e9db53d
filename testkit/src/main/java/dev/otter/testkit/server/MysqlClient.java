package dev.otter.testkit.server;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The command line client of MySQL: the one on the PATH, else the one of Debian's package {@code
 * mariadb-client-core}, which is fetched into the cache.
 */
public final class MysqlClient {
    private static final List<String> NAMES = List.of("mysql", "mariadb");
    private static final List<String> CLIENTS =
            List.of("mariadb-client-core", "mariadb-client-core-10.6");
    private static final List<String> LIBRARIES = List.of("libmariadb3");

    private MysqlClient() {}

    /** The program's file. Fetches it when needed, which takes some seconds once. */
    public static Path program() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            for (String name : NAMES) {
                Path file = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
                if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        return CacheFolder.ofUser()
                .once(
                        "programs/" + DebianPackages.systemName() + "/mysql-client",
                        MysqlClient::fill)
                .resolve("mysql");
    }

    /** A program, its plugins, and a script that brings both together. */
    private static void fill(Path folder) throws IOException {
        copy(folder, CLIENTS, file -> file.endsWith("bin/mariadb"), folder);
        copy(
                folder,
                LIBRARIES,
                file -> file.getParent().endsWith("libmariadb3/plugin"),
                Files.createDirectory(folder.resolve("plugin")));
        Path script =
                Files.writeString(
                        folder.resolve("mysql"),
                        """
                        #!/bin/sh
                        here=$(dirname "$0")
                        exec "$here/mariadb" "$@" --plugin-dir="$here/plugin"
                        """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(
            Path folder, List<String> packages, Predicate<Path> wanted, Path target)
            throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path files =
                DebianPackages.unpackOneOf(
                        work,
                        packages,
                        reason ->
                                new ServerException(
                                        "there is no mysql client on the PATH, and it could not be"
                                                + " fetched. Install it: 'apt-get install mariadb-client'"
                                                + " or any client of MySQL. Reason: "
                                                + reason));
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(wanted).filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()), COPY_ATTRIBUTES);
            }
        }
        Folders.delete(work);
    }
}
