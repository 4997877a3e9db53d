package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.database.TableCatalog;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Tells whose rows are in a target table: the route may lead several source tables into one. Sees
 * the tables that the source has now, and not those of other pipelines. Stateless.
 */
final class SharedTargets {
    static final String REMEDY =
            "Delete the rows of the emptied table on the target by hand. Then run the pipeline under"
                    + " another name, with this position as its 'start'.";

    private SharedTargets() {}

    /**
     * Source tables that fill the change's target tables too, and that it does not name.
     *
     * @param same whether two names mean one table of the target
     * @throws dev.otter.model.error.OtterException ENDPOINT_UNREACHABLE or ACCESS_DENIED
     */
    static List<TableName> others(
            Endpoint source,
            TableRoute route,
            Delivery.SchemaChange change,
            BiPredicate<TableName, TableName> same) {
        try (MysqlConnection connection = Endpoints.connect(source)) {
            TableCatalog catalog = TableCatalog.of(connection);
            return catalog.names(connection).stream()
                    .filter(table ->
                            change.sources().stream().noneMatch(own -> catalog.same(own, table)))
                    .filter(table ->
                            route.targets(table).stream()
                                    .anyMatch(target ->
                                            change.targets().stream()
                                                    .anyMatch(own -> same.test(own, target))))
                    .toList();
        }
    }
}
