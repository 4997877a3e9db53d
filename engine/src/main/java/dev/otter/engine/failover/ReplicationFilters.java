package dev.otter.engine.failover;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a server leaves out of what it replicates or logs, as its settings say: its GTIDs look
 * complete all the same. Transactions that were skipped by hand are not told by any setting.
 *
 * <p>Looks for tables that <em>may</em> be left out: those in scope on the server, those named
 * outright, and made-up ones that stand for tables that the server does not have because they are
 * left out. Immutable.
 */
final class ReplicationFilters {
    private static final int PRIVILEGE_MISSING = 1142;
    private static final int RIGHT_MISSING = 1227;
    private static final String PROBE = "otter_probe";

    /** Lists of which one must name a table, together with those of the same group. */
    private static final Map<String, String> ONLY =
            Map.of(
                    "replicate_do_db", "replicated databases",
                    "replicate_do_table", "replicated tables",
                    "replicate_wild_do_table", "replicated tables",
                    "binlog_do_db", "logged databases");

    private static final Set<String> NOT =
            Set.of(
                    "replicate_ignore_db",
                    "replicate_ignore_table",
                    "replicate_wild_ignore_table",
                    "replicate_rewrite_db",
                    "binlog_ignore_db");

    /** Setting to its values; settings without values are left out. */
    private final Map<String, Set<String>> settings;

    private ReplicationFilters(Map<String, Set<String>> settings) {
        this.settings = settings;
    }

    /**
     * Asks the server.
     *
     * @param connection whose account may ask for the state of replication and log
     */
    static ReplicationFilters of(MysqlConnection connection) {
        ServerVersion version = connection.serverVersion();
        Map<String, Set<String>> found = new TreeMap<>();
        columns(found, connection, ReplicaState.question(version));
        columns(
                found,
                connection,
                version.mysqlAtLeast(8, 2, 0) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS");
        // Those that stay when the server was promoted and replicates no more.
        if (version.mariaDb()) {
            pairs(found, connection.query("SHOW GLOBAL VARIABLES LIKE 'replicate\\_%'"));
        } else if (version.mysqlAtLeast(8, 0, 11)) {
            global(found, connection);
        }
        return new ReplicationFilters(found);
    }

    private static void columns(
            Map<String, Set<String>> found, MysqlConnection connection, String question) {
        QueryResult status;
        try {
            status = connection.query(question);
        } catch (ServerErrorException e) {
            if (e.errorNumber() == RIGHT_MISSING) {
                return; // What the account may not know it cannot tell.
            }
            throw e;
        }
        List<String> names = new ArrayList<>(ONLY.keySet());
        names.addAll(NOT);
        for (String name : names) {
            int column = status.indexOf(name);
            for (int row = 0; column >= 0 && row < status.size(); row++) {
                add(found, name, status.string(row, column));
            }
        }
    }

    private static void pairs(Map<String, Set<String>> found, QueryResult rows) {
        for (int row = 0; row < rows.size(); row++) {
            String name = rows.string(row, 0).toLowerCase(Locale.ROOT);
            if (ONLY.containsKey(name) || NOT.contains(name)) {
                add(found, name, rows.string(row, 1));
            }
        }
    }

    private static void global(Map<String, Set<String>> found, MysqlConnection connection) {
        try {
            pairs(
                    found,
                    connection.query(
                            "SELECT FILTER_NAME, FILTER_RULE FROM"
                                    + " performance_schema.replication_applier_global_filters"));
        } catch (ServerErrorException e) {
            if (e.errorNumber() != PRIVILEGE_MISSING) {
                throw e;
            }
            // Then those of the channels, asked for above, are all that the account may know.
        }
    }

    private static void add(Map<String, Set<String>> found, String name, String list) {
        if (list != null && !list.isBlank()) {
            for (String value : list.split(",")) {
                found.computeIfAbsent(name, _ -> new TreeSet<>())
                        .add(value.strip().replace("`", ""));
            }
        }
    }

    /** All of them in one line; empty when there are none. */
    String text() {
        List<String> texts = new ArrayList<>();
        settings.forEach((name, values) -> texts.add(name + " " + String.join(",", values)));
        return String.join(", ", texts);
    }

    /**
     * The first setting that may leave out a table in scope.
     *
     * @param present the server's tables
     */
    Optional<String> leavesOut(TableRoute scope, List<TableName> present) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Set<TableName> wanted = wanted(scope, present);
        for (String name : NOT) {
            for (String value : settings.getOrDefault(name, Set.of())) {
                if (name.equals("replicate_rewrite_db")
                        || meets(pattern(name, value), value, wanted, scope)) {
                    return Optional.of(name + " " + value);
                }
            }
        }
        return lists(wanted);
    }

    /** A list that does not name all that is wanted. */
    private Optional<String> lists(Set<TableName> wanted) {
        Map<String, List<Pattern>> groups = new LinkedHashMap<>();
        settings.forEach((name, values) -> {
            if (ONLY.containsKey(name)) {
                values.forEach(value ->
                        groups.computeIfAbsent(ONLY.get(name), _ -> new ArrayList<>())
                                .add(pattern(name, value)));
            }
        });
        return groups.entrySet().stream()
                .flatMap(group ->
                        wanted.stream()
                                .filter(table ->
                                        group.getValue().stream()
                                                .noneMatch(it -> matches(it, table)))
                                .limit(1)
                                .map(table ->
                                        "the list of "
                                                + group.getKey()
                                                + (table.table().equals(PROBE)
                                                        ? ", which does not name all in scope"
                                                        : ", which lacks " + table)))
                .findFirst();
    }

    private static Set<TableName> wanted(TableRoute scope, List<TableName> present) {
        Set<TableName> wanted = new TreeSet<>();
        for (TableName table : present) {
            wanted.add(table);
            wanted.add(new TableName(table.database(), PROBE));
        }
        wanted.add(new TableName(PROBE, PROBE));
        if (scope instanceof TableRoutes routes) {
            routes.rules().stream()
                    .map(TableRule::source)
                    .forEach(source -> source.exact().ifPresent(wanted::add));
        }
        wanted.removeIf(table -> scope.target(table).isEmpty());
        return wanted;
    }

    private static boolean meets(
            Pattern pattern, String value, Set<TableName> wanted, TableRoute scope) {
        return wanted.stream().anyMatch(table -> matches(pattern, table))
                || scope.target(probe(value)).isPresent();
    }

    /** A table that such a value leaves out. */
    private static TableName probe(String value) {
        String[] parts = value.replace('%', 'x').replace("\\", "").split("\\.", 2);
        return new TableName(parts[0], parts.length == 1 ? PROBE : parts[1]);
    }

    private static boolean matches(Pattern pattern, TableName table) {
        return pattern.matcher(table.database() + "." + table.table()).matches();
    }

    private static Pattern pattern(String setting, String value) {
        String name = setting.endsWith("_db") ? escaped(value) + ".%" : value;
        if (!setting.contains("wild") && !setting.endsWith("_db")) {
            name = escaped(value);
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                case '\\' -> {
                    i++;
                    regex.append(i < name.length() ? Pattern.quote(name.substring(i, i + 1)) : "");
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static String escaped(String literal) {
        return literal.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
