package dev.otter.node.coordination;

import java.util.List;

/** This node's part in one election. */
public interface Candidacy extends Coordination.Watch {

    /** Changes who may lead; a leader that is no longer among them is asked to give up. */
    void candidates(List<Integer> nodes);

    /** Who leads, or why nobody does, for people. */
    String reason();

    /** Leaves the election; what ran under its leadership has ended before. */
    @Override
    void close();
}
