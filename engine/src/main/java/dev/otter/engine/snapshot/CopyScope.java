package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.snapshot.CopyTable.Links;
import dev.otter.engine.snapshot.CopyTerms.Way;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which tables a full load copies and in which manner. Stateless. */
final class CopyScope {
    private static final Logger LOG = LoggerFactory.getLogger(CopyScope.class);
    private static final int NAMES_SHOWN = 10;

    private CopyScope() {}

    /** Source tables in scope and their targets, by name. */
    static Map<TableName, TableName> tables(MysqlConnection from, TableRoute route) {
        Map<TableName, TableName> targets = new TreeMap<>();
        for (TableName source : TableCatalog.of(from).names(from)) {
            route.target(source).ifPresent(target -> targets.put(source, target));
        }
        return targets;
    }

    /** Creates those tables that the target lacks, and tells what is not copied. */
    static void createMissing(MysqlConnection from, CopyTarget to, TableRoute route, String where) {
        Map<TableName, TableName> tables = tables(from, route);
        Map<TableName, TableName> missing = new LinkedHashMap<>();
        tables.forEach((source, target) -> {
            if (to.find(target) == null) {
                missing.putIfAbsent(target, source);
            }
        });
        if (!missing.isEmpty()) {
            LOG.info("{}: {} tables are made on the target", where, missing.size());
            to.create(from, missing);
            to.forget();
        }
        tellWhatIsNotCopied(from, tables.keySet(), where);
    }

    private static void tellWhatIsNotCopied(
            MysqlConnection from, Set<TableName> tables, String where) {
        String databases =
                tables.stream()
                        .map(TableName::database)
                        .distinct()
                        .map(CopyRecord::text)
                        .collect(Collectors.joining(","));
        if (databases.isEmpty()) {
            return;
        }
        QueryResult counts =
                from.query(
                        "SELECT (SELECT COUNT(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA"
                                + " IN ("
                                + databases
                                + ")),(SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE"
                                + " TRIGGER_SCHEMA IN ("
                                + databases
                                + ")),(SELECT COUNT(*) FROM information_schema.ROUTINES WHERE"
                                + " ROUTINE_SCHEMA IN ("
                                + databases
                                + "))");
        long others = counts.number(0, 0) + counts.number(0, 1) + counts.number(0, 2);
        if (others > 0) {
            LOG.info(
                    "{}: {} views, {} triggers and {} routines are not copied",
                    where,
                    counts.number(0, 0),
                    counts.number(0, 1),
                    counts.number(0, 2));
        }
    }

    /**
     * Refuses targets that hold rows.
     *
     * @throws OtterException COPY_TARGET_NOT_EMPTY
     */
    static void requireEmpty(Snapshot.Target to, Map<TableName, TableName> tables, String where) {
        List<TableName> filled = new ArrayList<>();
        for (TableName target : new HashSet<>(tables.values())) {
            if (to.holdsRows(target)) {
                filled.add(target);
            }
        }
        if (!filled.isEmpty()) {
            String names =
                    filled.stream()
                            .sorted()
                            .limit(NAMES_SHOWN)
                            .map(TableName::toString)
                            .collect(Collectors.joining(", "));
            throw new OtterException(
                    ErrorCode.COPY_TARGET_NOT_EMPTY,
                    "the full load cannot begin, because these tables of the target hold rows"
                            + " already: "
                            + names
                            + (filled.size() > NAMES_SHOWN
                                    ? " and " + (filled.size() - NAMES_SHOWN) + " more"
                                    : ""),
                    where,
                    "Empty them; or write 'snapshot: never' when they hold the source's rows"
                            + " already.");
        }
    }

    /** The statements that record what is to be copied. */
    static List<String> added(
            MysqlConnection from,
            CopyRecord record,
            Map<TableName, TableName> tables,
            State state,
            Function<TableName, CopyTerms> terms) {
        Map<TableName, Long> estimates = new HashMap<>();
        QueryResult rows =
                from.query(
                        "SELECT TABLE_SCHEMA,TABLE_NAME,COALESCE(TABLE_ROWS,0) FROM"
                                + " information_schema.TABLES WHERE TABLE_TYPE='BASE TABLE'");
        for (int row = 0; row < rows.size(); row++) {
            estimates.put(
                    new TableName(rows.string(row, 0), rows.string(row, 1)), rows.number(row, 2));
        }
        List<String> statements = new ArrayList<>();
        tables.forEach((source, target) ->
                statements.add(
                        record.added(
                                source,
                                target,
                                state,
                                terms.apply(source),
                                estimates.getOrDefault(source, 0L))));
        return statements;
    }

