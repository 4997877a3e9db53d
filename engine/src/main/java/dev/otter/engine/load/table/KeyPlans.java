package dev.otter.engine.load.table;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.database.value.KeyHasher;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of one target table, and those of its parents, as they are found in rows of one source
 * shape. One thread: hashers keep room to work in.
 */
public final class KeyPlans {
    /** Tells the existence of a row, which others refer to, from its contents. */
    private static final long EXISTENCE = 0x5DEECE66DL;

    private final KeyColumns binding;
    private final TargetTable target;
    private final long tableHash;
    private final KeyPlan rowKey;
    private final List<KeyPlan> secondaryUniques;
    private final List<KeyPlan> parents;
    private final List<KeyPlan> existences;

    /**
     * @param binding which columns fill which
     * @param tables knows the parents
     */
    public KeyPlans(KeyColumns binding, TargetTables tables) {
        this.binding = binding;
        this.target = binding.target();
        this.tableHash = KeyHasher.ofTable(target.name());
        this.rowKey = target.rowKey().map(this::keyPlan).orElse(KeyPlan.missing(tableHash));
        this.secondaryUniques = secondaryPlans();
        this.parents = target.foreignKeys().stream().map(key -> parentPlan(key, tables)).toList();
        this.existences = existencePlans();
    }

    /** Hash of the target table as a whole. */
    public long tableHash() {
        return tableHash;
    }

    /** The key by which rows are found; without columns when there is none. */
    public KeyPlan rowKey() {
        return rowKey;
    }

    /** All other unique indexes. */
    public List<KeyPlan> secondaryUniques() {
        return secondaryUniques;
    }

    /** For each foreign key of the table what its rows refer to. */
    public List<KeyPlan> parents() {
        return parents;
    }

    /** By which keys other rows refer to rows of the table. */
    public List<KeyPlan> existences() {
        return existences;
    }

    private KeyPlan keyPlan(TableIndex index) {
        if (!index.plain()) {
            return KeyPlan.missing(tableHash);
        }
        List<TableColumn> types =
                index.parts().stream().map(part -> target.columns().get(part.column())).toList();
        int[] prefixes = index.parts().stream().mapToInt(TableIndex.Part::prefix).toArray();
        List<String> names = types.stream().map(TableColumn::name).toList();
        return keyPlan(target.name(), names, types, prefixes, 0);
    }

    /**
     * @param owner the table that has the key
     * @param filledFrom names of this table's columns that hold the values
     * @param types the owner's columns, whose collations decide what is equal
     * @param prefixes how many characters of each count; 0 for all
     * @param twist keeps different uses of one key apart
     */
    private KeyPlan keyPlan(
            TableName owner,
            List<String> filledFrom,
            List<TableColumn> types,
            int[] prefixes,
            long twist) {
        long ownerHash = KeyHasher.ofTable(owner);
        int[] found = new int[filledFrom.size()];
        List<KeyHasher.Part> parts = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            found[i] = binding.sourceColumn(filledFrom.get(i));
            if (found[i] < 0 || !binding.fills(found[i])) {
                return KeyPlan.missing(ownerHash);
            }
            LogColumn column = binding.source().columns().get(found[i]);
            parts.add(
                    new KeyHasher.Part(
                            found[i], column, binding.equality(column, types.get(i)), prefixes[i]));
        }
        return KeyPlan.of(found, KeyHasher.of(owner, parts), twist, ownerHash);
    }

    private List<KeyPlan> secondaryPlans() {
        Optional<TableIndex> rowIndex = target.rowKey();
        return target.uniqueIndexes().stream()
                .filter(index -> rowIndex.isEmpty() || !index.equals(rowIndex.get()))
                .map(this::keyPlan)
                .toList();
    }

    /** What rows of this table refer to: the existence of a row of the parent. */
    private KeyPlan parentPlan(ForeignKey foreignKey, TargetTables tables) {
        TargetTable parent = tables.find(foreignKey.parent());
        if (parent == null) {
            return KeyPlan.missing(KeyHasher.ofTable(foreignKey.parent()));
        }
        return existencePlan(parent, foreignKey.childColumns(), foreignKey.parentColumns())
                .besides(besides(foreignKey));
    }

    /**
     * Columns that stand in one index with those of the foreign key, or in the one that rows are
     * kept by: the primary key, and without one a unique index that the server chooses by rules of
     * its own, so that any may be meant. When they change, InnoDB makes the index's entry anew and
     * looks for the parent as if the row had just come. A row that was written without such looks
     * may find it only now.
     */
    private int[] besides(ForeignKey foreignKey) {
        Set<Integer> child = new HashSet<>();
        foreignKey
                .childColumns()
                .forEach(name -> target.column(name).ifPresent(c -> child.add(c.index())));
        boolean primary = target.indexes().stream().anyMatch(TableIndex::primary);
        BitSet found = new BitSet();
        for (TableIndex index : target.indexes()) {
            List<Integer> columns = index.parts().stream().map(TableIndex.Part::column).toList();
            boolean keepsRows = primary ? index.primary() : index.unique();
            if (!columns.containsAll(child) && !keepsRows) {
                continue;
            }
            if (index.plain()) {
                columns.forEach(column -> add(column, found));
            } else {
                target.columns().forEach(column -> add(column.index(), found));
            }
        }
        return found.stream().toArray();
    }

    private void add(int targetColumn, BitSet sourceColumns) {
        int column = binding.sourceColumn(target.columns().get(targetColumn).name());
        if (column >= 0) {
            sourceColumns.set(column);
        }
    }

    /** By which columns other rows refer to rows of this table, each list of columns once. */
    private List<KeyPlan> existencePlans() {
        return target.referencedBy().stream()
                .map(ForeignKey::parentColumns)
                .distinct()
                .map(columnNames -> existencePlan(target, columnNames, columnNames))
                .toList();
    }

    private KeyPlan existencePlan(
            TargetTable parent, List<String> filledFrom, List<String> parentColumns) {
        List<TableColumn> types =
                parentColumns.stream().map(name -> parent.column(name).orElseThrow()).toList();
        return keyPlan(parent.name(), filledFrom, types, new int[types.size()], EXISTENCE);
    }
}
