package dev.otter.engine.load.table;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.HashMap;
import java.util.Map;

/** One thread's plans, made when first needed. Making a plan may ask the target. */
public final class TablePlans {
    private record Key(SourceTable source, TableName target) {}

    private static final int PLANS_MAX = 20_000;

    private final TargetTables tables;
    private final Map<Key, RowPlan> plans = new HashMap<>();
    private final Map<TableName, Families> families = new HashMap<>();
    private final Map<TableName, Cascade> cascades = new HashMap<>();
    private long generation;

    public TablePlans(TargetTables tables) {
        this.tables = tables;
    }

    /**
     * How these rows are written.
     *
     * @throws OtterException TABLE_MISSING or TABLE_MISMATCH when they cannot be
     */
    public RowPlan plan(RowChanges changes) {
        if (generation != tables.generation() || plans.size() > PLANS_MAX) {
            plans.clear();
            families.clear();
            cascades.clear();
            generation = tables.generation();
        }
        Key key = new Key(changes.source(), changes.target());
        RowPlan plan = plans.get(key);
        if (plan == null) {
            plan = make(changes);
            plans.put(key, plan);
        }
        return plan;
    }

    private RowPlan make(RowChanges changes) {
        TargetTable target = tables.find(changes.target());
        if (target == null) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "the target has no table " + changes.target(),
                    "source table " + changes.source().name(),
                    "Create the table on the target, or take it out of the pipeline's tables.");
        }
        Families family = families.get(target.name());
        if (family == null) {
            family = Families.of(target, tables::find);
            families.put(target.name(), family);
        }
        return tables.plan(changes.source(), target, family);
    }

    /** What the server may do by itself when a row of this table goes or changes its keys. */
    public Cascade cascade(TargetTable table) {
        Cascade cascade = cascades.get(table.name());
        if (cascade == null) {
            cascade = Families.cascade(table, tables::find);
            cascades.put(table.name(), cascade);
        }
        return cascade;
    }
}
