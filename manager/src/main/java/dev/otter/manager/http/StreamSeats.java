package dev.otter.manager.http;

import dev.otter.manager.access.Principal;
import dev.otter.model.config.access.Role;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many streams may be open at once, and whose. Whoever has not logged in shares a few seats of
 * their own, so that they never take those of people who have. Thread-safe.
 */
final class StreamSeats {
    /** Of all who have logged in, together. */
    static final int KNOWN = 64;

    /** Of one session, or one token. */
    static final int SESSION = 16;

    /** Of all who have not logged in, together. */
    static final int ANONYMOUS = 16;

    /** Of those from one address. */
    static final int ADDRESS = 8;

    private static final String LOG_IN = "Log in; the console asks by itself every few seconds.";
    private static final String CLOSE = "Close pages of the console that nobody looks at.";

    private final Map<String, Integer> known = new HashMap<>();
    private final Map<String, Integer> anonymous = new HashMap<>();

    /** A seat that is taken. */
    interface Seat extends AutoCloseable {
        /** Leaves it; once. */
        @Override
        void close();
    }

    /**
     * Takes a seat.
     *
     * @param who asks
     * @param address where they ask from
     * @throws OtterException {@link ErrorCode#MANAGER_BUSY} when none is left for them
     */
    Seat take(Principal who, String address) {
        if (who.role() == Role.ANONYMOUS) {
            return take(
                    anonymous,
                    address,
                    new Limit(ANONYMOUS, "without a login", LOG_IN),
                    new Limit(ADDRESS, "without a login from " + address, LOG_IN));
        }
        return take(
                known,
                who.csrf().orElse(who.name()),
                new Limit(KNOWN, "of logged-in users and tokens", CLOSE),
                new Limit(SESSION, "of this session of '" + who.name() + "'", CLOSE));
    }

    private record Limit(int most, String whose, String remedy) {
        void check(int open) {
            if (open >= most) {
                throw new OtterException(
                        ErrorCode.MANAGER_BUSY,
                        "%d streams of events %s are open, and no more are served"
                                .formatted(most, whose),
                        "GET /api/v1/live/events",
                        remedy);
            }
        }
    }

    private synchronized Seat take(
            Map<String, Integer> seats, String holder, Limit all, Limit each) {
        each.check(seats.getOrDefault(holder, 0));
        all.check(seats.values().stream().mapToInt(Integer::intValue).sum());
        seats.merge(holder, 1, Integer::sum);
        return () -> leave(seats, holder);
    }

    private synchronized void leave(Map<String, Integer> seats, String holder) {
        seats.computeIfPresent(holder, (_, count) -> count == 1 ? null : count - 1);
    }
}
