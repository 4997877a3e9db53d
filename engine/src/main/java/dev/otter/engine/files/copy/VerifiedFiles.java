package dev.otter.engine.files.copy;

import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.FileStat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pairs of files that were compared and found equal, so that a row that changes often does not have
 * its file read each time. Kept only where the stores tell when a file was changed in a way that
 * nobody can set, and not for files that were changed a moment ago: clocks of file systems have a
 * grain. Thread-safe.
 */
final class VerifiedFiles {
    private static final int KEPT_MAX = 10_000;
    private static final Duration GRAIN = Duration.ofSeconds(3);

    private record Pair(FileStat source, FileStat target) {}

    private final InstantSource clock;
    private final Map<FilePath, Pair> pairs = new LinkedHashMap<>();

    VerifiedFiles(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the pair was found equal and neither has changed since. */
    synchronized boolean knows(FilePath path, FileStat source, FileStat target) {
        return new Pair(source, target).equals(pairs.get(path));
    }

    /** They were found equal, both being like this before they were read. */
    synchronized void keep(FilePath path, FileStat source, FileStat target) {
        Instant settled = clock.instant().minus(GRAIN);
        boolean old =
                source.changed().filter(settled::isAfter).isPresent()
                        && target.changed().filter(settled::isAfter).isPresent();
        if (!old) {
            return;
        }
        pairs.remove(path);
        if (pairs.size() >= KEPT_MAX) {
            pairs.remove(pairs.keySet().iterator().next());
        }
        pairs.put(path, new Pair(source, target));
    }
}
