package dev.otter.engine.postgresql.bookkeeping;

import dev.otter.engine.database.TargetTable;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.postgresql.table.PostgresSchemaReader;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at a PostgreSQL target before anything is written to it. What cannot work is an error with
 * its remedy, what may surprise is a notice. Nothing is changed. Stateless.
 */
public final class PostgresChecks {
    private static final int OLDEST = 12;
    private static final int NAMES_SHOWN = 10;
    private static final String PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE";

    private PostgresChecks() {}

    /**
     * Refuses a server that cannot be a target at all.
     *
     * @throws OtterException TARGET_NOT_READY
     */
    public static void server(Connection connection, String where) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT current_setting('server_version_num')::int / 10000,"
                                        + " current_setting('server_encoding'),"
                                        + " current_setting('transaction_read_only') = 'on'")) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw notReady(
                        "the target is PostgreSQL " + row.getInt(1),
                        where,
                        "PostgreSQL " + OLDEST + " or later is needed.");
            }
            if (!row.getString(2).equals("UTF8")) {
                throw notReady(
                        "the target's database has the encoding " + row.getString(2),
                        where,
                        "Make a database with ENCODING 'UTF8', which can hold every text.");
            }
            if (row.getBoolean(3)) {
                throw notReady(
                        "the target is read-only",
                        where,
                        "Name the server that takes writes, or clear default_transaction_read_only"
                                + " of the database and account.");
            }
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    private static OtterException notReady(String what, String where, String remedy) {
        return new OtterException(ErrorCode.TARGET_NOT_READY, what, where, remedy);
    }

    /**
     * Refuses tables that are missing or cannot be written.
     *
     * @return notices for the operator, whole sentences
     * @throws OtterException TABLE_MISSING or PRIVILEGE_MISSING
     */
    public static List<String> tables(Connection connection, Set<TableName> wanted, String where) {
        PostgresSchemaReader reader = new PostgresSchemaReader(connection);
        List<TargetTable> tables = new ArrayList<>();
        List<TableName> missing = new ArrayList<>();
        for (TableName name : wanted) {
            reader.find(name).ifPresentOrElse(tables::add, () -> missing.add(name));
        }
        if (!missing.isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "the target has not these tables: " + list(missing),
                    where,
                    "Create them, or give their names in 'tables'. A database of MySQL is a schema"
                            + " of PostgreSQL, and letter case counts in both parts of a name.");
        }
        privileges(connection, tables, where);
        List<String> notices = new ArrayList<>();
        notice(
                notices,
                tables.stream().filter(table -> !table.triggers().isEmpty()).toList(),
                "have triggers, which run on the target too although their effects on the source"
                        + " are in its log already");
        notice(
                notices,
                tables.stream().filter(table -> !table.foreignKeys().isEmpty()).toList(),
                "have foreign keys, which are checked also for rows that the source wrote without"
                        + " checks");
        notice(
                notices,
                tables.stream().filter(table -> table.rowKey().isEmpty()).toList(),
                "have neither a primary key nor a unique key without NULL; their rows are found by"
                        + " comparing all columns, which is slow");
        return notices;
    }

    private static void notice(List<String> notices, List<TargetTable> tables, String what) {
        if (!tables.isEmpty()) {
            List<TableName> names = tables.stream().map(TargetTable::name).toList();
            notices.add("Tables " + list(names) + " " + what + ".");
        }
    }

    private static String list(List<TableName> names) {
        String shown =
                names.stream()
                        .limit(NAMES_SHOWN)
                        .map(TableName::toString)
                        .collect(Collectors.joining(", "));
        return names.size() <= NAMES_SHOWN
                ? shown
                : shown + " and " + (names.size() - NAMES_SHOWN) + " more";
    }

    private static void privileges(Connection connection, List<TargetTable> tables, String where) {
        List<TableName> refused = new ArrayList<>();
        String account;
        try (Statement statement = connection.createStatement()) {
            for (TargetTable table : tables) {
                if (!text(statement, mayWrite(table.name())).startsWith("t")) {
                    refused.add(table.name());
                }
            }
            account = text(statement, "SELECT current_user");
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
        if (!refused.isEmpty()) {
            throw new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "the account may not write " + list(refused),
                    where,
                    grants(refused, PostgresSql.quote(account)));
        }
    }

    /** By numbers of objects: names of a schema that may not be used may not even be asked for. */
    private static String mayWrite(TableName table) {
        return Stream.of("SELECT", "INSERT", "UPDATE", "DELETE")
                .map("has_table_privilege(c.oid, '%s')"::formatted)
                .collect(
                        Collectors.joining(
                                " AND ",
                                "SELECT has_schema_privilege(n.oid, 'USAGE') AND ",
                                " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                                        + " ON n.oid = c.relnamespace WHERE n.nspname = "
                                        + PostgresSql.literal(table.database())
                                        + " AND c.relname = "
                                        + PostgresSql.literal(table.table())));
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String grants(List<TableName> tables, String account) {
        return tables.stream()
                .map(TableName::database)
                .distinct()
                .map(PostgresSql::quote)
                .map(schema ->
                        "GRANT USAGE ON SCHEMA %1$s TO %2$s; GRANT %3$s ON ALL TABLES IN SCHEMA"
                                        .formatted(schema, account, PRIVILEGES)
                                + " %1$s TO %2$s;".formatted(schema, account))
                .collect(Collectors.joining(" ", "Run on the target: ", ""));
    }
}
