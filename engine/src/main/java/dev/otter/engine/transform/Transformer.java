package dev.otter.engine.transform;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each row the names of its tables on the target and the form in which it is sent to each.
 * Belongs to the reading thread.
 */
public final class Transformer implements DeliverySink {
    private final TableRoute route;
    private final Views views;
    private final DeliverySink next;
    private static final int TARGETS_MAX = 20_000;

    private final Map<TableName, List<TableName>> targets = new HashMap<>();

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
                    case Delivery.Transaction whole -> viewed(whole.transaction());
                    case Delivery.GiantPart part -> viewed(part);
                    case Delivery.SchemaChange change -> routed(change);
                    case Delivery.GiantEnd end -> new Delivery.GiantEnd(moved(end.particulars()));
                    case Delivery.GiantBroken broken -> broken;
                    case Delivery.Skipped skipped -> skipped;
                });
    }

    /** A table with several targets stands there once for each. */
    private Delivery routed(Delivery.SchemaChange change) {
        List<TableName> sources = new ArrayList<>();
        List<TableName> all = new ArrayList<>();
        for (TableName source : change.sources()) {
            for (TableName target : targets(source)) {
                sources.add(source);
                all.add(target);
            }
        }
        return new Delivery.SchemaChange(
                change.statement(),
                sources,
                all,
                change.truncates(),
                moved(change.particulars()),
                change.logged(),
                change.within());
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
            views.apply(change, targets(change.source().name()), viewed::add);
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

    private List<TableName> targets(TableName source) {
        if (targets.size() > TARGETS_MAX) {
            targets.clear();
        }
        return targets.computeIfAbsent(source, name -> different(name, route.targets(name)));
    }

    /**
     * The targets, when no row would come into one of them twice.
     *
     * @throws OtterException TARGETS_CLASH when one would
     */
    public static List<TableName> different(TableName source, List<TableName> targets) {
        if (targets.isEmpty()) {
            throw new IllegalStateException("rows of " + source + ", which is out of scope");
        }
        if (new HashSet<>(targets).size() != targets.size()) {
            throw new OtterException(
                    ErrorCode.TARGETS_CLASH,
                    "the entries of %s lead its rows into one table more than once: %s"
                            .formatted(source, targets),
                    "source table " + source,
                    "Give each entry of the table another target.");
        }
        return targets;
    }
}
