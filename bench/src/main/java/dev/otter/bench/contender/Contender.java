package dev.otter.bench.contender;

import dev.otter.bench.replay.Arena;
import dev.otter.bench.replay.Segment;

/** Replays a source's log into the target. */
public interface Contender {

    /** As the report calls it. */
    String title();

    /**
     * Replays a stretch of the log from its beginning, measured from its warm point to its end.
     *
     * @param arena the target is in its first state
     */
    Result catchUp(Arena arena, Segment segment) throws Exception;

    /**
     * Begins to follow the source's log from its present end; runs until ended.
     *
     * @param database the tables to follow
     */
    Following follow(Arena arena, String database) throws Exception;

    /** A contender at work. */
    interface Following {

        /** Ends it and waits for the end. */
        void end() throws Exception;
    }
}
