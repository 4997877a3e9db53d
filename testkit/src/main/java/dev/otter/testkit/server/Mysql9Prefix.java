package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MySQL 9 as {@code testkit/mysql9/fetch.sh} lays it down in the cache: a prefix with its own C
 * library, therefore started by its own loader. It also holds the client tools.
 */
final class Mysql9Prefix {
    private final Path prefix;

    Mysql9Prefix(CacheFolder cache) {
        this.prefix = cache.root().resolve("servers/mysql-9");
    }

    Availability availability() {
        return Files.isReadable(prefix.resolve("version"))
                ? new Availability(true, "it is in " + prefix)
                : new Availability(
                        false, "it is not in " + prefix + "; run testkit/mysql9/fetch.sh once");
    }

    Distribution distribution() {
        return new Distribution(
                Flavor.MYSQL_9,
                "mysql-" + version(),
                prefix.resolve("usr"),
                prefix.resolve("usr/share/mysql"),
                program("usr/sbin/mysqld"),
                Map.of());
    }

    /** The words that run a program of the prefix. */
    List<String> program(String path) {
        Path libraries = prefix.resolve("usr/lib/x86_64-linux-gnu");
        List<String> words = new ArrayList<>();
        words.add(libraries.resolve("ld-linux-x86-64.so.2").toString());
        words.add("--library-path");
        words.add(libraries + ":" + prefix.resolve("usr/lib/mysql/private"));
        words.add(prefix.resolve(path).toString());
        return words;
    }

    private String version() {
        try {
            return Files.readString(prefix.resolve("version")).strip();
        } catch (IOException e) {
            throw new ServerException("Cannot read the version of MySQL 9 in " + prefix, e);
        }
    }
}
