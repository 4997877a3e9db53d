package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What tables of the target look like, short enough to be kept: for each a digest of its
 * definition, and where asked for the number that the storage engine knows it by, which goes with
 * it when it is renamed. Immutable.
 *
 * @param tables digests by the tables' names; {@link #NONE} where there is no such table
 */
record TableDigests(Map<TableName, String> tables) {
    static final String NONE = "-";
    private static final String NO_NUMBER = "?";

    TableDigests {
        tables = new LinkedHashMap<>(tables);
    }

    /**
     * Looks at the target.
     *
     * @param numbers whether the storage engine's numbers count
     */
    static TableDigests read(
            MysqlConnection connection, Collection<TableName> tables, boolean numbers) {
        Map<TableName, String> found = new LinkedHashMap<>();
        for (TableName table : tables) {
            String digest = digest(connection, table);
            found.put(
                    table,
                    numbers && !digest.equals(NONE)
                            ? digest + " " + number(connection, table)
                            : digest);
        }
        return new TableDigests(found);
    }

    private static String digest(MysqlConnection connection, TableName table) {
        try {
            String text = connection.query("SHOW CREATE TABLE " + table.quoted()).string(0, 1);
            return hash(plain(text));
        } catch (ServerErrorException e) {
            if (e.errorNumber() == 1146 || e.errorNumber() == 1049) {
                return NONE;
            }
            throw e;
        }
    }

    /** Without the table's own name and the next number that it would give out. */
    private static String plain(String definition) {
        int open = definition.indexOf('(');
        return definition.substring(Math.max(0, open)).replaceFirst(" AUTO_INCREMENT=\\d+", "");
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The numbers of the table and of its partitions, when the account may see them. */
    private static String number(MysqlConnection connection, TableName table) {
        String name = table.database() + "/" + table.table();
        if (!name.matches("[A-Za-z0-9_/]+")) {
            return NO_NUMBER;
        }
        String view =
                connection.serverVersion().mysqlAtLeast(8, 0, 0)
                        ? "INNODB_TABLES"
                        : "INNODB_SYS_TABLES";
        try {
            QueryResult rows =
                    connection.query(
                            "SELECT TABLE_ID FROM information_schema."
                                    + view
                                    + " WHERE NAME='"
                                    + name
                                    + "' OR NAME LIKE '"
                                    + name.replace("_", "\\_")
                                    + "#%' ORDER BY NAME");
            StringBuilder numbers = new StringBuilder();
            for (int i = 0; i < rows.size(); i++) {
                numbers.append(i == 0 ? "" : ",").append(rows.string(i, 0));
            }
            return numbers.isEmpty() ? NO_NUMBER : numbers.toString();
        } catch (ServerErrorException e) {
            if (e.errorNumber() == 1227 || e.errorNumber() == 1142 || e.errorNumber() == 1109) {
                return NO_NUMBER;
            }
            throw e;
        }
    }

    /** Whether a table among them has no number although it was asked for. */
    boolean numbersMissing() {
        return tables.values().stream().anyMatch(digest -> digest.endsWith(NO_NUMBER));
    }

    boolean exists(TableName table) {
        return !tables.getOrDefault(table, NONE).equals(NONE);
    }

    /** The same after one table has got another name. */
    TableDigests renamed(TableName from, TableName to) {
        Map<TableName, String> after = new LinkedHashMap<>(tables);
        after.put(to, after.getOrDefault(from, NONE));
        after.put(from, NONE);
        return new TableDigests(after);
    }

    /** One line for each table. */
    String text() {
        return tables.entrySet().stream()
                .map(one ->
                        one.getValue()
                                + "\t"
                                + one.getKey().database().replace("\t", "\\t")
                                + "\t"
                                + one.getKey().table().replace("\t", "\\t"))
                .collect(Collectors.joining("\n"));
    }

    /** Reads what {@link #text} gave. */
    static TableDigests parse(String text) {
        Map<TableName, String> tables = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String line : text.split("\n", -1)) {
                String[] cells = line.split("\t", -1);
                tables.put(
                        new TableName(cells[1].replace("\\t", "\t"), cells[2].replace("\\t", "\t")),
                        cells[0]);
            }
        }
        return new TableDigests(tables);
    }
}
