package dev.otter.node.operation;

import dev.otter.transport.control.message.OperationReport.Progress;
import java.util.OptionalLong;

/** Makes a rate and the time left out of rows that are done, since it was made. Immutable. */
final class Pace {
    private final long begin = System.nanoTime();

    /** So many rows are done of about so many; 0 when there is no guess. */
    Progress progress(String waitsFor, long done, long total) {
        return at(System.nanoTime() - begin, waitsFor, done, total);
    }

    /** The same after some time. */
    static Progress at(long nanos, String waitsFor, long done, long total) {
        double seconds = Math.max(1, nanos) / 1e9;
        double rate = done / seconds;
        OptionalLong left =
                seconds < 1 || rate <= 0 || total <= done
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.round((total - done) / rate));
        return new Progress(waitsFor, done, total, seconds < 1 ? 0 : rate, left);
    }
}
