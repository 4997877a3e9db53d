package dev.otter.engine.transform;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each row the name of its table on the target and the form in which it is sent. Belongs to
 * the reading thread.
 */
public final class Transformer implements DeliverySink {
    private final TableRoute route;
    private final Views views;
    private final DeliverySink next;
    private static final int TARGETS_MAX = 20_000;

    private final Map<TableName, TableName> targets = new HashMap<>();

    /** Transactions of which nothing was left; later ones move up, so that no number is missing. */
    private long emptied;

    public Transformer(TableRoute route, DeliverySink next) {
        this(route, new Views(TableViews.none(), ""), next);
    }

    /**
     * @param views what becomes of rows; belongs to this thread from now on, closed by its owner
     */
    public Transformer(TableRoute route, Views views, DeliverySink next) {
        this.route = route;
        this.views = views;
        this.next = next;
    }

    @Override
    public void accept(Delivery delivery) {
        next.accept(
                switch (delivery) {
                    case Delivery.Transaction whole ->
                            views.isNone()
                                    ? new Delivery.Transaction(routed(whole.transaction()))
                                    : viewed(whole.transaction());
                    case Delivery.GiantPart part ->
                            views.isNone()
                                    ? new Delivery.GiantPart(
                                            routed(part.changes()),
                                            part.rows(),
                                            part.bytes(),
                                            part.id())
                                    : viewed(part);
                    case Delivery.SchemaChange change ->
                            new Delivery.SchemaChange(
                                    change.statement(),
                                    change.sources(),
                                    change.sources().stream().map(this::target).toList(),
                                    change.truncates(),
                                    moved(change.particulars()),
                                    change.logged(),
                                    change.within());
                    case Delivery.GiantEnd end -> new Delivery.GiantEnd(moved(end.particulars()));
                    case Delivery.GiantBroken broken -> broken;
                    case Delivery.Skipped skipped -> skipped;
                });
    }

    private SourceTransaction routed(SourceTransaction t) {
        return new SourceTransaction(
                t.sequence(),
                t.id(),
                t.end(),
                t.commitMicros(),
                routed(t.changes()),
                t.rows(),
                t.bytes());
    }

    private List<RowChanges> routed(List<RowChanges> changes) {
        List<RowChanges> routed = new ArrayList<>(changes.size());
        for (RowChanges change : changes) {
            routed.add(change.to(target(change.source().name())));
        }
        return routed;
    }

    private Delivery viewed(SourceTransaction t) {
        List<RowChanges> changes = viewed(t.changes());
        if (changes.isEmpty()) {
            emptied++;
            return new Delivery.Skipped(Optional.of(t.id()), t.end());
        }
        return new Delivery.Transaction(
                new SourceTransaction(
                        t.sequence() - emptied,
                        t.id(),
                        t.end(),
                        t.commitMicros(),
                        changes,
                        rows(changes),
                        bytes(changes)));
    }

    /** The giant stays open until its end, also when nothing is left of a part. */
    private Delivery viewed(Delivery.GiantPart part) {
        List<RowChanges> changes = viewed(part.changes());
        return new Delivery.GiantPart(changes, rows(changes), bytes(changes), part.id());
    }

    private List<RowChanges> viewed(List<RowChanges> changes) {
        List<RowChanges> viewed = new ArrayList<>(changes.size());
        for (RowChanges change : changes) {
            views.apply(change, target(change.source().name()), viewed::add);
        }
        return viewed;
    }

    private static int rows(List<RowChanges> changes) {
        return changes.stream().mapToInt(RowChanges::rows).sum();
    }

    private static long bytes(List<RowChanges> changes) {
        return changes.stream().mapToLong(RowChanges::size).sum();
    }

    private SourceTransaction moved(SourceTransaction t) {
        return emptied == 0
                ? t
                : new SourceTransaction(
                        t.sequence() - emptied,
                        t.id(),
                        t.end(),
                        t.commitMicros(),
                        t.changes(),
                        t.rows(),
                        t.bytes());
    }

    private TableName target(TableName source) {
        if (targets.size() > TARGETS_MAX) {
            targets.clear();
        }
        return targets.computeIfAbsent(source, name -> route.target(name).orElseThrow());
    }
}
