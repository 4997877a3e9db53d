package dev.otter.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder of this user in which unpacked servers, fetched libraries and initialised data folders
 * outlive a run. An entry appears whole or not at all: it is built aside and renamed. Processes and
 * threads that want the same entry at once wait for the first of them.
 */
final class CacheFolder {
    private static final Object GATE = new Object();

    private final Path root;

    /** Builds one entry into an empty folder. */
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    CacheFolder(Path root) {
        this.root = root.toAbsolutePath();
    }

    /** {@code $OTTER_CACHE}, else the user's cache folder. */
    static CacheFolder ofUser() {
        String own = System.getenv("OTTER_CACHE");
        if (own != null && !own.isBlank()) {
            return new CacheFolder(Path.of(own));
        }
        String shared = System.getenv("XDG_CACHE_HOME");
        Path parent =
                shared != null && !shared.isBlank()
                        ? Path.of(shared)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return new CacheFolder(parent.resolve("otter-testkit"));
    }

    Path root() {
        return root;
    }

    Optional<Path> find(String name) {
        Path entry = root.resolve(name);
        return Files.isDirectory(entry) ? Optional.of(entry) : Optional.empty();
    }

    /** The entry of that name, built by the filler if it is not there. */
    Path once(String name, Filler filler) {
        Optional<Path> there = find(name);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return build(name, filler);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write '%s' in the cache folder %s; make it writable or set OTTER_CACHE"
                            .formatted(name, root),
                    e);
        }
    }

    private Path build(String name, Filler filler) throws IOException {
        Path entry = root.resolve(name);
        Files.createDirectories(entry.getParent());
        Path lockFile = entry.resolveSibling(entry.getFileName() + ".lock");
        synchronized (GATE) {
            try (FileChannel channel =
                            FileChannel.open(
                                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid() || Files.isDirectory(entry)) {
                    return entry;
                }
                Path aside = Files.createTempDirectory(entry.getParent(), "making-");
                try {
                    filler.fill(aside);
                    Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Folders.delete(aside);
                }
            }
        }
        return entry;
    }
}
