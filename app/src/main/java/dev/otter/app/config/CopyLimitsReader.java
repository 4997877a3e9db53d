package dev.otter.app.config;

import dev.otter.model.channel.CopyLimits;
import java.util.List;

/** Reads how much of the source a full load may take. Stateless. */
final class CopyLimitsReader {
    private static final List<String> KEYS = List.of("rows-per-second", "source-threads");
    private static final int ROWS_MAX = 100_000_000;
    private static final int THREADS_MAX = 100_000;

    private CopyLimitsReader() {}

    static CopyLimits read(YamlValue value) {
        CopyLimits usual = CopyLimits.usual();
        YamlMap map = value.map("'copy-limits'", KEYS);
        return new CopyLimits(
                map.get("rows-per-second")
                        .map(rows -> rows.number("rows-per-second", 0, ROWS_MAX))
                        .orElse(usual.rowsPerSecond()),
                map.get("source-threads")
                        .map(threads -> threads.number("source-threads", 1, THREADS_MAX))
                        .orElse(usual.sourceThreads()));
    }
}
