package dev.otter.node.report;

import dev.otter.node.duty.Counts;
import dev.otter.transport.control.message.PipelineMinute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What each pipeline did in the minute that is not over yet. One thread.
 *
 * <p>A minute in which the engine did not run here is not told. When a pipeline moves to another
 * node, or a node starts again, within a minute, that minute is told in several parts.
 */
final class MinuteBook {
    private final TreeMap<Long, Page> pages = new TreeMap<>();
    private Instant minute = Instant.EPOCH;

    /** One pipeline's minute. */
    private static final class Page {
        private Counts counts = Counts.NONE;
        private long lagSum;
        private long lagMax;
        private long lags;
    }

    /**
     * Begins the minute in which this moment lies, if it has not begun.
     *
     * @return the minute that is over, if one is
     */
    List<PipelineMinute> turn(Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (current.equals(minute)) {
            return List.of();
        }
        List<PipelineMinute> over = close();
        minute = current;
        return over;
    }

    /**
     * Adds to the minute that has begun.
     *
     * @param counted since the last time
     * @param lagMillis lag now
     */
    void add(long pipeline, Counts counted, OptionalLong lagMillis) {
        Page page = pages.computeIfAbsent(pipeline, _ -> new Page());
        page.counts = page.counts.plus(counted);
        lagMillis.ifPresent(lag -> {
            page.lagSum += lag;
            page.lagMax = Math.max(page.lagMax, lag);
            page.lags++;
        });
    }

    /** What has been added; the book is empty afterwards. */
    List<PipelineMinute> close() {
        List<PipelineMinute> minutes = new ArrayList<>();
        pages.forEach((pipeline, page) -> minutes.add(told(pipeline, page)));
        pages.clear();
        return minutes;
    }

    private PipelineMinute told(long pipeline, Page page) {
        return new PipelineMinute(
                Long.toString(pipeline),
                minute,
                new PipelineMinute.Rows(
                        page.counts.kinds().inserts(),
                        page.counts.kinds().updates(),
                        page.counts.kinds().deletes(),
                        page.counts.kinds().schemaChanges()),
                page.counts.bytesRead(),
                page.lags == 0 ? 0 : page.lagSum / page.lags,
                page.lagMax);
    }
}
