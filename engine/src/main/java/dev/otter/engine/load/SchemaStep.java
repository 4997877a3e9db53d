package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Set;

/**
 * A change of schema on its way: what comes behind it and touches its tables waits for it, and it
 * waits for what came before it and does. Owned by the load thread.
 */
final class SchemaStep {
    private final Delivery.SchemaChange change;
    private final Set<TableName> tables;
    private Stage stage = Stage.WAITS;

    /** How far it is. */
    private enum Stage {
        WAITS,
        RUNS,
        ENDED
    }

    /**
     * @param tables those of the target that it touches
     */
    SchemaStep(Delivery.SchemaChange change, Set<TableName> tables) {
        this.change = change;
        this.tables = Set.copyOf(tables);
    }

    Delivery.SchemaChange change() {
        return change;
    }

    Set<TableName> tables() {
        return tables;
    }

    /** What came before it is not durable yet. */
    boolean waits() {
        return stage == Stage.WAITS;
    }

    /** It is with those who decide about it. */
    boolean runs() {
        return stage == Stage.RUNS;
    }

    /** Hands it to a thread of its own, which tells the mailbox of its end. */
    void begin(String pipeline, SchemaGuard schema, Mailbox mailbox) {
        stage = Stage.RUNS;
        Thread.ofPlatform()
                .name(pipeline + "-ddl")
                .start(() -> {
                    try {
                        mailbox.ended(new Mailbox.SchemaEnded(schema.check(change), null));
                    } catch (RuntimeException | Error e) {
                        mailbox.ended(new Mailbox.SchemaEnded(List.of(), e));
                    }
                });
    }

    /** The mailbox was told. */
    void end() {
        stage = Stage.ENDED;
    }

    /** Whether the transaction has to wait for it. */
    boolean holdsBack(SourceTransaction transaction) {
        for (RowChanges rows : transaction.changes()) {
            if (tables.contains(rows.target())) {
                return true;
            }
        }
        return false;
    }
}
