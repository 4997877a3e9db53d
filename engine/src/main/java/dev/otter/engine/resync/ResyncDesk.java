package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes requests into {@code retl.retl_buffer} of a source, from where every pipeline that reads
 * it takes those of its tables. Needs a connection of its own; for one thread.
 */
public final class ResyncDesk {
    /** As Otter 4's guide makes it, with room for longer keys. */
    public static final String TABLE_SQL =
            "CREATE TABLE IF NOT EXISTS `retl`.`retl_buffer` ("
                    + "`ID` BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                    + " `TABLE_ID` INT NOT NULL,"
                    + " `FULL_NAME` VARCHAR(512),"
                    + " `TYPE` CHAR(1) NOT NULL,"
                    + " `PK_DATA` VARCHAR(256) NOT NULL,"
                    + " `GMT_CREATE` TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,"
                    + " `GMT_MODIFIED` TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP"
                    + ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

    private static final String DATABASE_SQL =
            "CREATE DATABASE IF NOT EXISTS `retl` DEFAULT CHARACTER SET utf8mb4";
    private static final String HEAD =
            "INSERT INTO `retl`.`retl_buffer` (`TABLE_ID`,`FULL_NAME`,`TYPE`,`PK_DATA`,"
                    + "`GMT_CREATE`,`GMT_MODIFIED`) ";

    /** Of a type that every pipeline passes over. */
    private static final String PROBE = HEAD + "VALUES (0,'retl.retl_buffer','Q','',NOW(),NOW())";

    private static final int ROWS = 500;

    private final MysqlConnection connection;
    private final String where;

    /**
     * @param connection to the source; its session is changed
     * @param where names the source in errors
     */
    public ResyncDesk(MysqlConnection connection, String where) {
        this.connection = connection;
        this.where = where;
        connection.query("SET SESSION time_zone='+00:00', sql_mode='STRICT_TRANS_TABLES'");
    }

    /**
     * Makes sure that requests can be written.
     *
     * @throws OtterException RESYNC_NOT_ASKED with the statements for somebody who may run them
     */
    public void open() {
        try {
            if (connection.query("SHOW TABLES FROM `retl` LIKE 'retl\\_buffer'").size() > 0) {
                return;
            }
            connection.query(TABLE_SQL);
        } catch (ServerErrorException e) {
            if (e.errorNumber() != 1049) {
                throw notAsked(e, TABLE_SQL);
            }
            make();
        }
    }

    private void make() {
        try {
            connection.query(DATABASE_SQL);
            connection.query(TABLE_SQL);
        } catch (ServerErrorException e) {
            throw notAsked(e, DATABASE_SQL + ";\n" + TABLE_SQL);
        }
    }

    /**
     * Asks for rows by their keys.
     *
     * @param keys each the values in the order of the table's columns
     * @param divider what stands between them; a key of one column may hold it
     * @throws OtterException CONFIGURATION_INVALID when a key does not fit the table,
     *     RESYNC_NOT_ASKED when the source does not take the requests
     */
    public void ask(TableName table, List<String> keys, String divider) {
        ReadTable read = table(table);
        boolean single = read.keyNames().size() == 1;
        List<String> data =
                keys.stream()
                        .map(key ->
                                single
                                        ? key
                                        : key.replace(divider, String.valueOf(KeyData.DIVIDER)))
                        .toList();
        data.forEach(key -> requireFit(read, key));
        for (int first = 0; first < data.size(); first += ROWS) {
            StringJoiner rows = new StringJoiner(",", HEAD + "VALUES ", "");
            for (String key : data.subList(first, Math.min(data.size(), first + ROWS))) {
                rows.add(row(table, text(key)));
            }
            write(rows.toString());
        }
    }

