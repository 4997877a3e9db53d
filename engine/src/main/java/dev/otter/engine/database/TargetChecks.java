package dev.otter.engine.database;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at a target before anything is written to it. What cannot work is an error with its remedy,
 * what may surprise is a notice. Nothing is changed. Stateless.
 */
public final class TargetChecks {
    private static final int NAMES_SHOWN = 10;

    private TargetChecks() {}

    /**
     * @param connection a connection with the account that will write
     * @param tables the tables that will be written
     * @param sourceMaxPacket the source's max_allowed_packet, 0 when not known
     * @return notices for the operator, whole sentences
     * @throws OtterException when the target cannot be written as it is
     */
    public static List<String> check(
            MysqlConnection connection, Collection<TargetTable> tables, long sourceMaxPacket) {
        writable(connection);
        privileges(connection, tables);
        List<String> notices = new ArrayList<>();
        notice(
                notices,
                tables.stream().filter(table -> !table.transactional()).toList(),
                "cannot roll back (engine without transactions); after a crash or an error their"
                        + " rows may be written twice or in part");
        notice(
                notices,
                tables.stream().filter(table -> !table.triggers().isEmpty()).toList(),
                "have triggers, which run on the target too although their effects on the source"
                        + " are in its log already");
        notice(
                notices,
                tables.stream().filter(table -> table.rowKey().isEmpty()).toList(),
                "have neither a primary key nor a unique key without NULL; their rows are found by"
                        + " comparing all columns, which is slow");
        forgetful(connection, notices);
        long most = connection.maxAllowedPacket();
        if (most < sourceMaxPacket) {
            notices.add(
                    "max_allowed_packet is %d on the target and %d on the source; a row larger than"
                                    .formatted(most, sourceMaxPacket)
                            + " the target's limit would stop the pipeline.");
        }
        return notices;
    }

    /** A target that may lose what it acknowledged makes the pipeline apply it again. */
    private static void forgetful(MysqlConnection connection, List<String> notices) {
        QueryResult rows =
                connection.query(
                        "SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                                + " ('innodb_flush_log_at_trx_commit','sync_binlog','log_bin')");
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            settings.put(rows.string(i, 0).toLowerCase(Locale.ROOT), rows.string(i, 1));
        }
        boolean logs = "ON".equalsIgnoreCase(settings.getOrDefault("log_bin", "OFF"));
        String flush = settings.getOrDefault("innodb_flush_log_at_trx_commit", "1");
        String sync = logs ? settings.getOrDefault("sync_binlog", "1") : "1";
        if (!flush.equals("1") || !sync.equals("1")) {
            notices.add(
                    "The target has innodb_flush_log_at_trx_commit=%s%s: a crash of its machine may"
                                    .formatted(flush, logs ? " and sync_binlog=" + sync : "")
                            + " cost it transactions that it acknowledged. The pipeline notices and"
                            + " applies them again from its checkpoint, as long as the source keeps"
                            + " that part of its log.");
        }
    }

    private static void notice(List<String> notices, List<TargetTable> tables, String what) {
        if (!tables.isEmpty()) {
            notices.add(
                    "Tables "
                            + list(tables.stream().map(TargetTable::name).toList())
                            + " "
                            + what
                            + ".");
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

    private static void writable(MysqlConnection connection) {
        QueryResult rows = connection.query("SHOW GLOBAL VARIABLES LIKE '%read\\_only'");
        boolean readOnly = false;
        boolean forAll = false;
        for (int i = 0; i < rows.size(); i++) {
            boolean on = "ON".equalsIgnoreCase(rows.string(i, 1)) || "1".equals(rows.string(i, 1));
            switch (rows.string(i, 0)) {
                case "read_only" -> readOnly = on;
                case "super_read_only" -> forAll = on;
                default -> {
                    // innodb_read_only, transaction_read_only: their errors speak for themselves.
                }
            }
        }
        if (forAll || readOnly && !exempt(connection)) {
            throw new OtterException(
                    ErrorCode.TARGET_NOT_READY,
                    "the target is read-only",
                    connection.endpoint().address(),
                    "Set read_only"
                            + (forAll ? " and super_read_only" : "")
                            + " to OFF on it, or name the server that takes writes.");
        }
    }

    /** Whether the account may write in spite of read_only. */
    private static boolean exempt(MysqlConnection connection) {
        QueryResult grants = connection.query("SHOW GRANTS");
        for (int i = 0; i < grants.size(); i++) {
            String grant = grants.string(i, 0);
            if (grant.contains(" ON *.* ")
                    && (grant.contains("ALL PRIVILEGES")
                            || grant.contains("SUPER")
                            || grant.contains("CONNECTION_ADMIN")
                            || grant.contains("READ_ONLY ADMIN")
                            || grant.contains("READ ONLY ADMIN"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * EXPLAIN needs the privileges of the statement explained, and roles count; it runs nothing.
     */
    private static void privileges(MysqlConnection connection, Collection<TargetTable> tables) {
        List<TableName> refused = new ArrayList<>();
        String example = "";
        for (TargetTable table : tables) {
            String name = table.name().quoted();
            String column = TableName.quote(writtenColumn(table));
            try {
                connection.query("EXPLAIN INSERT INTO " + name + " () VALUES ()");
                connection.query(
                        "EXPLAIN UPDATE "
                                + name
                                + " SET "
                                + column
                                + "="
                                + column
                                + " WHERE FALSE");
                connection.query("EXPLAIN DELETE FROM " + name + " WHERE FALSE");
            } catch (ServerErrorException e) {
                if (ServerErrors.denied(e)) {
                    refused.add(table.name());
                    example = e.serverMessage();
                }
                // Other errors of an EXPLAIN say nothing about the rows to come.
            }
        }
        if (!refused.isEmpty()) {
            throw new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "the account may not write " + list(refused) + " (" + example + ")",
                    connection.endpoint().address(),
                    grants(connection, refused));
        }
    }

    private static String writtenColumn(TargetTable table) {
        return table.columns().stream()
                .filter(column -> !column.generated())
                .findFirst()
                .orElse(table.columns().getFirst())
                .name();
    }

    private static String grants(MysqlConnection connection, List<TableName> tables) {
        String account = ServerErrors.account(connection);
        return tables.stream()
                .map(TableName::database)
                .distinct()
                .map(database ->
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON "
                                + TableName.quote(database)
                                + ".* TO "
                                + account
                                + ";")
                .collect(Collectors.joining(" ", "Run on the target: ", ""));
    }
}
