package dev.otter.engine.resync;

import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which requests are a pipeline's own. Several pipelines may read the same table of requests; what
 * is out of scope of one may be in scope of another, so that only tables which do not exist at all
 * are worth a word. One thread.
 */
final class RequestScope {
    private static final int KNOWN_MAX = 1_000;

    private final TableRoute scope;
    private final Predicate<TableName> exists;
    private final Map<TableName, Boolean> known = new HashMap<>();

    /**
     * @param scope the pipeline's tables
     * @param exists whether the source has a table; may ask it
     */
    RequestScope(TableRoute scope, Predicate<TableName> exists) {
        this.scope = scope;
        this.exists = exists;
    }

    /** Whether the request is to be followed; complains of one that nobody can follow. */
    boolean wants(ResyncRequest request, Consumer<OtterException> complaints) {
        Optional<TableName> name = BufferRows.pattern(request.fullName(), request.place()).exact();
        if (name.isEmpty() || scope.target(name.get()).isPresent()) {
            return true;
        }
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        if (!known.computeIfAbsent(name.get(), exists::test)) {
            complaints.accept(
                    BufferRows.unusable(
                            "table " + name.get() + " does not exist on the source",
                            request.place(),
                            "Correct FULL_NAME; case counts."));
        }
        return false;
    }
}
