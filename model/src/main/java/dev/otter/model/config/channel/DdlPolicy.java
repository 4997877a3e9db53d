package dev.otter.model.config.channel;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;

/** What happens with statements that change tables in scope. */
public enum DdlPolicy {
    /** They run on the target; one that the target refuses is an error. */
    APPLY,
    /** They run on the target; one that the target refuses is recorded and passed over. */
    APPLY_OR_SKIP,
    /** They are not carried over. */
    IGNORE,
    /** The pipeline waits at them until somebody has approved them, or has run them. */
    ASK,
    /** The pipeline stops at them unless both tables have the same columns again. */
    STOP;

    /** What the engine takes. */
    public DdlRules rules() {
        return DdlRules.all(action());
    }

    /** The engine's word for it. */
    public DdlAction action() {
        return switch (this) {
            case APPLY -> DdlAction.APPLY;
            case APPLY_OR_SKIP -> DdlAction.APPLY_OR_SKIP;
            case IGNORE -> DdlAction.SKIP;
            case ASK -> DdlAction.ASK;
            case STOP -> DdlAction.STOP;
        };
    }
}
