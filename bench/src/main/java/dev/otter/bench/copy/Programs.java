package dev.otter.bench.copy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds programs that others have made: on the path, or where {@code bench/mydumper/fetch.sh} has
 * put them. Stateless.
 */
final class Programs {
    private Programs() {}

    /** The first of these names that there is. */
    static Optional<Path> find(String... names) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        folders.add(fetched());
        for (Path folder : folders) {
            for (String name : names) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static Path fetched() {
        String own = System.getenv("OTTER_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own, "programs", "mydumper");
        }
        String shared = System.getenv("XDG_CACHE_HOME");
        Path caches =
                shared != null && !shared.isBlank()
                        ? Path.of(shared)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve(Path.of("otter-testkit", "programs", "mydumper"));
    }
}
