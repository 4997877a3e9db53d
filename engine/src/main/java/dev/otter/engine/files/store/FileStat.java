package dev.otter.engine.files.store;

import java.time.Instant;

/**
 * What a store tells of a file without reading it.
 *
 * @param size bytes
 * @param modified when it was changed last, as the file says, which anybody may set
 * @param version another after each change of the content, where the store can tell; else empty
 */
public record FileStat(long size, Instant modified, String version) {}
