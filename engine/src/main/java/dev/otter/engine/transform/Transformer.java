package dev.otter.engine.transform;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each row the name of its table on the target. Belongs to the reading thread. */
public final class Transformer implements DeliverySink {
    private final TableRoute route;
    private final DeliverySink next;
    private final Map<TableName, TableName> targets = new HashMap<>();

    public Transformer(TableRoute route, DeliverySink next) {
        this.route = route;
        this.next = next;
    }

    @Override
    public void accept(Delivery delivery) {
        next.accept(
                switch (delivery) {
                    case Delivery.Transaction whole ->
                            new Delivery.Transaction(routed(whole.transaction()));
                    case Delivery.GiantPart part ->
                            new Delivery.GiantPart(
                                    routed(part.changes()), part.rows(), part.bytes());
                    case Delivery.SchemaChange change ->
                            new Delivery.SchemaChange(
                                    change.statement(),
                                    change.sources(),
                                    change.sources().stream().map(this::target).toList(),
                                    change.truncates(),
                                    change.particulars(),
                                    change.logged());
                    case Delivery.GiantEnd end -> end;
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

    private TableName target(TableName source) {
        return targets.computeIfAbsent(source, name -> route.target(name).orElseThrow());
    }
}
