package dev.otter.system.room;

import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Looks at the target all the time, and measures for how long nothing new arrived. */
final class Arrivals {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Trade trade;
    private final long rowsBefore;
    private long newest;
    private long newAt = System.nanoTime();
    private long silence;
    private int news;

    /** Whether it is enough; asked after each look. */
    interface End {
        boolean reached() throws Exception;
    }

    /** Begins with a first look. */
    Arrivals(Trade trade) throws SQLException {
        this.trade = trade;
        this.rowsBefore = trade.rows();
        this.newest = trade.newest();
    }

    /** Looks again. */
    void look() throws SQLException {
        long now = System.nanoTime();
        long seen = trade.newest();
        silence = Math.max(silence, now - newAt);
        if (seen != newest) {
            newest = seen;
            newAt = now;
            news++;
        }
    }

    /** Looks until the end is reached. */
    void look(Duration patience, End end) {
        Awaitility.await()
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> {
                    look();
                    return end.reached();
                });
    }

    /** The longest time in which nothing new arrived. */
    Duration silence() {
        return Duration.ofNanos(silence);
    }

    /** What was seen, in figures. */
    String figures() throws SQLException {
        return "%d rows more, something new in %d looks, longest silence %d ms"
                .formatted(trade.rows() - rowsBefore, news, silence().toMillis());
    }
}
