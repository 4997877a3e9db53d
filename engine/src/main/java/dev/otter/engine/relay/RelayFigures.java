package dev.otter.engine.relay;

import dev.otter.model.position.LogPosition;
import java.util.Optional;

/**
 * A relay at one moment.
 *
 * @param bytes on the disk
 * @param limitBytes never more than this
 * @param oldest where it begins; empty while nothing is in it
 * @param newest where it ends
 * @param readers pipelines that read from it
 * @param connected whether the shared reader has its connection
 */
public record RelayFigures(
        long bytes,
        long limitBytes,
        Optional<LogPosition> oldest,
        Optional<LogPosition> newest,
        int readers,
        boolean connected) {}
