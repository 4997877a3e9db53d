package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.ddl.DdlRunner;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Portions;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.engine.oracle.table.OracleTables;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a pipeline to Oracle pass a change of a table's shape only when source and target have
 * columns of the same names again; whether their types fit is looked at when rows come. Otherwise
 * the pipeline stops and says what to do; started again it looks again.
 */
final class OracleSchemaCheck implements SchemaGuard {
    private static final Logger LOG = LoggerFactory.getLogger(OracleSchemaCheck.class);

    private final String where;
    private final Endpoint source;
    private final OracleTables targets;
    private final TableRoute route;
    private final DdlRules rules;

    OracleSchemaCheck(String where, Pipeline pipeline, OracleTables targets) {
        this.where = where;
        this.source = pipeline.from();
        this.targets = targets;
        this.route = pipeline.tables();
        this.rules = pipeline.options().ddl();
    }

    @Override
    public List<String> check(Delivery.SchemaChange change) {
        targets.forget();
        if (rules.of(DdlRunner.roughly(change.statement())) == DdlAction.SKIP) {
            LOG.warn("{}: passed over by its rule: {}", where, change.statement());
            return List.of();
        }
        if (change.truncates()) {
            return emptied(change);
        }
        requireSeenRows(change);
        try (MysqlConnection from = Endpoints.connect(source)) {
            TableCatalog catalog = TableCatalog.of(from);
            for (int i = 0; i < change.targets().size(); i++) {
                Optional<TargetTable> now = catalog.find(from, change.sources().get(i));
                compare(change, change.targets().get(i), now.orElse(null));
            }
        }
        return List.of();
    }

    /** Rows that go by DELETE may have children, which no setting of the session hides. */
    @Override
    public Set<TableName> touches(Delivery.SchemaChange change) {
        Set<TableName> touched = new HashSet<>(change.targets());
        for (TableName name : change.targets()) {
            TargetTable table = targets.find(name);
            if (table != null) {
                for (TableName linked : Families.of(table, targets::find).rank().keySet()) {
                    touched.addAll(targets.spellings(linked));
                }
            }
        }
        return touched;
    }

    /** Rows go by DELETE, which the target can do in a transaction with the checkpoint. */
    private List<String> emptied(Delivery.SchemaChange change) {
        requireAlone(change);
        change.targets().forEach(table -> requireNoCascade(change, table));
        return change.targets().stream()
                .map(name -> {
                    TargetTable table = targets.find(name);
                    return emptying(table == null ? name : table.name());
                })
                .toList();
    }

    /** TRUNCATE never cascades; DELETE does, and no setting of an ordinary session hides it. */
    private void requireNoCascade(Delivery.SchemaChange change, TableName name) {
        TargetTable table = targets.find(name);
        List<TableName> children =
                table == null
                        ? List.of()
                        : table.referencedBy().stream()
                                .filter(key -> key.onDelete().writesChildren())
                                .filter(key -> !key.selfReference())
                                .map(ForeignKey::child)
                                .distinct()
                                .toList();
        if (!children.isEmpty()) {
            throw refuse(
                    change,
                    name,
                    "foreign keys that cascade would take rows of " + children + " along",
                    "Take ON DELETE CASCADE and SET NULL out of those keys on the target, then"
                            + " start again.");
        }
    }

    /** Deletes at most so many rows at a time. */
    static String emptying(TableName table) {
        return Portions.of("DELETE FROM " + OracleSql.quote(table) + " WHERE ROWNUM<=", "");
    }

    /** What takes rows away must not take those of other tables. */
    private void requireAlone(Delivery.SchemaChange change) {
        List<TableName> others =
                SharedTargets.others(source, route, change, OracleSchemaCheck::sameName);
        if (!others.isEmpty()) {
            throw refuse(
                    change,
                    change.targets().getFirst(),
                    "rows of " + others + " are in the target table too",
                    SharedTargets.REMEDY);
        }
    }

    /** Names are looked for in capitals, too. */
    private static boolean sameName(TableName one, TableName other) {
        return one.database().equalsIgnoreCase(other.database())
                && one.table().equalsIgnoreCase(other.table());
    }

    /** Rows that went or came without a row in the log must be so on the target, too. */
    private void requireSeenRows(Delivery.SchemaChange change) {
        UnseenRows unseen = UnseenRows.of(change);
        for (int i = 0; i < change.targets().size(); i++) {
            TableName table = change.targets().get(i);
            if (unseen.filled().contains(change.sources().get(i))) {
                throw refuse(
                        change,
                        table,
                        "the table has other rows since, which no row in the log shows",
                        "Copy the table's rows to the target anew. Then run the pipeline under another"
                                + " name, with the position of the copy as its 'start'.");
            }
            if (unseen.emptied().contains(change.sources().get(i)) && targets.holdsRows(table)) {
                requireAlone(change);
                throw refuse(
                        change,
                        table,
                        "its rows are gone there, and the target still has rows",
                        "Empty the target's table, or drop it as the source did, then start again.");
            }
        }
    }

    private void compare(Delivery.SchemaChange change, TableName name, TargetTable sourceTable) {
        TargetTable target = targets.find(name);
        if (sourceTable == null && target == null) {
            return;
        }
        if (sourceTable == null || target == null) {
            throw refuse(
                    change,
                    name,
                    "the table exists only on the " + (sourceTable == null ? "target" : "source"));
        }
        List<String> sourceColumns = columns(sourceTable);
        List<String> targetColumns = columns(target);
        if (!sourceColumns.equals(targetColumns)) {
            throw refuse(
                    change,
                    name,
                    "source has columns " + sourceColumns + ", target has " + targetColumns);
        }
    }

    private static List<String> columns(TargetTable table) {
        return table.columns().stream()
                .map(TableColumn::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private OtterException refuse(Delivery.SchemaChange change, TableName table, String what) {
        return refuse(
                change,
                table,
                what,
                "Give the target's table the same columns, then start again: the pipeline goes on"
                        + " once both have columns of the same names.");
    }

    private OtterException refuse(
            Delivery.SchemaChange change, TableName table, String what, String remedy) {
        return new OtterException(
                ErrorCode.SCHEMA_CHANGE,
                "the source ran '"
                        + change.statement().strip()
                        + "', which is not replicated to Oracle; "
                        + what,
                where + ", table " + table + ", at " + change.particulars().end(),
                remedy);
    }
}
