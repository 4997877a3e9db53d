package dev.otter.engine.oracle.bookkeeping;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.engine.oracle.table.OracleDictionary;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at the tables of an Oracle target before anything is written to them. What cannot work is
 * an error with its remedy, what may surprise is a notice. Nothing is changed. Stateless.
 */
public final class OracleChecks {
    private static final int NAMES_SHOWN = 10;

    private OracleChecks() {}

    /**
     * Refuses tables that are missing or cannot be written.
     *
     * @return notices for the operator, whole sentences
     * @throws OtterException TABLE_MISSING or PRIVILEGE_MISSING
     */
    public static List<String> tables(
            Connection connection, OracleDictionary reader, Set<TableName> wanted, String where) {
        List<TargetTable> tables = new ArrayList<>();
        List<TableName> missing = new ArrayList<>();
        for (TableName name : wanted) {
            reader.find(connection, name).ifPresentOrElse(tables::add, () -> missing.add(name));
        }
        if (!missing.isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "the target has not these tables, or the account may not see them: "
                            + list(missing),
                    where,
                    "Create them, or grant SELECT, INSERT, UPDATE, DELETE on them, or give their"
                            + " names in 'tables'. A database of MySQL is a schema of Oracle; names"
                            + " are looked for as they are, then in capitals.");
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

    /** By plans of statements that nobody runs: roles and system privileges count, too. */
    private static void privileges(Connection connection, List<TargetTable> tables, String where) {
        List<TableName> refused = new ArrayList<>();
        String said = "";
        try (Statement statement = connection.createStatement()) {
            for (TargetTable table : tables) {
                for (String plan : plans(table)) {
                    String refusal = refusal(statement, plan);
                    if (!refusal.isEmpty() && !refused.contains(table.name())) {
                        refused.add(table.name());
                        said = refusal;
                    }
                }
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
        if (!refused.isEmpty()) {
            throw new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "the account may not write " + list(refused) + ": " + said,
                    where,
                    refused.stream()
                            .map(OracleSql::quote)
                            .map("GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO …;"::formatted)
                            .collect(
                                    Collectors.joining(
                                            " ", "Run on the target, for the account: ", "")));
        }
    }

    private static String refusal(Statement statement, String plan) throws SQLException {
        try {
            statement.execute(plan);
            return "";
        } catch (SQLException e) {
            OracleException refused = OracleException.of(e);
            if (refused.fault() == OracleFault.REFUSED || refused.noSuchTable()) {
                return refused.getMessage();
            }
            throw e;
        }
    }

    /** What must be allowed on a table; none of it is run. */
    static List<String> plans(TargetTable table) {
        String name = OracleSql.quote(table.name());
        String column =
                table.columns().stream()
                        .filter(one -> !one.generated())
                        .map(TableColumn::name)
                        .map(OracleSql::quote)
                        .findFirst()
                        .orElse("NULL");
        return List.of(
                "EXPLAIN PLAN FOR INSERT INTO %1$s (%2$s) SELECT %2$s FROM %1$s WHERE 1=0"
                        .formatted(name, column),
                "EXPLAIN PLAN FOR UPDATE %1$s SET %2$s=%2$s WHERE 1=0".formatted(name, column),
                "EXPLAIN PLAN FOR DELETE FROM %s WHERE 1=0".formatted(name));
    }
}
