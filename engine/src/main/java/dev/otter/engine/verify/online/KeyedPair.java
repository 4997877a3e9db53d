package dev.otter.engine.verify.online;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.verify.Connections;
import dev.otter.engine.verify.RowLayout;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * A pair whose rows can be found by keys that the log shows, as its tables were when it was made.
 * Immutable.
 */
public final class KeyedPair {
    private final TablePair pair;
    private final RowLayout layout;
    private final SharedKey key;

    private KeyedPair(TablePair pair, RowLayout layout, SharedKey key) {
        this.pair = pair;
        this.layout = layout;
        this.key = key;
    }

    /**
     * Either a pair, or in a few words why it is none.
     *
     * @param pair empty with a reason
     * @param reason empty with a pair
     */
    public record Choice(Optional<KeyedPair> pair, String reason) {
        static Choice none(String reason) {
            return new Choice(Optional.empty(), reason);
        }
    }

    /**
     * Asks both sides for the keys of the pair's tables.
     *
     * @throws dev.otter.model.error.OtterException when a server cannot be reached or refuses, or a
     *     table is gone
     */
    public static Choice of(TablePair pair, Endpoint source, Endpoint target) {
        if (pair.target().isEmpty()) {
            return Choice.none("the target has no such table");
        }
        List<TableName> names = pair.sources().stream().map(TableShape::name).toList();
        List<TargetTable> sources =
                Connections.with(
                        source,
                        connection -> {
                            TableCatalog catalog = TableCatalog.of(connection);
                            return names.stream()
                                    .map(name -> catalog.table(connection, name))
                                    .toList();
                        });
        TargetTable onTarget =
                Connections.with(
                        target,
                        connection ->
                                TableCatalog.of(connection).table(connection, pair.targetName()));
        return of(pair, sources, onTarget);
    }

    /**
     * The same with tables that have been read.
     *
     * @param sources in the order of the pair's
     */
    public static Choice of(TablePair pair, List<TargetTable> sources, TargetTable target) {
        RowLayout layout = RowLayout.of(pair);
        SharedKey.Choice key = SharedKey.of(layout, sources, target);
        if (key.key().isEmpty()) {
            return Choice.none(key.reason());
        }
        Optional<String> obstacle = LoggedKey.obstacle(layout, key.key().get());
        return obstacle.isPresent()
                ? Choice.none(obstacle.get())
                : new Choice(Optional.of(new KeyedPair(pair, layout, key.key().get())), "");
    }

    /** The tables. */
    public TablePair pair() {
        return pair;
    }

    /** The table on the target. */
    public TableName target() {
        return pair.targetName();
    }

    /**
     * How keys are taken out of rows of a shape; empty when its rows are not those of the table.
     */
    public Optional<LoggedKey> logged(SourceTable shape) {
        for (SharedKey.SideKey side : key.sources()) {
            if (side.table().equals(shape.name())) {
                List<TableColumn> columns = side.columns();
                return LoggedKey.of(shape, columns);
            }
        }
        return Optional.empty();
    }

    /** The key as a finding names it. */
    public List<Finding.KeyValue> values(RowKey row) {
        return new KeySql(layout, key.sources().getFirst()).values(row);
    }

    List<RowSource> sources() {
        return key.sources().stream()
                .map(side -> new RowSource(layout, new KeySql(layout, side), new LongAdder()))
                .toList();
    }

    RowSource onTarget() {
        return new RowSource(layout, new KeySql(layout, key.target()), new LongAdder());
    }
}
