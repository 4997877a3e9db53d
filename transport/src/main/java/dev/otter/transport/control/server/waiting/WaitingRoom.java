package dev.otter.transport.control.server.waiting;

import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that wait for approval, in memory: a waiting node asks again every few seconds, so a
 * restart loses nothing. Bounded; who no longer asks is forgotten. Thread-safe.
 */
public final class WaitingRoom {
    /** How many may wait. */
    public static final int PLACES = 100;

    /** How many may wait under one node's number. */
    public static final int PLACES_PER_NODE = 3;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

    private record Place(NodeId node, KeyFingerprint key) {}

    private final InstantSource clock;
    private final Map<Place, WaitingRequest> requests = new HashMap<>();

    public WaitingRoom(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this request waits here already. */
    public synchronized boolean holds(NodeId node, KeyFingerprint key) {
        return requests.containsKey(new Place(node, key));
    }

    /** Takes a request, or refreshes it when it waits already; false when there is no place. */
    public synchronized boolean admit(WaitingRequest request) {
        forgetSilentOnes();
        Place place = new Place(request.node(), request.key());
        WaitingRequest known = requests.get(place);
        if (known != null) {
            requests.put(place, request.since(known.seen().first()));
            return true;
        }
        if (requests.size() >= PLACES || of(request.node()).size() >= PLACES_PER_NODE) {
            return false;
        }
        requests.put(place, request);
        return true;
    }

    private void forgetSilentOnes() {
        Instant limit = clock.instant().minus(FORGOTTEN_AFTER);
        requests.values().removeIf(r -> r.seen().last().isBefore(limit));
    }

    /** All that wait, the oldest first. */
    public synchronized List<WaitingRequest> all() {
        forgetSilentOnes();
        return requests.values().stream()
                .sorted(Comparator.comparing((WaitingRequest r) -> r.seen().first()))
                .toList();
    }

    /** Those that wait under one number. */
    public synchronized List<WaitingRequest> of(NodeId node) {
        return all().stream().filter(r -> r.node().equals(node)).toList();
    }

    /** Frees the place; does nothing when there is no such request. */
    public synchronized void remove(NodeId node, KeyFingerprint key) {
        requests.remove(new Place(node, key));
    }
}
