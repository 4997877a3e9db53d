package dev.otter.engine.load.table;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Tables linked by foreign keys, and their order from parents to children.
 *
 * @param name the first of its tables' names
 * @param rank per table: greater than that of every table it refers to
 * @param cyclic whether some table refers to itself, directly or around; ranks mean nothing then
 */
public record Families(String name, Map<TableName, Integer> rank, boolean cyclic) {

    /** The family of a table; {@code tables} finds those that exist, null for others. */
    public static Families of(TargetTable start, Function<TableName, TargetTable> tables) {
        Map<TableName, TargetTable> members = new HashMap<>();
        ArrayDeque<TargetTable> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            TargetTable table = open.remove();
            if (members.putIfAbsent(table.name(), table) == null) {
                for (TableName next : neighbours(table)) {
                    TargetTable found = members.containsKey(next) ? null : tables.apply(next);
                    if (found != null) {
                        open.add(found);
                    }
                }
            }
        }
        return ranked(members);
    }

    private static Set<TableName> neighbours(TargetTable table) {
        Set<TableName> names = new TreeSet<>();
        table.foreignKeys().forEach(key -> names.add(key.parent()));
        table.referencedBy().forEach(key -> names.add(key.child()));
        return names;
    }

    private static Families ranked(Map<TableName, TargetTable> members) {
        Map<TableName, Integer> rank = new HashMap<>();
        Set<TableName> left = new TreeSet<>(members.keySet());
        boolean cyclic = false;
        for (int level = 0; !left.isEmpty(); level++) {
            List<TableName> ready = new ArrayList<>();
            for (TableName name : left) {
                if (parents(members.get(name)).stream().noneMatch(left::contains)) {
                    ready.add(name);
                }
            }
            if (ready.isEmpty()) {
                cyclic = true;
                ready.addAll(left);
            }
            for (TableName name : ready) {
                rank.put(name, level);
            }
            left.removeAll(new HashSet<>(ready));
        }
        String first = new TreeSet<>(members.keySet()).first().toString();
        return new Families(first, Map.copyOf(rank), cyclic);
    }

    private static Set<TableName> parents(TargetTable table) {
        Set<TableName> parents = new HashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            parents.add(key.parent());
        }
        return parents;
    }

    /** What may be written, and let go, when a row of this table goes or changes its keys. */
    static Cascade cascade(TargetTable start, Function<TableName, TargetTable> tables) {
        Set<TableName> written = new TreeSet<>();
        Set<TableName> released = new TreeSet<>();
        Set<ForeignKey> followed = new HashSet<>();
        ArrayDeque<TargetTable> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            for (ForeignKey key : open.remove().referencedBy()) {
                TargetTable child = key.cascades() ? tables.apply(key.child()) : null;
                if (child == null || !followed.add(key)) {
                    continue;
                }
                child.foreignKeys().stream()
                        .filter(other -> !other.equals(key))
                        .forEach(other -> released.add(other.parent()));
                if (written.add(child.name())) {
                    open.add(child);
                }
            }
        }
        return new Cascade(written, released);
    }
}
