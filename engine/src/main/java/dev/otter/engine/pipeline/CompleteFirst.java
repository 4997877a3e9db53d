package dev.otter.engine.pipeline;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Has a full load make the indexes that it keeps back of a table before a statement changes the
 * table: else the statement would not find what it drops, and what is kept would come back.
 */
final class CompleteFirst implements SchemaGuard {
    private final SchemaGuard next;
    private final Supplier<Optional<Snapshot>> snapshot;

    /**
     * @param next decides about the change
     * @param snapshot the full load of the same run, if there is one
     */
    CompleteFirst(SchemaGuard next, Supplier<Optional<Snapshot>> snapshot) {
        this.next = next;
        this.snapshot = snapshot;
    }

    @Override
    public List<String> check(Delivery.SchemaChange change) {
        if (!change.truncates()) {
            complete(change);
        }
        return next.check(change);
    }

    private void complete(Delivery.SchemaChange change) {
        Optional<Snapshot> copy = snapshot.get();
        try {
            if (copy.isPresent() && !copy.get().complete(change.sources())) {
                throw new AbandonedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        }
    }

    @Override
    public Set<TableName> touches(Delivery.SchemaChange change) {
        return next.touches(change);
    }

    @Override
    public void stop() {
        next.stop();
    }

    @Override
    public void abandon() {
        next.abandon();
    }
}
