package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the shared libraries of the operating system that a server binary needs, by asking the
 * binary for its version and reading what the loader misses. What is missing is fetched into the
 * cache with the system's own package tool, without root and without touching the system.
 */
final class SystemLibraries {
    private static final Pattern MISSING =
            Pattern.compile("error while loading shared libraries: ([^:\\s]+): cannot open");

    /** Newest name first: 64-bit-time systems renamed the package and the library. */
    private static final Map<String, List<String>> PACKAGES =
            Map.of(
                    "libaio.so.1", List.of("libaio1t64", "libaio1"),
                    "libnuma.so.1", List.of("libnuma1"),
                    "libncurses.so.6", List.of("libncurses6"),
                    "libtinfo.so.6", List.of("libtinfo6"),
                    "libtinfo.so.5", List.of("libtinfo5"),
                    "libncurses.so.5", List.of("libncurses5"));

    private static final int MAX_LIBRARIES = 8;

    private final CacheFolder cache;

    SystemLibraries(CacheFolder cache) {
        this.cache = cache;
    }

    /** The environment in which the binary finds all its libraries. */
    Map<String, String> environmentFor(Path binary) {
        Set<String> folders = new LinkedHashSet<>();
        for (int fetched = 0; fetched <= MAX_LIBRARIES; fetched++) {
            Map<String, String> environment =
                    folders.isEmpty()
                            ? Map.of()
                            : Map.of("LD_LIBRARY_PATH", String.join(":", folders));
            Command.Outcome outcome = askVersion(binary, environment);
            if (outcome.succeeded()) {
                return environment;
            }
            Matcher missing = MISSING.matcher(outcome.output());
            if (!missing.find()) {
                throw new ServerException(
                        "%s does not run on this machine: %s"
                                .formatted(binary, outcome.output().strip()));
            }
            if (!folders.add(fetch(missing.group(1), binary).toString())) {
                throw cannotFetch(missing.group(1), binary, "the fetched one is not accepted");
            }
        }
        throw new ServerException(
                binary + " misses more than " + MAX_LIBRARIES + " libraries; this system is bare");
    }

    private static Command.Outcome askVersion(Path binary, Map<String, String> environment) {
        try {
            return new Command(
                            List.of(binary.toString(), "--no-defaults", "--version"),
                            environment,
                            binary.getParent(),
                            Duration.ofSeconds(30))
                    .run();
        } catch (IOException e) {
            throw new ServerException("Cannot ask " + binary + " for its version", e);
        }
    }

    private Path fetch(String library, Path binary) {
        List<String> candidates = PACKAGES.getOrDefault(library, List.of());
        if (candidates.isEmpty()) {
            throw cannotFetch(library, binary, "the kit knows no package that holds it");
        }
        return cache.once(
                "libraries/" + DebianPackages.systemName() + "/" + library,
                folder -> fill(folder, library, binary, candidates));
    }

    private void fill(Path folder, String library, Path binary, List<String> candidates)
            throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path unpacked =
                DebianPackages.unpackOneOf(
                        work, candidates, reason -> cannotFetch(library, binary, reason));
        try (Stream<Path> files = Files.walk(unpacked)) {
            for (Path file : files.filter(SystemLibraries::isLibrary).toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        if (!Files.exists(folder.resolve(library))) {
            link(folder, library, binary);
        }
        Folders.delete(work);
    }

    /** The renamed library carries another soname; the binary asks for the old one. */
    private static void link(Path folder, String library, Path binary) throws IOException {
        List<Path> renamed = DebianPackages.list(folder, library + "*");
        if (renamed.isEmpty()) {
            throw cannotFetch(library, binary, "its package holds no such library");
        }
        Files.createSymbolicLink(folder.resolve(library), renamed.getFirst().getFileName());
    }

    private static boolean isLibrary(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().contains(".so");
    }

    private static ServerException cannotFetch(String library, Path binary, String reason) {
        List<String> packages = PACKAGES.getOrDefault(library, List.of(library));
        return new ServerException(
                """
                %s needs the library %s, which this system lacks and which could not be fetched. \
                Install it: 'apt-get install %s' (on Red Hat and kin: 'dnf install %s'). \
                Reason: %s\
                """
                        .formatted(
                                binary.getFileName(),
                                library,
                                String.join("' or 'apt-get install ", packages),
                                library.replaceFirst("\\.so.*", ""),
                                reason));
    }
}
