package dev.otter.engine.load.access;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.value.KeyHasher;
import dev.otter.engine.load.schedule.AccessSet;
import dev.otter.engine.load.table.Cascade;
import dev.otter.engine.load.table.KeyPlan;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.table.TableName;

/**
 * Works out the access set of a transaction from the target's constraints.
 *
 * <p>Rules, per row (over-approximation costs parallelism, under-approximation costs rows):
 *
 * <ul>
 *   <li>shared on the table as a whole, by every row;
 *   <li>exclusive on the row key, before and after;
 *   <li>exclusive on each other unique value that the row gives up or takes; NULL in it gives none;
 *   <li>for each foreign key of the row, before and after: shared on the parent's existence, and on
 *       the parent table as one that is referred to; an update that changes neither the foreign key
 *       nor a column by which the server looks for the parent anew leaves the existence out;
 *   <li>for each key by which others refer to the row, when the row comes, goes or changes that
 *       key: exclusive on its existence. A change of other columns does not touch it, so that a hot
 *       parent row does not hold back its children;
 *   <li>exclusive on the whole table when any of this cannot be told from the row: no key, a value
 *       whose equality under the collation is not decidable here, an image that leaves it out;
 *   <li>exclusive on the whole table by rows that were read again, where it has further unique
 *       values: what they write over is not known;
 *   <li>exclusive on a table as one that is referred to when a row of it comes or goes whose
 *       existence cannot be told: rows that refer to it may have been spelled in another way;
 *   <li>exclusive, in both ways, on all tables that cascades may write, for rows may have referred
 *       to theirs; and on those to which the rows that cascades write may refer.
 * </ul>
 *
 * One thread.
 */
public final class AccessReader {
    private static final long REFERRED = 0x2545F4914F6CDD1DL;

    private final TablePlans plans;
    private final AccessSet.Collector access = new AccessSet.Collector();

    public AccessReader(TablePlans plans) {
        this.plans = plans;
    }

    /** What the transaction touches. */
    public AccessSet read(SourceTransaction transaction) {
        for (RowChanges changes : transaction.changes()) {
            RowPlan plan = plans.plan(changes);
            access.shared(plan.tableHash());
            changes.copied().ifPresent(copied -> copied.claims().forEach(access::exclusive));
            for (KeyPlan parent : plan.parents()) {
                access.shared(referred(parent.tableHash()));
            }
            if (changes.source().readAgain() && plan.hasSecondaryUniques()) {
                // What it writes over may hold other unique values, and so may rows that go.
                access.exclusive(plan.tableHash());
            }
            int rows = changes.rows();
            for (int row = 0; row < rows; row++) {
                switch (changes.kind()) {
                    case INSERT -> appears(plan, changes, changes.after(row));
                    case DELETE -> disappears(plan, changes, changes.before(row));
                    case UPDATE -> updated(plan, changes, changes.before(row), changes.after(row));
                }
            }
        }
        return access.build();
    }

    private void appears(RowPlan plan, RowChanges changes, int after) {
        exclusive(plan, plan.rowKey().hash(changes, after));
        for (KeyPlan unique : plan.secondaryUniques()) {
            exclusive(plan, unique.hash(changes, after));
        }
        for (KeyPlan existence : plan.existences()) {
            existence(plan, existence.hash(changes, after));
        }
        refersTo(plan, changes, after, after);
    }

    private void disappears(RowPlan plan, RowChanges changes, int before) {
        exclusive(plan, plan.rowKey().hash(changes, before));
        for (KeyPlan unique : plan.secondaryUniques()) {
            exclusive(plan, unique.hash(changes, before));
        }
        for (KeyPlan existence : plan.existences()) {
            existence(plan, existence.hash(changes, before));
        }
        refersTo(plan, changes, before, before);
        cascade(plan);
    }

    private void updated(RowPlan plan, RowChanges changes, int before, int after) {
        exclusive(plan, plan.rowKey().hash(changes, before));
        if (plan.keyChanges(changes, before, changes, after)) {
            exclusive(plan, plan.rowKey().hash(changes, after, before));
        }
        for (KeyPlan unique : plan.secondaryUniques()) {
            if (!unique.unchanged(changes, before, after)) {
                exclusive(plan, unique.hash(changes, before));
                exclusive(plan, unique.hash(changes, after, before));
            }
        }
        boolean referencedChange = false;
        for (KeyPlan existence : plan.existences()) {
            if (!existence.unchanged(changes, before, after)) {
                referencedChange = true;
                existence(plan, existence.hash(changes, before));
                existence(plan, existence.hash(changes, after, before));
            }
        }
        for (KeyPlan parent : plan.parents()) {
            if (parent.lookedFor(changes, before, after)) {
                refersTo(parent, parent.hash(changes, before));
                refersTo(parent, parent.hash(changes, after, before));
            }
        }
        if (referencedChange) {
            cascade(plan);
        }
    }

    private void refersTo(RowPlan plan, RowChanges changes, int image, int fallback) {
        for (KeyPlan parent : plan.parents()) {
            refersTo(parent, parent.hash(changes, image, fallback));
        }
    }

    private void refersTo(KeyPlan parent, long hash) {
        if (hash == KeyPlan.NONE || hash == KeyPlan.ABSENT) {
            access.exclusive(parent.tableHash());
        } else if (hash != KeyPlan.NULL) {
            access.shared(hash);
        }
    }

    private void exclusive(RowPlan plan, long hash) {
        if (hash == KeyPlan.NONE || hash == KeyPlan.ABSENT) {
            access.exclusive(plan.tableHash());
        } else if (hash != KeyPlan.NULL) {
            access.exclusive(hash);
        }
    }

    private void existence(RowPlan plan, long hash) {
        exclusive(plan, hash);
        if (hash == KeyPlan.NONE || hash == KeyPlan.ABSENT) {
            access.exclusive(referred(plan.tableHash()));
        }
    }

    private void cascade(RowPlan plan) {
        if (plan.cascades()) {
            Cascade cascade = plans.cascade(plan.table());
            for (TableName child : cascade.written()) {
                long hash = KeyHasher.ofTable(child);
                access.exclusive(hash);
                access.exclusive(referred(hash));
            }
            for (TableName parent : cascade.released()) {
                access.exclusive(KeyHasher.ofTable(parent));
            }
        }
    }

    /** Held shared by all rows that refer to a table; held by none of its own. */
    private static long referred(long tableHash) {
        return tableHash ^ REFERRED;
    }
}
