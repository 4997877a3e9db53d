package dev.otter.engine.database;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that a target keeps for us in the database {@code retl}: progress, held tables, rows
 * put aside. Stateless.
 *
 * <ul>
 *   <li>{@code retl_checkpoint}: one row per pipeline and slot, written first in every target
 *       transaction; what it says is durable together with the rows
 *   <li>{@code retl_held_table}: tables that a pipeline no longer writes, and why
 *   <li>{@code retl_quarantine}: rows that the target refused and that were passed over
 *   <li>{@code retl_resync}: rows that were asked for again and are not durable yet
 *   <li>{@code retl_source}: which server a pipeline reads, whose log its checkpoint is about
 *   <li>{@code retl_snapshot}: how far a full load is, written in the target transactions of its
 *       rows
 *   <li>{@code retl_ddl}: statements that changed tables, and what became of them
 *   <li>{@code retl_schema}: how tables of the source looked at points of its log
 *   <li>{@code retl_copy_request}: tables that somebody wants to have copied while their pipeline
 *       runs
 *   <li>{@code retl_check}: how far a comparison is that another node may go on with
 * </ul>
 */
public final class Bookkeeping {
    private static final String END =
            " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

    private static final String DATABASE =
            "CREATE DATABASE IF NOT EXISTS `retl` DEFAULT CHARACTER SET utf8mb4";

    /**
     * @param name name without the database
     * @param columns names of the columns that we use, for a look at whether they are there
     * @param ddl the statement that creates it
     */
    private record OwnTable(String name, String columns, String ddl) {
        String probe() {
            return "SELECT " + columns + " FROM `retl`.`" + name + "` LIMIT 0";
        }
    }