    /**
     * The tables of a record, with what both sides know of them.
     *
     * @param elsewhere tables of which another copy of the pipeline has still rows to hand over
     * @throws OtterException COPY_NOT_POSSIBLE when a table cannot be copied
     */
    static CopyTables of(
            MysqlConnection from,
            List<Part> parts,
            CopyTarget targets,
            Predicate<TableName> elsewhere,
            String where) {
        Map<TableName, List<Part>> byTable = new LinkedHashMap<>();
        parts.forEach(p -> byTable.computeIfAbsent(p.source(), _ -> new ArrayList<>()).add(p));
        Map<TableName, TargetTable> sources = TableCatalog.of(from).load(from, byTable.keySet());
        boolean full = logsWholeRows(from);
        List<CopyTable> tables = new ArrayList<>();
        byTable.forEach((name, own) -> {
            TargetTable source = sources.get(name);
            TargetTable target = targets.find(own.getFirst().target());
            if (source == null || target == null) {
                tables.add(new CopyTable(own, new Links(Set.of(), Set.of()), Set.of(), false));
                return;
            }
            Set<TableName> cascade = cascade(name, sources);
            boolean overOld = own.getFirst().terms().way().overOld();
            boolean still = !overOld && still(full, cascade, source, target);
            refuseIfShared(own.getFirst(), still, parts, where);
            tables.add(
                    new CopyTable(
                            own,
                            new Links(parents(source), cascade),
                            TableReading.keyColumns(source, target),
                            still));
        });
        boolean ignoreCase = from.query("SELECT @@lower_case_table_names").number(0, 0) != 0;
        return new CopyTables(
                tables,
                ancestors(from, sources),
                new SwapStatements(from.serverVersion(), ignoreCase),
                new CopyTables.CopyManner(!targets.text(), targets.messages()),
                elsewhere);
    }

    private static boolean still(
            boolean full, Set<TableName> cascade, TargetTable source, TargetTable target) {
        return !full
                || cascade.contains(source.name())
                || TableReading.walkable(source, target).isEmpty();
    }

    /** Whether the log has to stand still while a table is copied. */
    static boolean still(MysqlConnection from, TargetTable source, TargetTable target) {
        boolean selfCascade =
                source.foreignKeys().stream()
                        .anyMatch(key -> key.selfReference() && key.cascades());
        Set<TableName> cascade = selfCascade ? Set.of(source.name()) : Set.of();
        return still(logsWholeRows(from), cascade, source, target);
    }

    private static boolean logsWholeRows(MysqlConnection from) {
        return "FULL".equals(from.query("SELECT @@GLOBAL.binlog_row_image").string(0, 0));
    }

    /** How a table begins to be copied, and what becomes of rows that the target holds. */
    record Manner(State state, Way way) {}

    /** Tables outside of the copy from which the source itself may write into those inside. */
    private static Map<TableName, Set<TableName>> ancestors(
            MysqlConnection from, Map<TableName, TargetTable> inside) {
        Map<TableName, Set<TableName>> ancestors = new HashMap<>();
        Map<TableName, TargetTable> known = new HashMap<>(inside);
        inside.forEach((name, table) -> {
            Set<TableName> seen = new HashSet<>(Set.of(name));
            List<TargetTable> open = new ArrayList<>(List.of(table));
            while (!open.isEmpty()) {
                for (ForeignKey key : open.removeLast().foreignKeys()) {
                    if (!key.cascades() || !seen.add(key.parent())) {
                        continue;
                    }
                    if (!inside.containsKey(key.parent())) {
                        ancestors.computeIfAbsent(key.parent(), _ -> new HashSet<>()).add(name);
                    }
                    TargetTable parent =
                            known.computeIfAbsent(
                                    key.parent(),
                                    wanted ->
                                            TableCatalog.of(from)
                                                    .load(from, List.of(wanted))
                                                    .get(wanted));
                    if (parent != null) {
                        open.add(parent);
                    }
                }
            }
        });
        return ancestors;
    }

    private static Set<TableName> parents(TargetTable source) {
        return source.foreignKeys().stream()
                .filter(key -> !key.selfReference())
                .map(ForeignKey::parent)
                .collect(Collectors.toSet());
    }

    /** All tables that the source itself may write when rows of this one go or change keys. */
    private static Set<TableName> cascade(TableName start, Map<TableName, TargetTable> sources) {
        Set<TableName> reached = new HashSet<>();
        List<TableName> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            TargetTable table = sources.get(open.removeLast());
            if (table == null) {
                continue;
            }
            for (ForeignKey key : table.referencedBy()) {
                if (key.cascades() && reached.add(key.child())) {
                    open.add(key.child());
                }
            }
        }
        return reached;
    }

    /** A target that is emptied when a copy breaks off must not hold rows of other tables. */
    private static void refuseIfShared(Part own, boolean still, List<Part> parts, String where) {
        boolean shared =
                parts.stream()
                        .anyMatch(p ->
                                p.target().equals(own.target())
                                        && !p.source().equals(own.source()));
        if (still && shared) {
            throw new OtterException(
                    ErrorCode.COPY_NOT_POSSIBLE,
                    "several tables go into "
                            + own.target()
                            + ", and "
                            + own.source()
                            + " can only be copied as a whole: it has no key by which both sides"
                            + " find a row, it deletes its own rows by cascade, or the source does"
                            + " not log whole rows",
                    where + ", table " + own.source(),
                    "Give both tables a primary key and set binlog_row_image=FULL on the source; or"
                            + " copy the rows by hand with 'snapshot: never'.");
        }
    }
}
