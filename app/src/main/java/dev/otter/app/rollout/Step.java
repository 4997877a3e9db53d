package dev.otter.app.rollout;

import dev.otter.app.document.Difference;
import dev.otter.app.document.Wanted;
import dev.otter.app.remote.Thing;
import java.util.List;
import java.util.Optional;

/**
 * What has to be done about one thing.
 *
 * @param wanted how it is to be
 * @param present how it is; empty when it is not there
 * @param differences what differs; none when it is not there
 * @param setsPassword whether a password is sent, because nobody can tell that it is set already
 */
public record Step(
        Wanted wanted,
        Optional<Thing> present,
        List<Difference> differences,
        boolean setsPassword) {
    public Step {
        differences = List.copyOf(differences);
    }

    /** Whether the thing is to be made. */
    public boolean creates() {
        return present.isEmpty();
    }

    /** Whether there is anything to do. */
    public boolean changes() {
        return creates() || !differences.isEmpty() || setsPassword;
    }
}
