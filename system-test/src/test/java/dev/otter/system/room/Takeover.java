package dev.otter.system.room;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Measures how long another node needs to take a pipeline over. */
final class Takeover {
    private final long begin;
    private final Lead next;
    private Duration leads;
    private Duration runs;
    private Duration flows;
    private long stale;

    /**
     * @param begin when the former leader ended, on the clock of {@link System#nanoTime}
     * @param next who is to lead
     */
    Takeover(long begin, Lead next) {
        this.begin = begin;
        this.next = next;
    }

    /** Looks, and tells whether the manager shows it running and its rows arrive. */
    boolean over(Room room, Line line, Trade trade) throws IOException, SQLException {
        boolean arrived = arrives(room, line, trade);
        if (runs == null && line.running().equals(Optional.of(next))) {
            runs = since();
        }
        return arrived && runs != null;
    }

    /** Looks without the manager, and tells whether its rows arrive. */
    boolean arrives(Room room, Line line, Trade trade) throws SQLException {
        if (leads == null && room.leader(line).equals(Optional.of(next))) {
            leads = since();
            stale = trade.newest();
        } else if (leads != null && flows == null && trade.newest() > stale) {
            flows = since();
        }
        return flows != null;
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Until the manager showed it running. */
    Duration runs() {
        return runs;
    }

    /** Until its first rows were on the target. */
    Duration flows() {
        return flows;
    }

    /** All that was measured. */
    String figures() {
        return "node %d leads after %s, the manager shows it running after %s, its first rows arrive after %s"
                .formatted(next.nid(), millis(leads), millis(runs), millis(flows));
    }

    private static String millis(Duration time) {
        return time == null ? "(not asked)" : time.toMillis() + " ms";
    }
}
