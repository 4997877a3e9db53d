package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Set;

/** A change of schema, its tables, and how far it is. Owned by the load thread. */
final class SchemaStep {
    private final Delivery.SchemaChange change;
    private final Set<TableName> tables;
    private Stage stage = Stage.WAITS;
    private List<String> statements = List.of();

    /** How far it is. */
    private enum Stage {
        /** What came before it is not durable yet. */
        WAITS,
        /** It is with those who decide about it. */
        RUNS,
        /** They have decided; its statements, if any, wait for an applier. */
        DECIDED,
        /** An applier has its statements. */
        APPLIES
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

    boolean waits() {
        return stage == Stage.WAITS;
    }

    boolean runs() {
        return stage == Stage.RUNS;
    }

    /** Hands it to a thread of its own, which tells the mailbox of its end. */
    void begin(String pipeline, SchemaGuard guard, Mailbox mailbox) {
        stage = Stage.RUNS;
        Thread.ofPlatform()
                .name(pipeline + "-ddl")
                .start(() -> {
                    try {
                        mailbox.ended(new Mailbox.SchemaEnded(guard.check(change), null));
                    } catch (RuntimeException | Error e) {
                        mailbox.ended(new Mailbox.SchemaEnded(List.of(), e));
                    }
                });
    }

    void decided(List<String> toRun) {
        stage = Stage.DECIDED;
        statements = List.copyOf(toRun);
    }

    /** Statements that wait for an applier. */
    List<String> ready() {
        return stage == Stage.DECIDED ? statements : List.of();
    }

    void applied() {
        stage = Stage.APPLIES;
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
