package dev.otter.node.coordination;

import dev.otter.node.duty.Lead;

/** Is told what happens to this node's leadership of a pipeline. */
public interface LeadListener {

    /** This node leads. */
    void gained(Lead lead);

    /** It still leads, and shall hand over: stop, then give the lead up. */
    void askedToGiveUp();

    /**
     * It no longer leads.
     *
     * @param atOnce whether another has taken over, so that what is in flight is broken off
     */
    void lost(boolean atOnce);
}
