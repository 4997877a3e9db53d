package dev.otter.engine.files;

import dev.otter.engine.files.copy.FileLane;
import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.UnsafePathException;
import dev.otter.model.position.LogPosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that wait to be removed: each until the row that had it is gone on the target. One that a
 * later row has is not removed. Thread-safe; what is called off is never removed afterwards.
 */
final class Removals {
    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    private record Place(String folder, FilePath path) {}

    private final ArrayDeque<Removal> waiting = new ArrayDeque<>();
    private final Map<Place, Removal> newest = new HashMap<>();
    private String trouble = "";

    private static Place place(FileLane lane, FilePath path) {
        return new Place(lane.target().name(), path);
    }

    /** They go once everything up to this place is durable. */
    synchronized void add(List<Removal> removals, LogPosition end) {
        for (Removal removal : removals) {
            removal.endsAt(end);
            waiting.addLast(removal);
            Removal before = newest.put(place(removal.lane(), removal.path()), removal);
            if (before != null) {
                before.callOff();
            }
        }
    }

    /** A row has the file again. */
    synchronized void keep(FileLane lane, FilePath path) {
        Removal removal = newest.remove(place(lane, path));
        if (removal != null) {
            removal.callOff();
        }
    }

    /** The row that had the file is not deleted after all. */
    synchronized void callOff(Removal removal) {
        removal.callOff();
    }

    /** Removes what may go by now, in order; stops where it cannot and goes on there next time. */
    synchronized void run(LogPosition durable) {
        while (!waiting.isEmpty() && waiting.peekFirst().end().compareTo(durable) <= 0) {
            Removal removal = waiting.peekFirst();
            if (!removal.off() && !removed(removal)) {
                return;
            }
            waiting.removeFirst();
            newest.remove(place(removal.lane(), removal.path()), removal);
        }
        trouble = "";
    }

    private boolean removed(Removal removal) {
        try {
            return removal.lane().remove(removal.path());
        } catch (IOException e) {
            trouble = "file %s cannot be removed: %s".formatted(removal.path(), e);
            return false;
        } catch (UnsafePathException e) {
            LOG.warn("a file is not removed: {}", e.getMessage());
            return true;
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Why the oldest cannot be removed; empty when nothing is in its way. */
    synchronized Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }
}
