package dev.otter.engine.files.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What a store tells of a file without reading it.
 *
 * @param size bytes
 * @param modified when its content was changed last, as the file says; anybody may set it
 * @param changed when anything of it was changed last, which nobody can set; empty where the store
 *     cannot tell
 */
public record FileStat(long size, Instant modified, Optional<Instant> changed) {}
