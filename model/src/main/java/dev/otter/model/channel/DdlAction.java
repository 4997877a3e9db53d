package dev.otter.model.channel;

/** What a statement leads to that changes tables on the source. */
public enum DdlAction {
    /** It runs on the target; one that the target refuses stops the pipeline. */
    APPLY,
    /** It runs on the target; one that the target refuses is recorded and passed over. */
    APPLY_OR_SKIP,
    /** It is not carried over. */
    SKIP,
    /** The pipeline waits at it until somebody has approved it, or has run it on the target. */
    ASK,
    /** The pipeline stops unless both tables have the same columns again. */
    STOP
}