    private static final List<OwnTable> TABLES =
            List.of(
                    new OwnTable(
                            "retl_checkpoint",
                            "`pipeline`,`slot`,`epoch`,`group_number`,`origin`,`low_water_mark`,"
                                    + "`transactions`,`source_commit_micros`,`updated_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_checkpoint` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `slot` INT NOT NULL,"
                                    + " `epoch` BIGINT NOT NULL,"
                                    + " `group_number` BIGINT NOT NULL,"
                                    + " `origin` VARCHAR(64) NOT NULL DEFAULT '',"
                                    + " `low_water_mark` MEDIUMTEXT NOT NULL,"
                                    + " `transactions` MEDIUMTEXT NOT NULL,"
                                    + " `source_commit_micros` BIGINT NOT NULL DEFAULT 0,"
                                    + changed("updated_at", true)
                                    + " PRIMARY KEY (`pipeline`, `slot`))"
                                    + END),
                    new OwnTable(
                            "retl_held_table",
                            "`pipeline`,`table_name`,`transaction_id`,`position`,`error_code`,"
                                    + "`error_text`,`held_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_held_table` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `table_name` VARCHAR(190) NOT NULL,"
                                    + " `transaction_id` VARCHAR(500) NOT NULL,"
                                    + " `position` VARCHAR(600) NOT NULL,"
                                    + " `error_code` VARCHAR(20) NOT NULL,"
                                    + " `error_text` MEDIUMTEXT NOT NULL,"
                                    + changed("held_at", false)
                                    + " PRIMARY KEY (`pipeline`, `table_name`))"
                                    + END),
                    new OwnTable(
                            "retl_quarantine",
                            "`id`,`pipeline`,`table_name`,`transaction_id`,`position`,`kind`,"
                                    + "`error_code`,`error_text`,`row_before`,`row_after`,"
                                    + "`quarantined_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_quarantine` ("
                                    + "`id` BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                                    + " `pipeline` VARCHAR(190) NOT NULL,"
                                    + " `table_name` VARCHAR(190) NOT NULL,"
                                    + " `transaction_id` VARCHAR(500) NOT NULL,"
                                    + " `position` VARCHAR(600) NOT NULL,"
                                    + " `kind` VARCHAR(10) NOT NULL,"
                                    + " `error_code` VARCHAR(20) NOT NULL,"
                                    + " `error_text` MEDIUMTEXT NOT NULL,"
                                    + " `row_before` LONGTEXT,"
                                    + " `row_after` LONGTEXT,"
                                    + changed("quarantined_at", false)
                                    + " KEY `by_table` (`pipeline`, `table_name`))"
                                    + END),
                    new OwnTable(
                            "retl_resync",
                            "`pipeline`,`log_file`,`log_offset`,`number`,`full_name`,`kind`,"
                                    + "`pk_data`,`requested_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_resync` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `log_file` VARCHAR(255) NOT NULL,"
                                    + " `log_offset` BIGINT NOT NULL,"
                                    + " `number` INT NOT NULL,"
                                    + " `full_name` VARCHAR(512) NOT NULL,"
                                    + " `kind` CHAR(1) NOT NULL,"
                                    + " `pk_data` VARCHAR(1024) NOT NULL,"
                                    + changed("requested_at", false)
                                    + " PRIMARY KEY (`pipeline`, `log_file`, `log_offset`,"
                                    + " `number`))"
                                    + END),
                    new OwnTable(
                            "retl_source",
                            "`pipeline`,`configured`,`address`,`identity`,`taken_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_source` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `configured` VARCHAR(300) NOT NULL,"
                                    + " `address` VARCHAR(300) NOT NULL,"
                                    + " `identity` VARCHAR(100) NOT NULL,"
                                    + changed("taken_at", true)
                                    + " PRIMARY KEY (`pipeline`))"
                                    + END),
                    new OwnTable(
                            "retl_snapshot",
                            "`pipeline`,`source_table`,`target_table`,`part`,`state`,`begun_at`,"
                                    + "`finished_at`,`next_key`,`end_key`,`rows_copied`,"
                                    + "`rows_estimated`,`way`,`row_filter`,`after_copy`,"
                                    + "`updated_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_snapshot` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `source_table` VARCHAR(190) NOT NULL,"
                                    + " `target_table` VARCHAR(190) NOT NULL,"
                                    + " `part` INT NOT NULL,"
                                    + " `state` VARCHAR(20) NOT NULL,"
                                    + " `begun_at` VARCHAR(600) NOT NULL DEFAULT '',"
                                    + " `finished_at` VARCHAR(600) NOT NULL DEFAULT '',"
                                    + " `next_key` MEDIUMTEXT NOT NULL,"
                                    + " `end_key` MEDIUMTEXT NOT NULL,"
                                    + " `rows_copied` BIGINT NOT NULL DEFAULT 0,"
                                    + " `rows_estimated` BIGINT NOT NULL DEFAULT 0,"
                                    + " `way` VARCHAR(20) NOT NULL DEFAULT 'FILL',"
                                    + " `row_filter` TEXT NOT NULL,"
                                    + " `after_copy` MEDIUMTEXT NOT NULL,"
                                    + changed("updated_at", true)
                                    + " PRIMARY KEY (`pipeline`, `source_table`, `part`))"
                                    + END),
                    new OwnTable(
                            "retl_schema",
                            "`pipeline`,`table_name`,`version`,`transaction_id`,`valid_until`,"
                                    + "`state`,`shape`,`recorded_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_schema` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `table_name` VARCHAR(190) NOT NULL,"
                                    + " `version` BIGINT NOT NULL,"
                                    + " `transaction_id` VARCHAR(500) NOT NULL,"
                                    + " `valid_until` MEDIUMTEXT NOT NULL,"
                                    + " `state` VARCHAR(10) NOT NULL,"
                                    + " `shape` MEDIUMTEXT NOT NULL,"
                                    + changed("recorded_at", false)
                                    + " PRIMARY KEY (`pipeline`, `table_name`, `version`))"
                                    + END),
                    new OwnTable(
                            "retl_ddl",
                            "`pipeline`,`transaction_id`,`position`,`state`,`source_statement`,"
                                    + "`statement`,`digest_before`,`note`,`started_at`,"
                                    + "`changed_at`,`fingerprint`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_ddl` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `transaction_id` VARCHAR(500) NOT NULL,"
                                    + " `position` VARCHAR(600) NOT NULL,"
                                    + " `state` VARCHAR(10) NOT NULL,"
                                    + " `source_statement` MEDIUMTEXT NOT NULL,"
                                    + " `statement` MEDIUMTEXT NOT NULL,"
                                    + " `digest_before` MEDIUMTEXT NOT NULL,"
                                    + " `note` MEDIUMTEXT NOT NULL,"
                                    + " `fingerprint` VARCHAR(40) NOT NULL DEFAULT '',"
                                    + changed("started_at", false)
                                    + changed("changed_at", true)
                                    + " PRIMARY KEY (`pipeline`, `transaction_id`))"
                                    + END),
                    new OwnTable(
                            "retl_copy_request",
                            "`pipeline`,`source_table`,`state`,`row_filter`,`error_text`,"
                                    + "`asked_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_copy_request` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `source_table` VARCHAR(190) NOT NULL,"
                                    + " `state` VARCHAR(20) NOT NULL,"
                                    + " `row_filter` TEXT NOT NULL,"
                                    + " `error_text` TEXT NOT NULL,"
                                    + changed("asked_at", false)
                                    + " PRIMARY KEY (`pipeline`, `source_table`))"
                                    + END),
                    new OwnTable(
                            "retl_check",
                            "`pipeline`,`table_name`,`run`,`shape`,`point`,`source_rows`,"
                                    + "`target_rows`,`equal_rows`,`differences`,`undecided`,"
                                    + "`updated_at`",
                            "CREATE TABLE IF NOT EXISTS `retl`.`retl_check` ("
                                    + "`pipeline` VARCHAR(190) NOT NULL,"
                                    + " `table_name` VARCHAR(190) NOT NULL,"
                                    + " `run` VARCHAR(64) NOT NULL,"
                                    + " `shape` VARCHAR(64) NOT NULL,"
                                    + " `point` MEDIUMTEXT NOT NULL,"
                                    + " `source_rows` BIGINT NOT NULL,"
                                    + " `target_rows` BIGINT NOT NULL,"
                                    + " `equal_rows` BIGINT NOT NULL,"
                                    + " `differences` BIGINT NOT NULL,"
                                    + " `undecided` BIGINT NOT NULL,"
                                    + changed("updated_at", true)
                                    + " PRIMARY KEY (`pipeline`, `table_name`))"
                                    + END));

