package dev.otter.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Finds the server of each flavor and unpacks it into the cache, keyed by its content. */
final class Distributions {
    private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";

    private final CacheFolder cache;
    private final SystemLibraries libraries;
    private final MariaDbArchive mariaDb;

    Distributions(CacheFolder cache) {
        this.cache = cache;
        this.libraries = new SystemLibraries(cache);
        this.mariaDb = new MariaDbArchive();
    }

    Availability availability(Flavor flavor) {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            return new Availability(
                    false, "the kit's servers run on Linux amd64 only; this is " + system);
        }
        return switch (flavor) {
            case MYSQL_8_0 -> archived("mysql-8.0");
            case MYSQL_5_7 -> archived("mysql-5.7");
            case MARIADB -> mariaDb.availability();
            case MYSQL_9 -> new Mysql9Prefix(cache).availability();
        };
    }

    Distribution get(Flavor flavor) {
        Availability availability = availability(flavor);
        if (!availability.ready()) {
            throw new ServerException(
                    "Cannot start " + flavor.title() + ": " + availability.reason());
        }
        return switch (flavor) {
            case MYSQL_8_0 -> unpacked(flavor, "mysql-8.0");
            case MYSQL_5_7 -> unpacked(flavor, "mysql-5.7");
            case MARIADB -> mariaDb();
            case MYSQL_9 -> new Mysql9Prefix(cache).distribution();
        };
    }

    private static Availability archived(String name) {
        return Distributions.class.getResource(name + "/" + ARCHIVE) == null
                ? new Availability(
                        false,
                        "its archive is not on the class path; build testkit with Maven, which"
                                + " puts it there")
                : new Availability(true, "its archive is on the class path");
    }

    private Distribution unpacked(Flavor flavor, String name) {
        URL archive = Distributions.class.getResource(name + "/" + ARCHIVE);
        String key = name + "-" + contentHash(archive);
        Path base = cache.once("servers/" + key, folder -> unpack(archive, folder));
        Path binary = base.resolve("bin/mysqld");
        return new Distribution(
                flavor,
                key,
                base,
                base.resolve("share"),
                List.of(binary.toString()),
                libraries.environmentFor(binary));
    }

    private Distribution mariaDb() {
        String key = mariaDb.key();
        Path base = cache.once("servers/" + key, mariaDb::unpack);
        Path binary = base.resolve("bin/mariadbd");
        Map<String, String> environment = libraries.environmentFor(binary);
        return new Distribution(
                Flavor.MARIADB,
                key,
                base,
                base.resolve("share"),
                List.of(binary.toString()),
                environment);
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        Path packed = folder.resolve("archive.tar.gz");
        try (InputStream in = archive.openStream()) {
            Files.copy(in, packed);
        }
        Command.in(folder, "tar", "-xzf", packed.toString()).runOrThrow("unpack " + archive);
        Files.delete(packed);
    }

    private static String contentHash(URL archive) {
        try (InputStream in = archive.openStream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new ServerException("Cannot read the server archive " + archive, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
