package dev.otter.engine.kafka.table;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.session.Topics;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A topic has no columns and no keys: what a row's key is, the source's table says. Its other
 * unique keys and its foreign keys mean nothing to Kafka. A topic that is missing is made when the
 * first row needs it. Thread-safe.
 */
public final class KafkaTables implements TargetTables {
    private final String pattern;
    private final TableRoute route;
    private final Supplier<MysqlConnection> source;
    private final Topics topics;
    private final Map<TableName, TargetTable> found = new ConcurrentHashMap<>();

    /** As they were before they changed, for rows of tables that the source has no more. */
    private final Map<TableName, TargetTable> earlier = Collections.synchronizedMap(new Recent());

    /** Those that were looked at last; a row of a table that fell out is refused. */
    private static final class Recent extends LinkedHashMap<TableName, TargetTable> {
        private static final long serialVersionUID = 1L;
        private static final int MAX = 5_000;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<TableName, TargetTable> eldest) {
            return size() > MAX;
        }
    }

    private final AtomicLong generation = new AtomicLong(1);

    /**
     * @param pattern which topic a table goes to
     * @param route which tables go where
     * @param source connects to the source
     */
    public KafkaTables(
            String pattern, TableRoute route, Supplier<MysqlConnection> source, Topics topics) {
        this.pattern = pattern;
        this.route = route;
        this.source = source;
        this.topics = topics;
    }

    /** The topic of a table. */
    public String topic(TableName table) {
        return pattern.replace("{schema}", table.database()).replace("{table}", table.table());
    }

    /** The topics of all tables that are known now. */
    public Set<String> topics() {
        return found.keySet().stream().map(this::topic).collect(Collectors.toSet());
    }

    /**
     * Looks at all tables in scope, and makes their topics.
     *
     * @return how many there are
     * @throws OtterException TOPIC_UNUSABLE, TABLE_MISMATCH or ROW_IMAGE_INCOMPLETE when they
     *     cannot go there
     */
    public int require(MysqlConnection from) {
        Map<TableName, List<TableName>> wanted = new TreeMap<>();
        Map<String, TableName> owners = new TreeMap<>();
        TableCatalog catalog = TableCatalog.of(from);
        for (TableName table : catalog.names(from)) {
            route.target(table)
                    .ifPresent(target ->
                            wanted.computeIfAbsent(target, _ -> new ArrayList<>()).add(table));
        }
        for (TableName target : wanted.keySet()) {
            TableName other = owners.putIfAbsent(topic(target), target);
            if (other != null) {
                throw new OtterException(
                        ErrorCode.TOPIC_UNUSABLE,
                        "tables %s and %s would share topic %s, where their keys could not be told apart"
                                .formatted(other, target, topic(target)),
                        "topic " + topic(target),
                        "Use {schema} and {table} in 'topic', or other names in 'target'.");
            }
        }
        topics.ensureAll(owners.keySet());
        wanted.forEach((target, tables) -> enter(from, catalog, target, tables));
        return wanted.size();
    }

    /**
     * Looks at tables that a statement has made or changed, for what cascades into them would be
     * lost from then on.
     *
     * @throws OtterException ROW_IMAGE_INCOMPLETE when something does
     * @throws RestartNeededException when the source cannot be asked
     */
    public void requireNoCascade(List<TableName> changed) {
        try (MysqlConnection from = source.get()) {
            TableCatalog.of(from)
                    .load(from, changed)
                    .values()
                    .forEach(table -> requireNoCascade(from, table));
        } catch (WireException e) {
            throw unasked(
                    "the source could not be asked about foreign keys", changed.getFirst(), e);
        }
    }

    /** What a foreign key writes into its child is in no log, and a topic has no foreign keys. */
    private static void requireNoCascade(MysqlConnection from, TargetTable table) {
        if (from.serverVersion().mysqlAtLeast(9, 6, 0)) {
            return;
        }
        table.foreignKeys().stream()
                .filter(ForeignKey::cascades)
                .findFirst()
                .ifPresent(key -> {
                    throw new OtterException(
                            ErrorCode.ROW_IMAGE_INCOMPLETE,
                            "foreign key %s cascades into the table, and what it changes is not in the log"
                                    .formatted(key.name()),
                            "source table " + table.name(),
                            "Let the key restrict instead of CASCADE or SET NULL, or take the table"
                                    + " out of the pipeline's tables.");
                });
    }

    private TargetTable enter(
            MysqlConnection from, TableCatalog catalog, TableName target, List<TableName> tables) {
        TargetTable joined = null;
        for (TargetTable table : catalog.load(from, tables).values()) {
            requireNoCascade(from, table);
            TargetTable keyed = keyed(table, target);
            if (joined != null && !keyNames(joined).equals(keyNames(keyed))) {
                throw new OtterException(
                        ErrorCode.TABLE_MISMATCH,
                        "tables with different keys go to one topic: %s and %s"
                                .formatted(keyNames(joined), keyNames(keyed)),
                        "source table " + table.name() + ", topic " + topic(target),
                        "Send tables with other keys to other topics.");
            }
            joined = joined == null ? keyed : joined;
        }
        if (joined != null) {
            String topic = topic(target);
            if (joined.rowKey().isEmpty() && topics.compacted(topic)) {
                throw new OtterException(
                        ErrorCode.TOPIC_UNUSABLE,
                        "the topic is compacted, and table " + target + " has no key",
                        "topic " + topic,
                        "Give the table a primary key, or the topic cleanup.policy=delete.");
            }
            found.put(target, joined);
        }
        return joined;
    }

    private static TargetTable keyed(TargetTable table, TableName target) {
        List<TableIndex> key = table.rowKey().map(List::of).orElse(List.of());
        return new TargetTable(
                target, "kafka", table.columns(), key, List.of(), List.of(), List.of());
    }

    private static List<String> keyNames(TargetTable table) {
        return table.rowKey()
                .map(key ->
                        key.parts().stream()
                                .map(part -> table.columns().get(part.column()).name())
                                .toList())
                .orElse(List.of());
    }

    @Override
    public TargetTable find(TableName name) {
        TargetTable known = found.get(name);
        if (known != null) {
            return known;
        }
        try (MysqlConnection from = source.get()) {
            TableCatalog catalog = TableCatalog.of(from);
            List<TableName> tables =
                    catalog.names(from).stream()
                            .filter(table -> route.target(table).filter(name::equals).isPresent())
                            .toList();
            if (!tables.isEmpty()) {
                topics.ensureAll(List.of(topic(name)));
            }
            TargetTable now = enter(from, catalog, name, tables);
            return now == null ? earlier.get(name) : now;
        } catch (KafkaSessionException e) {
            throw unasked("Kafka could not be asked about the topic", name, e);
        } catch (WireException e) {
            throw unasked("the source could not be asked about the key", name, e);
        }
    }

    private static RestartNeededException unasked(String what, TableName name, WireException e) {
        return new RestartNeededException(what + " of table " + name + ": " + e.getMessage(), e);
    }

    /** Tables may have changed: everything is asked anew. */
    public void forget() {
        earlier.putAll(found);
        found.clear();
        generation.incrementAndGet();
    }

    @Override
    public long generation() {
        return generation.get();
    }

    @Override
    public boolean mariadb() {
        return false;
    }

    @Override
    public RowPlan plan(SourceTable shape, TargetTable target, Families family) {
        return new KafkaPlan(shape, target, family, this, topic(target.name()));
    }
}