    private Bookkeeping() {}

    private static String changed(String name, boolean everyTime) {
        return " `"
                + name
                + "` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)"
                + (everyTime ? " ON UPDATE CURRENT_TIMESTAMP(6)," : ",");
    }

    /** The statements that create everything, each ending with a semicolon, one a line. */
    public static String script() {
        return Stream.concat(Stream.of(DATABASE), TABLES.stream().map(OwnTable::ddl))
                .map(sql -> sql + ";")
                .collect(Collectors.joining("\n"));
    }

    /**
     * Makes sure that the tables are there and can be written, and creates what is missing.
     *
     * @throws OtterException PRIVILEGE_MISSING with the statements to run when the account may not
     *     create or write them; TARGET_NOT_READY when a table has another shape or the target
     *     cannot be written
     */
    public static void ensure(MysqlConnection connection) {
        for (OwnTable table : TABLES) {
            if (!present(connection, table)) {
                create(connection, table);
            }
        }
    }

    private static boolean present(MysqlConnection connection, OwnTable table) {
        try {
            connection.query(table.probe());
            return true;
        } catch (ServerErrorException e) {
            return switch (e.errorNumber()) {
                case ServerErrors.NO_SUCH_TABLE, ServerErrors.NO_SUCH_DATABASE -> false;
                case ServerErrors.NO_SUCH_COLUMN ->
                        throw new OtterException(
                                ErrorCode.TARGET_NOT_READY,
                                "table retl."
                                        + table.name()
                                        + " has not the columns it should have: "
                                        + e.serverMessage(),
                                connection.endpoint().address(),
                                "Rename or drop that table and start again; it was made by another"
                                        + " program or version.",
                                e);
                // Whether a table exists is not told to accounts that may not use it.
                default -> throw refused(connection, e);
            };
        }
    }

    private static void create(MysqlConnection connection, OwnTable table) {
        try {
            if (connection.query("SHOW DATABASES LIKE 'retl'").size() == 0) {
                connection.query(DATABASE);
            }
            connection.query(table.ddl());
        } catch (ServerErrorException e) {
            throw refused(connection, e);
        }
    }

    private static OtterException refused(MysqlConnection connection, ServerErrorException e) {
        String where = connection.endpoint().address();
        if (ServerErrors.readOnly(e)) {
            return new OtterException(
                    ErrorCode.TARGET_NOT_READY,
                    "the target is read-only, so its tables in the database retl cannot be made",
                    where,
                    "Set read_only and super_read_only to OFF on it.",
                    e);
        }
        if (ServerErrors.denied(e)) {
            return new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "the account may not create or use the tables in the database retl ("
                            + e.serverMessage()
                            + ")",
                    where,
                    "Let an administrator run on the target:\n"
                            + script()
                            + "\n"
                            + grant(connection)
                            + "\n",
                    e);
        }
        return new OtterException(
                ErrorCode.TARGET_NOT_READY,
                "the tables in the database retl cannot be made or used: " + e.serverMessage(),
                where,
                "Mend what the server reports; these statements must succeed:\n" + script() + "\n",
                e);
    }

    private static String grant(MysqlConnection connection) {
        return "GRANT SELECT, INSERT, UPDATE, DELETE ON `retl`.* TO "
                + ServerErrors.account(connection)
                + ";";
    }
}
