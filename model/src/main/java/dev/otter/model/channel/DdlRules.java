package dev.otter.model.channel;

import java.util.Map;

/**
 * What statements lead to that change tables on the source, by their kind.
 *
 * @param otherwise for kinds that are not named
 * @param byKind those that are
 * @param missing what becomes of rows with columns that the target's table does not have, as after
 *     a statement that was passed over
 */
public record DdlRules(
        DdlAction otherwise, Map<DdlKind, DdlAction> byKind, MissingColumnRule missing) {
    public DdlRules {
        byKind = Map.copyOf(byKind);
    }

    /** Rows with columns that the target lacks stop the pipeline. */
    public DdlRules(DdlAction otherwise, Map<DdlKind, DdlAction> byKind) {
        this(otherwise, byKind, MissingColumnRule.REFUSE);
    }

    /** One answer for all kinds. */
    public static DdlRules all(DdlAction action) {
        return new DdlRules(action, Map.of());
    }

    public DdlAction of(DdlKind kind) {
        return byKind.getOrDefault(kind, otherwise);
    }

    /** Whether statements of any kind may run on the target. */
    public boolean applies() {
        return applies(otherwise) || byKind.values().stream().anyMatch(DdlRules::applies);
    }

    private static boolean applies(DdlAction action) {
        return switch (action) {
            case APPLY, APPLY_OR_SKIP, ASK -> true;
            case SKIP, STOP -> false;
        };
    }
}
