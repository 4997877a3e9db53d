package dev.otter.engine.failover;

import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.LogFile;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells when a server is about to delete log that is still needed, or has done so. A file may be
 * deleted when it was closed longer ago than the server keeps its log; the file being written never
 * is. Keeps when the file it looked at last was closed, so that a look costs four small questions.
 * One thread.
 */
public final class PurgeWatch {
    private static final Duration SOON = Duration.ofHours(24);
    private static final long DAY_SECONDS = 86_400;

    private String file = "";
    private Instant closed = Instant.EPOCH;

    /**
     * Looks at the server's log.
     *
     * @param needed everything up to here is durable; what stands behind it is still needed
     * @return what to tell; empty when there is time enough
     */
    public Optional<String> look(MysqlConnection connection, LogPosition needed) {
        BinlogFiles files = new BinlogFiles(connection);
        List<LogFile> list = files.list();
        int at = 0;
        while (at < list.size() && !list.get(at).name().equals(needed.file())) {
            at++;
        }
        if (at == list.size()) {
            return list.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "the source has deleted log file "
                                    + needed.file()
                                    + ", which is still needed; its oldest is "
                                    + list.getFirst().name()
                                    + ". Let the pipeline run on: a restart would end in OTR-2101");
        }
        if (at == list.size() - 1) {
            return Optional.empty();
        }
        Duration kept = kept(connection);
        if (kept.isZero()) {
            return Optional.empty();
        }
        if (!file.equals(needed.file())) {
            closed = files.begun(list.get(at + 1));
            file = needed.file();
        }
        Instant now =
                Instant.ofEpochSecond(connection.query("SELECT UNIX_TIMESTAMP()").number(0, 0));
        Duration left = Duration.between(now, closed.plus(kept));
        Duration half = kept.dividedBy(2);
        if (left.compareTo(half.compareTo(SOON) < 0 ? half : SOON) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                "the source may delete log file "
                        + file
                        + ", which is still needed, "
                        + (left.isPositive() ? "in " + text(left) : "at any moment")
                        + ": it keeps its log for "
                        + text(kept)
                        + ". Let the pipeline catch up, or raise binlog_expire_logs_seconds"
                        + " (expire_logs_days) on the source now");
    }

    /** How long a closed file is kept; zero for ever. */
    private static Duration kept(MysqlConnection connection) {
        QueryResult rows =
                connection.query(
                        "SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                                + " ('binlog_expire_logs_seconds','expire_logs_days',"
                                + "'binlog_expire_logs_auto_purge')");
        Map<String, String> settings = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            settings.put(rows.string(row, 0).toLowerCase(Locale.ROOT), rows.string(row, 1));
        }
        if (settings.getOrDefault("binlog_expire_logs_auto_purge", "ON").equals("OFF")) {
            return Duration.ZERO;
        }
        long seconds = number(settings.get("binlog_expire_logs_seconds"));
        if (seconds == 0) {
            seconds = Math.round(fraction(settings.get("expire_logs_days")) * DAY_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static long number(String text) {
        return text == null ? 0 : (long) Double.parseDouble(text);
    }

    private static double fraction(String text) {
        return text == null ? 0 : Double.parseDouble(text);
    }

    private static String text(Duration time) {
        if (time.toHours() >= 2) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() >= 2
                ? time.toMinutes() + " minutes"
                : time.toSeconds() + " seconds";
    }
}
