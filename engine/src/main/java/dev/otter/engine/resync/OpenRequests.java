package dev.otter.engine.resync;

import dev.otter.engine.resync.ResyncRequest.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The requests whose rows are to be read: some of them in memory, all of them on the target. Those
 * that found no room, and those of earlier runs, are fetched from there. One thread.
 */
final class OpenRequests {
    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final int FETCHED = 2_000;

    private final RequestStore store;
    private final int most;
    private final long mostBytes;
    private final BooleanSupplier settled;
    private final BooleanSupplier resting;
    private final LongSupplier nanos;
    private final Map<Place, ResyncRequest> open = new LinkedHashMap<>();
    private long bytes;

    /** Whether the target may hold some that are not in memory. */
    private boolean more = true;

    /** Everything up to here was fetched or taken. */
    private Optional<Place> cursor = Optional.empty();

    private boolean looked;
    private long lookAt;

    /**
     * @param most how many are kept in memory
     * @param mostBytes how much memory they may take
     * @param settled whether all that was handed on is durable
     * @param resting whether they have to wait
     * @param nanos a clock that only measures
     */
    OpenRequests(
            RequestStore store,
            int most,
            long mostBytes,
            BooleanSupplier settled,
            BooleanSupplier resting,
            LongSupplier nanos) {
        this.store = store;
        this.most = most;
        this.mostBytes = mostBytes;
        this.settled = settled;
        this.resting = resting;
        this.nanos = nanos;
    }

    /** New ones, whose rows on the target are on their way. */
    void add(List<ResyncRequest> requests) {
        for (ResyncRequest request : requests) {
            // Behind one that is not here all later ones are fetched, so that none is passed over.
            if (more || open.size() >= most || bytes >= mostBytes) {
                more = true;
            } else {
                cursor = Optional.of(request.place());
                keep(request);
            }
        }
    }

    private void keep(ResyncRequest request) {
        if (open.putIfAbsent(request.place(), request) == null) {
            bytes += request.bytes();
        }
    }

    /** These could not be followed yet. */
    void putBack(List<ResyncRequest> requests) {
        requests.forEach(this::keep);
    }

    /** Takes the oldest, at most so many; fetches some when there is none. */
    List<ResyncRequest> take(int wanted) {
        if (resting.getAsBoolean()) {
            return List.of();
        }
        if (open.isEmpty() && more) {
            fetch();
        }
        List<ResyncRequest> taken = new ArrayList<>();
        Iterator<ResyncRequest> each = open.values().iterator();
        while (each.hasNext() && taken.size() < wanted) {
            ResyncRequest request = each.next();
            taken.add(request);
            bytes -= request.bytes();
            each.remove();
        }
        return taken;
    }

    private void fetch() {
        if (looked && nanos.getAsLong() - lookAt < 0) {
            return;
        }
        boolean all = settled.getAsBoolean();
        List<ResyncRequest> page = store.page(cursor, FETCHED);
        if (page.isEmpty() && all && cursor.isPresent()) {
            // Places of another server's log may order otherwise.
            cursor = Optional.empty();
            page = store.page(cursor, FETCHED);
        }
        if (page.isEmpty()) {
            more = !all;
            looked = true;
            lookAt = nanos.getAsLong() + LOOK_NANOS;
            return;
        }
        looked = false;
        cursor = Optional.of(page.getLast().place());
        page.forEach(this::keep);
    }
}
