package dev.otter.engine.files.copy;

import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import java.util.function.Consumer;

/**
 * What all copies of a pipeline share.
 *
 * @param pipeline its full name, for threads
 * @param stop ends all of them
 * @param board figures
 * @param busy files that somebody is about
 * @param clockAheadMillis how far the source's clock is ahead of ours
 * @param moved run when a job has ended; must not block
 * @param broken told of an error of our own
 */
public record CopyDesk(
        String pipeline,
        StopSignal stop,
        StatusBoard board,
        BusyPaths busy,
        long clockAheadMillis,
        Runnable moved,
        Consumer<Throwable> broken) {}
