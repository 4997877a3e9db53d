package dev.otter.testkit.workload.types;

import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tables that together hold every data type with its edge values, in many character sets: one table
 * per family of types, and one small table for each type that can be a primary key. Immutable. The
 * methods set SQL mode and time zone of the connection they are given, and leave them so.
 */
public final class EveryType {

    /** Strict, but zero dates and zero parts of dates are values like others. */
    static final String SQL_MODE = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO";

    static final String INVALID_MEMBER = "invalid member 0";

    private final String database;
    private final ServerFeatures features;
    private final List<TypeFamily> families;

    /**
     * @param features what all servers that will see the tables have
     */
    public EveryType(String database, ServerFeatures features) {
        this.database = Objects.requireNonNull(database, "database");
        this.features = features;
        this.families = TypeCatalog.families(features);
    }

    /** All tables, in the order they are created in. */
    public List<String> tables() {
        List<String> all = new ArrayList<>();
        for (TypeFamily family : families) {
            all.add(family.table());
        }
        for (KeyTable table : keyTables()) {
            all.add(table.name());
        }
        return all;
    }

    /** Each pair of type and edge value, for the documentation. */
    public List<TypeEdge> edges() {
        List<TypeEdge> all = new ArrayList<>();
        for (TypeFamily family : families) {
            for (TypeCase type : family.types()) {
                type.edges().forEach(edge -> all.add(new TypeEdge(type.name(), edge.name())));
                if (type.computed()) {
                    all.add(new TypeEdge(type.name(), "computed"));
                } else {
                    all.add(new TypeEdge(type.name(), "SQL NULL"));
                }
            }
        }
        all.add(new TypeEdge("ENUM, odd texts", INVALID_MEMBER));
        return all;
    }

    /** Creates the database and its empty tables; those of before are dropped. */
    public void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            setUp(statement);
            statement.execute("CREATE DATABASE IF NOT EXISTS " + SqlText.name(database));
            for (TypeFamily family : families) {
                replace(statement, family.table(), columns(family));
            }
            for (KeyTable table : keyTables()) {
                replace(
                        statement,
                        table.name(),
                        "k " + table.type().ddl() + " NOT NULL PRIMARY KEY, v INT NOT NULL");
            }
        }
    }

    private void replace(Statement statement, String table, String columns) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS " + qualified(table));
        statement.execute(
                "CREATE TABLE "
                        + qualified(table)
                        + " ("
                        + columns
                        + ") ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4"
                        + " COLLATE=utf8mb4_general_ci");
    }

    private static String columns(TypeFamily family) {
        StringBuilder out = new StringBuilder("id INT NOT NULL PRIMARY KEY");
        int number = 1;
        for (TypeCase type : family.types()) {
            out.append(", c").append(number++).append(' ').append(type.ddl());
        }
        return out.toString();
    }

    /**
     * Inserts rows until every edge value of every type is in a row, and NULL too.
     *
     * @return how many rows
     */
    public int edgeRows(Connection connection) throws SQLException {
        int rows = 0;
        try (Statement statement = connection.createStatement()) {
            setUp(statement);
            connection.setAutoCommit(false);
            for (TypeFamily family : families) {
                FamilyRows writer = new FamilyRows(qualified(family.table()), family);
                for (int row = 0; row < writer.edgeRows(); row++) {
                    statement.execute(writer.insert(row + 1, row));
                    rows++;
                }
                statement.execute(writer.insertNulls(writer.edgeRows() + 1));
                rows++;
                connection.commit();
            }
            for (KeyTable table : keyTables()) {
                for (Edge edge : table.type().edges()) {
                    rows += statement.executeUpdate(table.insert(edge, 1)) == 1 ? 1 : 0;
                }
                connection.commit();
            }
            invalidMember(statement);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return rows;
    }

    /** A lax session can leave an ENUM with the number 0, which reads as an empty text. */
    private void invalidMember(Statement statement) throws SQLException {
        statement.execute("SET SESSION sql_mode=''");
        statement.execute("UPDATE " + qualified("enums") + " SET c1='no such member' WHERE id=2");
        statement.execute("SET SESSION sql_mode='" + SQL_MODE + "'");
    }

    /**
     * Updates, deletes, re-inserts and re-keys rows of all tables, in transactions of one to six
     * statements; the same seed on the same tables does the same.
     *
     * @return how many statements changed something
     */
    public int mutate(Connection connection, long seed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            setUp(statement);
            return new Mutation(connection, statement, seed).run(this);
        }
    }

    /**
     * Column by column gives all rows of {@link #edgeRows} the edge that follows the one they have,
     * each column in a transaction of its own.
     *
     * @return how many statements there were
     */
    public int turnColumns(Connection connection) throws SQLException {
        int statements = 0;
        try (Statement statement = connection.createStatement()) {
            setUp(statement);
            connection.setAutoCommit(false);
            for (TypeFamily family : families) {
                FamilyRows writer = new FamilyRows(qualified(family.table()), family);
                for (int column : writer.writable()) {
                    for (int row = 0; row < writer.edgeRows(); row++) {
                        statement.execute(writer.turn(row + 1, column, row + column + 1));
                        statements++;
                    }
                    connection.commit();
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return statements;
    }

    List<TypeFamily> families() {
        return families;
    }

    ServerFeatures features() {
        return features;
    }

    String qualified(String table) {
        return SqlText.name(database) + "." + SqlText.name(table);
    }

    List<KeyTable> keyTables() {
        List<KeyTable> all = new ArrayList<>();
        for (TypeFamily family : families) {
            int number = 0;
            for (TypeCase type : family.types()) {
                number++;
                if (type.keyable()) {
                    String name = "key_" + family.table() + "_" + number;
                    all.add(new KeyTable(name, qualified(name), type));
                }
            }
        }
        return all;
    }

    private static void setUp(Statement statement) throws SQLException {
        statement.execute("SET SESSION sql_mode='" + SQL_MODE + "', time_zone='+00:00'");
    }
}
