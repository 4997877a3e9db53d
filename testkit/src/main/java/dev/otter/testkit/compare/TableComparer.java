package dev.otter.testkit.compare;

import dev.otter.testkit.compare.TableShape.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares tables of two servers, row by row and byte by byte: the judge of whether a synchroniser
 * did its work. Works within and across releases of MySQL and within MariaDB. Streams both sides,
 * so tables may be larger than the memory.
 *
 * <p>Safe for use by several threads; each comparison opens its own two connections. It reads each
 * table as it is at one moment, but not both sides at the same moment: writers must have stopped
 * and all changes must have arrived. It does not compare foreign keys, checks, triggers, views or
 * routines. Inside JSON documents of 5.7 it does not tell numbers apart that look the same, such as
 * the decimal and the double 1.5. Between releases it leaves out what they tell differently:
 * collations and the expressions of generated columns.
 */
public final class TableComparer {
    private static final String SESSION =
            "SET NAMES utf8mb4, time_zone = '+00:00', sql_mode = '', net_write_timeout = 3600,"
                    + " group_concat_max_len = 1073741824";

    private final ConnectionSource left;
    private final ConnectionSource right;
    private final CompareOptions options;

    /** Left is by custom the source, right the target. */
    public TableComparer(ConnectionSource left, ConnectionSource right, CompareOptions options) {
        this.left = left;
        this.right = right;
        this.options = options;
    }

    /** Compares all tables that either side has in databases of the same name. */
    public Comparison compareDatabases(String... databases) throws SQLException {
        List<TablePair> pairs = new ArrayList<>();
        try (Connection one = open(left);
                Connection two = open(right)) {
            for (String database : databases) {
                TreeSet<String> tables =
                        new TreeSet<>(new SchemaReader(one, false).tables(database));
                tables.addAll(new SchemaReader(two, false).tables(database));
                if (tables.isEmpty()) {
                    throw new IllegalArgumentException(
                            "Neither side has a table in database " + database);
                }
                tables.stream()
                        .filter(Predicate.not(options.ignoredTables()::contains))
                        .forEach(table -> pairs.add(TablePair.same(database, table)));
            }
            return compare(pairs, one, two);
        }
    }

    /** Compares one table of the same name. */
    public Comparison compareTable(String database, String table) throws SQLException {
        return compareTables(List.of(TablePair.same(database, table)));
    }

    /** Compares these tables; one that is missing on a side is a difference. */
    public Comparison compareTables(List<TablePair> pairs) throws SQLException {
        try (Connection one = open(left);
                Connection two = open(right)) {
            return compare(pairs, one, two);
        }
    }

    private Comparison compare(List<TablePair> pairs, Connection one, Connection two)
            throws SQLException {
        ServerVersion leftVersion = ServerVersion.of(one);
        ServerVersion rightVersion = ServerVersion.of(two);
        boolean exact = leftVersion.equals(rightVersion);
        boolean jsonTypes = leftVersion.laysOutJson() && rightVersion.laysOutJson();
        Findings findings = new Findings(options.maxDifferences());
        for (TablePair pair : pairs) {
            Optional<TableShape> leftShape =
                    new SchemaReader(one, exact).read(pair.leftDatabase(), pair.leftTable());
            Optional<TableShape> rightShape =
                    new SchemaReader(two, exact).read(pair.rightDatabase(), pair.rightTable());
            if (leftShape.isPresent() && rightShape.isPresent()) {
                Side leftSide =
                        new Side(one, leftShape.get(), jsonTypes, leftVersion.shortDoubles());
                Side rightSide =
                        new Side(two, rightShape.get(), jsonTypes, rightVersion.shortDoubles());
                compare(pair, leftSide, rightSide, findings);
            } else {
                findings.add(
                        new Difference.Schema(
                                pair.name(),
                                "table",
                                leftShape.isPresent() ? "there" : "missing",
                                rightShape.isPresent() ? "there" : "missing"));
            }
        }
        return findings.comparison();
    }

    /**
     * @param jsonTypes whether both sides can tell the types inside a document
     * @param shortDoubles whether the server prints 1.0 in a document as 1
     */
    private record Side(
            Connection connection, TableShape shape, boolean jsonTypes, boolean shortDoubles) {}

    private void compare(TablePair pair, Side one, Side two, Findings findings)
            throws SQLException {
        if (options.schema()) {
            new SchemaMatcher(pair.name(), findings).match(one.shape(), two.shape());
        }
        List<Column> columns = comparable(pair, one.shape(), two.shape());
        List<String> key = key(one.shape(), columns);
        List<ColumnReading> readings = readings(columns, two, key);
        int keyLength =
                (int) readings.stream().filter(reading -> key.contains(reading.name())).count();
        boolean[] plainDoubles = new boolean[readings.size()];
        for (int i = 0; i < plainDoubles.length; i++) {
            plainDoubles[i] =
                    one.shortDoubles() != two.shortDoubles() && readings.get(i).document();
        }
        try (RowStream leftRows =
                        new RowStream(
                                one.connection(),
                                select(pair.leftDatabase(), pair.leftTable(), readings, one, key),
                                plainDoubles,
                                keyLength);
                RowStream rightRows =
                        new RowStream(
                                two.connection(),
                                select(pair.rightDatabase(), pair.rightTable(), readings, two, key),
                                plainDoubles,
                                keyLength)) {
            new RowMatcher(pair.name(), readings, findings).match(leftRows, rightRows);
            findings.compared(leftRows.count(), rightRows.count());
        }
    }

    private List<Column> comparable(TablePair pair, TableShape one, TableShape two) {
        List<Column> columns =
                one.columns().stream()
                        .filter(column -> two.column(column.name()).isPresent())
                        .filter(column -> !options.ignores(pair.leftTable(), column.name()))
                        .toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    pair.name() + ": the sides have no column in common that is not ignored");
        }
        return columns;
    }

    /** The left's primary key, if all of it can be compared. */
    private static List<String> key(TableShape shape, List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        return names.containsAll(shape.primaryKey()) ? shape.primaryKey() : List.of();
    }

    /** Those of the key come first. */
    private static List<ColumnReading> readings(
            List<Column> columns, Side other, List<String> key) {
        Predicate<Column> inKey = column -> key.contains(column.name());
        return Stream.concat(
                        columns.stream().filter(inKey),
                        columns.stream().filter(Predicate.not(inKey)))
                .flatMap(column -> readings(column, other))
                .toList();
    }

    private static Stream<ColumnReading> readings(Column column, Side other) {
        Column partner = other.shape().column(column.name()).orElseThrow();
        return ColumnReading.of(column, partner, other.jsonTypes()).stream();
    }

    private static String select(
            String database,
            String table,
            List<ColumnReading> readings,
            Side side,
            List<String> key) {
        String list =
                readings.stream().map(ColumnReading::expression).collect(Collectors.joining(", "));
        String sql = "SELECT " + list + " FROM " + SqlNames.quoted(database, table);
        if (key.isEmpty() || !side.shape().primaryKey().equals(key)) {
            return sql;
        }
        String order = key.stream().map(SqlNames::quoted).collect(Collectors.joining(", "));
        return sql + " FORCE INDEX (PRIMARY) ORDER BY " + order;
    }

    private static Connection open(ConnectionSource source) throws SQLException {
        Connection connection = source.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
