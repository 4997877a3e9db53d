package dev.otter.engine.load.table;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * What ordering, grouping and folding need to know of the rows of one source shape in one target
 * table, whatever kind of database the target is: keys, foreign keys, family. How the rows are
 * written is known to those who write to that kind. One thread, as its keys.
 */
public interface RowPlan {

    /** The shape of the rows. */
    SourceTable source();

    /** The table that is written. */
    TargetTable table();

    /** The tables linked with it by foreign keys. */
    Families families();

    /** Its keys, and those of its parents. */
    KeyPlans keys();

    /** Source columns by which a row is found: those of its key, or all that are written. */
    int[] findingColumns();

    /** Whether the image has what finds its row, and no other. */
    default boolean finds(RowChanges changes, int image) {
        int held = 0;
        for (int column : findingColumns()) {
            held += changes.length(image + column) == RowChanges.ABSENT ? 0 : 1;
        }
        return keyed() ? held == findingColumns().length : held > 0;
    }

    /** A row image as text for people; long values are cut. */
    String text(RowChanges changes, int image);

    /** The image's key as text for people; empty when the table has none. */
    String keyText(RowChanges changes, int image);

    /** Whether the server might take the changed row for the one that is there. */
    boolean mayBeOverlooked(ListUpdate.Row row);

    /** Name of the table that is written. */
    default TableName target() {
        return table().name();
    }

    /** Name of the family of tables linked by foreign keys. */
    default String family() {
        return families().name();
    }

    /** Parents have smaller ranks than their children. */
    default int rank() {
        return families().rank().getOrDefault(target(), 0);
    }

    /** Foreign keys go round in a circle within the family. */
    default boolean entangled() {
        return families().cyclic();
    }

    /** A row is found by a key rather than by all its values. */
    default boolean keyed() {
        return keyColumns().length > 0;
    }

    /** Source columns of the row key; none when the whole row has to be compared. */
    default int[] keyColumns() {
        return keys().rowKey().columns();
    }

    /** Hash of the target table as a whole. */
    default long tableHash() {
        return keys().tableHash();
    }

    /** The key by which rows are found; without columns when there is none. */
    default KeyPlan rowKey() {
        return keys().rowKey();
    }

    /** All other unique indexes. */
    default List<KeyPlan> secondaryUniques() {
        return keys().secondaryUniques();
    }

    /** For each foreign key of the table what its rows refer to. */
    default List<KeyPlan> parents() {
        return keys().parents();
    }

    /** By which keys other rows refer to rows of the table. */
    default List<KeyPlan> existences() {
        return keys().existences();
    }

    /** Whether foreign keys go out of the table or lead to it. */
    default boolean linked() {
        return !parents().isEmpty() || !existences().isEmpty();
    }

    default boolean hasSecondaryUniques() {
        return !secondaryUniques().isEmpty();
    }

    /** Deleting or changing a row can make the server write other tables. */
    default boolean cascades() {
        return table().referencedBy().stream().anyMatch(ForeignKey::cascades);
    }

    /** Whether columns change that foreign keys of other rows refer to. */
    default boolean touchesReferencedColumns(RowChanges changes, int before, int after) {
        for (KeyPlan existence : existences()) {
            if (!existence.unchanged(changes, before, after)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the target's table has columns that no column of the source fills. */
    default boolean leavesColumns() {
        return table().columns().stream()
                .filter(column -> !column.generated())
                .anyMatch(column ->
                        source().columns().stream()
                                .noneMatch(from -> from.name().equalsIgnoreCase(column.name())));
    }

    /** Whether the row key changes. */
    default boolean keyChanges(RowChanges beforeOf, int before, RowChanges afterOf, int after) {
        for (int column : keyColumns()) {
            if (afterOf.length(after + column) != RowChanges.ABSENT
                    && !Cells.same(beforeOf, before + column, afterOf, after + column)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Offers the hashes of all secondary unique values that a row gives up or takes.
     *
     * @param before first cell of the image before, or -1
     * @param after first cell of the image after, or -1
     * @return false as soon as a hash cannot be given or is refused
     */
    default boolean secondaryHashes(RowChanges changes, int before, int after, LongPredicate sink) {
        for (KeyPlan unique : secondaryUniques()) {
            if (before >= 0 && after >= 0 && unique.unchanged(changes, before, after)) {
                continue;
            }
            if (before >= 0 && !offer(unique.hash(changes, before), sink)) {
                return false;
            }
            if (after >= 0
                    && !offer(unique.hash(changes, after, before >= 0 ? before : after), sink)) {
                return false;
            }
        }
        return true;
    }

    private static boolean offer(long hash, LongPredicate sink) {
        return hash == KeyPlan.NULL
                || (hash != KeyPlan.NONE && hash != KeyPlan.ABSENT && sink.test(hash));
    }
}
