package dev.otter.engine.pipeline;

import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.schema.LoggedShapes;
import dev.otter.engine.schema.TableShape;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.model.table.TableRoutes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the tables in that gh-ost and pt-online-schema-change fill beside a table in scope, under
 * the same names beside its table on the target, so that the RENAME at their end swaps them there
 * as well.
 *
 * <p>Such a table is followed from the statement in the log that makes it; after a restart the
 * target tells which are. A table that only bears such a name, or that an entry of the routes
 * leaves out, is none; nor is one beside a table with several targets. {@link #target} may be called from any thread, the rest belongs to the
 * reading thread.
 */
final class OnlineTables implements TableRoute, LoggedShapes {
    private static final Pattern NAME = Pattern.compile("_+(.+)_(?:gho|new|del|old)");

    private final TableRoute scope;
    private final TableViews views;
    private final LoggedShapes shapes;
    private final Set<TableName> followed = ConcurrentHashMap.newKeySet();

    /**
     * @param scope the configured tables
     * @param views tables of which only a part is sent have no others beside them
     * @param shapes is told of each statement
     */
    OnlineTables(TableRoute scope, TableViews views, LoggedShapes shapes) {
        this.scope = scope;
        this.views = views;
        this.shapes = shapes;
    }

    /**
     * Follows what an earlier run has followed.
     *
     * @param source the source's tables
     * @param target the target's tables
     */
    void resume(Collection<TableName> source, Set<TableName> target) {
        for (TableName table : source) {
            for (String name : namesBeside(table.table())) {
                TableName beside = new TableName(table.database(), name);
                if (beside(beside).filter(target::contains).isPresent()) {
                    followed.add(beside);
                }
            }
        }
    }

    private static List<String> namesBeside(String table) {
        return List.of(
                "_" + table + "_gho",
                "_" + table + "_new",
                "_" + table + "_del",
                "_" + table + "_old",
                "__" + table + "_new",
                "__" + table + "_old");
    }

    @Override
    public Optional<TableName> target(TableName source) {
        Optional<TableName> configured = scope.target(source);
        return configured.isPresent() || !followed.contains(source) ? configured : beside(source);
    }

    @Override
    public List<TableName> targets(TableName source) {
        List<TableName> configured = scope.targets(source);
        return configured.isEmpty() && followed.contains(source)
                ? beside(source).stream().toList()
                : configured;
    }

    /** The target's name of a table beside one in scope; empty when it is none. */
    private Optional<TableName> beside(TableName table) {
        Matcher name = NAME.matcher(table.table());
        if (!name.matches() || scope.target(table).isPresent() || leftOut(table)) {
            return Optional.empty();
        }
        TableName base = new TableName(table.database(), name.group(1));
        return views.find(base).isPresent() || scope.targets(base).size() > 1
                ? Optional.empty()
                : scope.target(base).map(target -> new TableName(target.database(), table.table()));
    }

    private boolean leftOut(TableName table) {
        return scope instanceof TableRoutes routes
                && routes.rules().stream().anyMatch(rule -> rule.source().matches(table));
    }

    @Override
    public Optional<TableShape> shape(TableName table) {
        return shapes.shape(table);
    }

    @Override
    public void statement(LoggedStatement statement, TransactionId id) {
        if (statement.kind() == LoggedStatement.Kind.TABLE_SHAPE && makes(statement)) {
            statement.tables().stream()
                    .filter(table -> beside(table).isPresent())
                    .forEach(followed::add);
        }
        shapes.statement(statement, id);
    }

    /** Only what is made or gets its name here is known from its first row on. */
    private static boolean makes(LoggedStatement statement) {
        String first = statement.tables().isEmpty() ? "" : statement.text().stripLeading();
        return first.regionMatches(true, 0, "CREATE", 0, 6)
                || first.regionMatches(true, 0, "RENAME", 0, 6);
    }

    @Override
    public List<TableName> dropped(LoggedStatement statement) {
        return shapes.dropped(statement);
    }
}
