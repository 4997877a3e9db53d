package dev.otter.engine.files.copy;

import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.FileStore;
import java.util.HashSet;
import java.util.Set;

/** Which files of the target somebody is about. Thread-safe. */
public final class BusyPaths {
    private record Place(String folder, FilePath path) {}

    private final Set<Place> taken = new HashSet<>();

    /** Takes a file, unless somebody has it. */
    public synchronized boolean take(FileStore store, FilePath path) {
        return taken.add(new Place(store.name(), path));
    }

    /** Gives it back. */
    public synchronized void give(FileStore store, FilePath path) {
        taken.remove(new Place(store.name(), path));
    }
}
