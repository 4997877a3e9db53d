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

    /** Looks, and tells whether it leads, the manager shows it running, and its rows arrive. */
    boolean over(Room room, Line line, Trade trade) throws IOException, SQLException {
        Duration now = Duration.ofNanos(System.nanoTime() - begin);
        if (leads == null && room.leader(line).equals(Optional.of(next))) {
            leads = now;
            stale = trade.newest();
        } else if (leads != null && flows == null && trade.newest() > stale) {
            flows = now;
        }
        if (runs == null && line.running().equals(Optional.of(next))) {
            runs = now;
        }
        return runs != null && flows != null;
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
        return "node %d leads after %d ms, runs after %d ms, its first rows arrive after %d ms"
                .formatted(next.nid(), leads.toMillis(), runs.toMillis(), flows.toMillis());
    }
}
