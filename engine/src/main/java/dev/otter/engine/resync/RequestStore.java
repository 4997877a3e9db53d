package dev.otter.engine.resync;

import dev.otter.engine.resync.ResyncRequest.Place;
import java.util.List;
import java.util.Optional;

/** Open requests that are durable on the target. One thread. */
public interface RequestStore {

    /**
     * The next requests in the order of their places, as the target orders them.
     *
     * @param after behind this place; empty from the first
     * @param most how many at most
     * @throws RuntimeException when the target cannot be asked
     */
    List<ResyncRequest> page(Optional<Place> after, int most);
}
