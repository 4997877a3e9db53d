package dev.otter.engine.database;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads tables of one database out of the information schema with few questions for any number of
 * tables. Conditions name the database of everything that is read by a constant: MySQL 5.7 and
 * MariaDB open every table of the server otherwise, those of the information schema too, over which
 * MariaDB 11.4 can crash. For one thread.
 */
final class SchemaReader {
    private static final Set<String> BINARY_TYPES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private final MysqlConnection connection;
    private final TableNames names;

    SchemaReader(MysqlConnection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
    }

    /** All of these tables that exist; all must be of one database. */
    List<TargetTable> read(String database, Collection<TableName> tables) {
        String schema = SqlText.literal(database);
        String list = SqlText.tableList(tables);
        Map<TableName, String> engines = engines(schema, list);
        Map<TableName, List<TableColumn>> columns = columns(schema, list);
        Map<TableName, List<TableIndex>> indexes = indexes(schema, list, columns);
        List<ForeignKey> keys = foreignKeys(schema, " AND TABLE_NAME IN " + list);
        List<ForeignKey> incoming = incoming(schema, list);
        Map<TableName, List<String>> triggers = triggers(schema, list);
        List<TargetTable> found = new ArrayList<>();
        engines.forEach((name, engine) ->
                found.add(
                        new TargetTable(
                                name,
                                engine,
                                columns.getOrDefault(name, List.of()),
                                indexes.getOrDefault(name, List.of()),
                                keys.stream().filter(k -> same(k.child(), name)).toList(),
                                incoming.stream().filter(k -> same(k.parent(), name)).toList(),
                                triggers.getOrDefault(name, List.of()))));
        return found;
    }

    private boolean same(TableName one, TableName other) {
        return names.key(one).equals(names.key(other));
    }

