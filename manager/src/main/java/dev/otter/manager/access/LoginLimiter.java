package dev.otter.manager.access;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slows down the guessing of passwords. After {@link #FREE} failures for one user from one address,
 * or {@link #FREE_ADDRESS} from one address, each further failure doubles the time for which logins
 * from there are not even looked at. Remembers the latest {@link #REMEMBERED} places, in this
 * process only. For any thread.
 */
public final class LoginLimiter {
    /** Failures of a user from an address without consequence. */
    public static final int FREE = 5;

    /** Failures from an address without consequence. */
    public static final int FREE_ADDRESS = 20;

    private static final int REMEMBERED = 10_000;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int DOUBLINGS_MAX = 10;

    private final InstantSource clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private record Failures(int count, Instant blockedUntil) {}

    public LoginLimiter(InstantSource clock) {
        this.clock = clock;
    }

    /** Refuses while logins from there are blocked. */
    synchronized void check(String user, String address) {
        for (String place : places(user, address)) {
            Failures known = failures.get(place);
            if (known != null && clock.instant().isBefore(known.blockedUntil())) {
                long seconds =
                        Duration.between(clock.instant(), known.blockedUntil()).toSeconds() + 1;
                throw new OtterException(
                        ErrorCode.LOGIN_TOO_OFTEN,
                        "too many logins have failed",
                        address,
                        "Wait " + seconds + " s; the right password is not looked at before.");
            }
        }
    }

    synchronized void failed(String user, String address) {
        List<String> places = places(user, address);
        count(places.get(0), FREE);
        count(places.get(1), FREE_ADDRESS);
    }

    /** Forgets the failures of this user from there. */
    synchronized void succeeded(String user, String address) {
        failures.remove(places(user, address).get(0));
    }

    private void count(String place, int free) {
        Failures known = failures.getOrDefault(place, new Failures(0, Instant.MIN));
        int count = known.count() + 1;
        Instant until = Instant.MIN;
        if (count >= free) {
            Duration wait = FIRST.multipliedBy(1L << Math.min(count - free, DOUBLINGS_MAX));
            until = clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        }
        failures.put(place, new Failures(count, until));
    }

    private static List<String> places(String user, String address) {
        return List.of(user + " " + address, address);
    }
}
