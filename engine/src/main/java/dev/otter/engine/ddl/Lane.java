package dev.otter.engine.ddl;

import dev.otter.engine.change.Delivery;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the times that a statement runs on the target, because its tables have several targets
 * there. Immutable.
 *
 * @param number from 0
 * @param change the statement with the targets of this time
 * @param route the names on the target of this time; a table with fewer targets has its last one
 */
record Lane(int number, Delivery.SchemaChange change, TableRoute route) {

    /**
     * All of them, at least one.
     *
     * @throws Rewriter.NotCarriedException when its tables have different numbers of targets
     */
    static List<Lane> of(Delivery.SchemaChange change, TableRoute route)
            throws Rewriter.NotCarriedException {
        // A statement may name a table more than once.
        Map<TableName, Set<TableName>> targets = new LinkedHashMap<>();
        for (int i = 0; i < change.sources().size(); i++) {
            targets.computeIfAbsent(change.sources().get(i), _ -> new LinkedHashSet<>())
                    .add(change.targets().get(i));
        }
        int lanes = targets.values().stream().mapToInt(Set::size).max().orElse(1);
        if (lanes == 1) {
            return List.of(new Lane(0, change, route));
        }
        if (targets.values().stream().anyMatch(own -> own.size() != lanes)) {
            throw new Rewriter.NotCarriedException(
                    "its tables "
                            + targets.keySet()
                            + " go to different numbers of tables of the target");
        }
        return several(change, route, targets, lanes);
    }

    private static List<Lane> several(
            Delivery.SchemaChange change,
            TableRoute route,
            Map<TableName, Set<TableName>> targets,
            int lanes) {
        List<Lane> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            List<TableName> own =
                    targets.values().stream().map(names -> List.copyOf(names).get(number)).toList();
            all.add(
                    new Lane(
                            number,
                            new Delivery.SchemaChange(
                                    change.statement(),
                                    List.copyOf(targets.keySet()),
                                    own,
                                    change.truncates(),
                                    change.particulars(),
                                    change.logged(),
                                    change.within()),
                            source -> one(route.targets(source), number)));
        }
        return List.copyOf(all);
    }

    private static Optional<TableName> one(List<TableName> targets, int number) {
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(targets.get(Math.min(number, targets.size() - 1)));
    }
}
