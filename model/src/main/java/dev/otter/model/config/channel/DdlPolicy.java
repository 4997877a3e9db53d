package dev.otter.model.config.channel;

/** What happens with statements that change tables in scope. */
public enum DdlPolicy {
    /** They run on the target; one that the target refuses is an error. */
    APPLY,
    /** They run on the target; one that the target refuses is recorded and passed over. */
    APPLY_OR_SKIP,
    /** They are not carried over. */
    IGNORE
}