    private Map<TableName, String> engines(String schema, String list) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE FROM information_schema.TABLES"
                                + " WHERE TABLE_SCHEMA = "
                                + schema
                                + " AND TABLE_NAME IN "
                                + list
                                + " AND TABLE_TYPE = 'BASE TABLE'");
        Map<TableName, String> engines = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            String engine = rows.string(i, 2);
            engines.put(name(rows, i), engine == null ? "" : engine);
        }
        return engines;
    }

    private static TableName name(QueryResult rows, int row) {
        return new TableName(rows.string(row, 0), rows.string(row, 1));
    }

    private Map<TableName, List<TableColumn>> columns(String schema, String list) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE,"
                                + " CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE, EXTRA,"
                                + " COLUMN_DEFAULT FROM information_schema.COLUMNS"
                                + " WHERE TABLE_SCHEMA = "
                                + schema
                                + " AND TABLE_NAME IN "
                                + list
                                + " ORDER BY TABLE_NAME, ORDINAL_POSITION");
        Map<TableName, List<TableColumn>> columns = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            List<TableColumn> ofTable =
                    columns.computeIfAbsent(name(rows, i), _ -> new ArrayList<>());
            ofTable.add(column(rows, i, ofTable.size()));
        }
        return columns;
    }

    private static TableColumn column(QueryResult rows, int row, int index) {
        String dataType = rows.string(row, 3).toLowerCase(Locale.ROOT);
        String columnType = rows.string(row, 4);
        String extra = rows.string(row, 8).toLowerCase(Locale.ROOT);
        boolean nullable = "YES".equalsIgnoreCase(rows.string(row, 7));
        boolean autoIncrement = extra.contains("auto_increment");
        boolean generated =
                extra.contains("virtual generated")
                        || extra.contains("stored generated")
                        || extra.equals("virtual")
                        || extra.contains("persistent");
        return new TableColumn(
                rows.string(row, 2),
                index,
                dataType,
                columnType,
                textOr(dataType, rows.string(row, 5)),
                textOr(dataType, rows.string(row, 6)),
                EnumMembers.parse(dataType, columnType),
                nullable,
                generated,
                extra.contains("invisible"),
                autoIncrement,
                nullable
                        || autoIncrement
                        || extra.contains("default_generated")
                        || rows.string(row, 9) != null,
                extra.contains("on update"));
    }

    private static String textOr(String dataType, String text) {
        if (BINARY_TYPES.contains(dataType)) {
            return "binary";
        }
        return text == null ? "" : text;
    }

    private Map<TableName, List<TableIndex>> indexes(
            String schema, String list, Map<TableName, List<TableColumn>> columns) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME,"
                                + " SUB_PART FROM information_schema.STATISTICS"
                                + " WHERE TABLE_SCHEMA = "
                                + schema
                                + " AND TABLE_NAME IN "
                                + list
                                + " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX");
        Map<TableName, Map<String, TableIndex>> byName = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            TableName table = name(rows, i);
            TableIndex.Part part = part(rows, i, columns.getOrDefault(table, List.of()));
            String index = rows.string(i, 2);
            boolean unique = rows.number(i, 3) == 0;
            byName.computeIfAbsent(table, _ -> new LinkedHashMap<>())
                    .merge(
                            index,
                            new TableIndex(index, index.equals("PRIMARY"), unique, List.of(part)),
                            SchemaReader::longer);
        }
        Map<TableName, List<TableIndex>> indexes = new HashMap<>();
        byName.forEach((table, found) -> indexes.put(table, inServerOrder(table, found)));
        return indexes;
    }

    private static TableIndex.Part part(QueryResult rows, int row, List<TableColumn> columns) {
        String name = rows.string(row, 4);
        int prefix = rows.cell(row, 5) == null ? 0 : (int) rows.number(row, 5);
        for (TableColumn column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return new TableIndex.Part(column.index(), prefix);
            }
        }
        return new TableIndex.Part(TableIndex.EXPRESSION, prefix);
    }

    private static TableIndex longer(TableIndex head, TableIndex tail) {
        List<TableIndex.Part> parts = new ArrayList<>(head.parts());
        parts.addAll(tail.parts());
        return new TableIndex(head.name(), head.primary(), head.unique(), parts);
    }

    /**
     * The primary key first, then as the server keeps them. That order decides by which key a table
     * without primary key writes its MINIMAL images, and only SHOW INDEX tells it; it is asked only
     * where it matters.
     */
    private List<TableIndex> inServerOrder(TableName table, Map<String, TableIndex> found) {
        List<TableIndex> ordered = new ArrayList<>(found.values());
        ordered.sort((a, b) -> Boolean.compare(b.primary(), a.primary()));
        long unique = ordered.stream().filter(TableIndex::unique).count();
        if (ordered.get(0).primary() || unique < 2) {
            return ordered;
        }
        QueryResult rows = connection.query("SHOW INDEX FROM " + table.quoted());
        List<String> order = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            order.add(rows.string(i, "Key_name"));
        }
        ordered.sort((a, b) -> order.indexOf(a.name()) - order.indexOf(b.name()));
        return ordered;
    }

    private List<ForeignKey> incoming(String schema, String list) {
        String parents =
                " AND REFERENCED_TABLE_SCHEMA = "
                        + schema
                        + " AND REFERENCED_TABLE_NAME IN "
                        + list;
        QueryResult databases =
                connection.query(
                        connection.serverVersion().mysqlAtLeast(8, 0, 0)
                                ? "SELECT DISTINCT CONSTRAINT_SCHEMA"
                                        + " FROM information_schema.REFERENTIAL_CONSTRAINTS"
                                : "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA"
                                        + " WHERE SCHEMA_NAME NOT IN ('information_schema',"
                                        + " 'mysql', 'performance_schema', 'sys')");
        List<ForeignKey> keys = new ArrayList<>();
        for (int i = 0; i < databases.size(); i++) {
            keys.addAll(foreignKeys(SqlText.literal(databases.string(i, 0)), parents));
        }
        return keys;
    }

    /** The rules apart from the keys: a join would read the second table without its constant. */
    private List<ForeignKey> foreignKeys(String schema, String condition) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME,"
                                + " REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,"
                                + " REFERENCED_COLUMN_NAME"
                                + " FROM information_schema.KEY_COLUMN_USAGE"
                                + " WHERE TABLE_SCHEMA = "
                                + schema
                                + condition
                                + " AND REFERENCED_TABLE_NAME IS NOT NULL"
                                + " ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION");
        if (rows.size() == 0) {
            return List.of();
        }
        Map<String, Rules> rules = rules(schema);
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            TableName child = name(rows, i);
            String id = child + "\0" + rows.string(i, 2);
            Rules ofKey = rules.get(id);
            if (ofKey != null) {
                keys.merge(id, foreignKey(rows, i, child, ofKey), SchemaReader::longer);
            }
        }
        return List.copyOf(keys.values());
    }

    private record Rules(ForeignKey.Rule onUpdate, ForeignKey.Rule onDelete) {}

    private Map<String, Rules> rules(String schema) {
        QueryResult rows =
                connection.query(
                        "SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE,"
                                + " DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS"
                                + " WHERE CONSTRAINT_SCHEMA = "
                                + schema);
        Map<String, Rules> rules = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            rules.put(
                    name(rows, i) + "\0" + rows.string(i, 2),
                    new Rules(
                            ForeignKey.Rule.of(rows.string(i, 3)),
                            ForeignKey.Rule.of(rows.string(i, 4))));
        }
        return rules;
    }

    private static ForeignKey foreignKey(QueryResult rows, int row, TableName child, Rules rules) {
        return new ForeignKey(
                rows.string(row, 2),
                child,
                List.of(rows.string(row, 3)),
                new TableName(rows.string(row, 4), rows.string(row, 5)),
                List.of(rows.string(row, 6)),
                rules.onUpdate(),
                rules.onDelete());
    }

    private static ForeignKey longer(ForeignKey head, ForeignKey tail) {
        List<String> childColumns = new ArrayList<>(head.childColumns());
        childColumns.addAll(tail.childColumns());
        List<String> parentColumns = new ArrayList<>(head.parentColumns());
        parentColumns.addAll(tail.parentColumns());
        return new ForeignKey(
                head.name(),
                head.child(),
                childColumns,
                head.parent(),
                parentColumns,
                head.onUpdate(),
                head.onDelete());
    }

    private Map<TableName, List<String>> triggers(String schema, String list) {
        QueryResult rows =
                connection.query(
                        "SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME"
                                + " FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = "
                                + schema
                                + " AND EVENT_OBJECT_TABLE IN "
                                + list
                                + " ORDER BY TRIGGER_NAME");
        Map<TableName, List<String>> triggers = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            triggers.computeIfAbsent(name(rows, i), _ -> new ArrayList<>()).add(rows.string(i, 2));
        }
        return triggers;
    }
}