    private static void requireFit(ReadTable read, String keyData) {
        try {
            read.key(keyData);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    e.getMessage(),
                    "table " + read.table().name(),
                    "The key is (" + String.join(", ", read.keyNames()) + ").",
                    e);
        }
    }

    /**
     * Asks for all rows for which a condition holds.
     *
     * @param condition SQL of the source
     * @return how many rows that were
     */
    public long askWhere(TableName table, String condition) {
        ReadTable read = table(table);
        String sql =
                HEAD
                        + "SELECT 0,"
                        + text(name(table))
                        + ",'U',"
                        + keyExpression(read)
                        + ",NOW(),NOW() FROM "
                        + table.quoted()
                        + " WHERE ("
                        + condition
                        + ")";
        return write(sql);
    }

    /**
     * Asks for rows by SQL expressions of the source for their keys; also for rows that it no
     * longer has.
     *
     * @param keys for each row the expression of each key column, by the column's name
     * @throws OtterException RESYNC_TABLE_UNUSABLE when the table's key has other columns
     */
    public void askByExpressions(TableName table, List<Map<String, String>> keys) {
        ReadTable read = table(table);
        for (int first = 0; first < keys.size(); first += ROWS) {
            StringJoiner rows = new StringJoiner(",", HEAD + "VALUES ", "");
            keys.subList(first, Math.min(keys.size(), first + ROWS))
                    .forEach(key -> rows.add(row(table, keyExpression(read, key))));
            write(rows.toString());
        }
    }

    private static String keyExpression(ReadTable read, Map<String, String> key) {
        if (!key.keySet().equals(Set.copyOf(read.keyNames()))) {
            throw ReadTable.unusable(
                    read.table(), "its key is " + read.keyNames() + ", not " + key.keySet());
        }
        StringJoiner parts = new StringJoiner(",", "CONCAT_WS(_utf8mb4 x'01',", ")");
        for (String name : read.keyNames()) {
            parts.add(expression(read.table().column(name).orElseThrow(), key.get(name)));
        }
        return parts.toString();
    }

    /** Writes something that every pipeline reads and none follows. */
    public void probe() {
        write(PROBE);
    }

    private ReadTable table(TableName name) {
        TargetTable table = TableCatalog.of(connection).table(connection, name);
        return ReadTable.of(table);
    }

    private static String row(TableName table, String key) {
        return "(0," + text(name(table)) + ",'U'," + key + ",NOW(),NOW())";
    }

    /** As a pattern that means this table alone. */
    private static String name(TableName table) {
        return part(table.database()) + "." + part(table.table());
    }

    private static String part(String name) {
        boolean plain = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        return plain ? name : TableName.quote(name);
    }

    private static String text(String text) {
        return "_utf8mb4 x'"
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                + "'";
    }

    private static String keyExpression(ReadTable read) {
        StringJoiner parts = new StringJoiner(",", "CONCAT_WS(_utf8mb4 x'01',", ")");
        for (String name : read.keyNames()) {
            parts.add(expression(read.table().column(name).orElseThrow(), TableName.quote(name)));
        }
        return parts.toString();
    }

    private static String expression(TableColumn column, String value) {
        return switch (column.dataType()) {
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                    "CONCAT(_utf8mb4 '0x',HEX(" + value + "))";
            case "bit" -> "CONVERT(" + value + "+0 USING utf8mb4)";
            default -> "CONVERT(" + value + " USING utf8mb4)";
        };
    }

    private long write(String sql) {
        try {
            return connection.query(sql).outcome().affectedRows();
        } catch (ServerErrorException e) {
            throw notAsked(e, sql);
        }
    }

    private OtterException notAsked(ServerErrorException e, String sql) {
        boolean tooLong = e.errorNumber() == 1406;
        boolean denied =
                switch (e.errorNumber()) {
                    case 1044, 1142, 1143, 1227, 1290, 1792, 1836 -> true;
                    default -> false;
                };
        String shown = sql.length() <= 4_000 ? sql : sql.substring(0, 4_000) + "…";
        return new OtterException(
                ErrorCode.RESYNC_NOT_ASKED,
                "rows cannot be asked for: " + e.serverMessage(),
                where + ", " + BufferRows.TABLE,
                tooLong
                        ? "The key is longer than the column: ALTER TABLE retl.retl_buffer MODIFY"
                                + " PK_DATA VARCHAR(1024) NOT NULL."
                        : denied
                                ? "Grant INSERT, CREATE on retl.* to the account, or let somebody"
                                        + " who may run on the source:\n"
                                        + shown
                                        + ";\n"
                                : "Correct what the source reports.",
                e);
    }
}
