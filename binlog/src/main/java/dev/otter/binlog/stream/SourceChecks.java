package dev.otter.binlog.stream;

import static dev.otter.binlog.stream.SourceProblem.Severity.ADVICE;
import static dev.otter.binlog.stream.SourceProblem.Severity.ERROR;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks whether a server can be a source, before anything depends on it. Reads settings and rights
 * only, changes nothing. Looks at the account of the connection, not at single tables.
 */
public final class SourceChecks {
    private static final long DAY_SECONDS = 86_400;

    private final MysqlConnection connection;
    private final Map<String, String> settings = new HashMap<>();
    private final List<SourceProblem> problems = new ArrayList<>();

    private SourceChecks(MysqlConnection connection) {
        this.connection = connection;
    }

    /** All that was found, errors first. Empty means nothing to complain of. */
    public static List<SourceProblem> run(MysqlConnection connection) {
        SourceChecks checks = new SourceChecks(connection);
        checks.readSettings();
        checks.log();
        checks.rights();
        checks.advice();
        List<SourceProblem> sorted = new ArrayList<>();
        checks.problems.stream().filter(p -> p.severity() == ERROR).forEach(sorted::add);
        checks.problems.stream().filter(p -> p.severity() == ADVICE).forEach(sorted::add);
        return sorted;
    }

    private void readSettings() {
        QueryResult result =
                connection.query(
                        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin','binlog_format',"
                                + "'server_id','binlog_row_image','binlog_row_metadata','gtid_mode',"
                                + "'log_slave_updates','log_replica_updates','expire_logs_days',"
                                + "'binlog_expire_logs_seconds','binlog_row_value_options',"
                                + "'binlog_annotate_row_events')");
        for (int row = 0; row < result.size(); row++) {
            settings.put(
                    result.string(row, 0).toLowerCase(Locale.ROOT),
                    result.string(row, 1).toUpperCase(Locale.ROOT));
        }
    }

    private String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    private void log() {
        if (!setting("log_bin").equals("ON")) {
            add(
                    "source.log-off",
                    ERROR,
                    "the server writes no binary log",
                    "start it with log_bin=binlog and a server_id");
        }
        if (setting("server_id").equals("0")) {
            add(
                    "source.server-id",
                    ERROR,
                    "the server has no server_id, so it refuses replicas",
                    "SET GLOBAL server_id=<a number that no other server has>, also in my.cnf");
        }
        String format = setting("binlog_format");
        if (!format.equals("ROW")) {
            add(
                    "source.format",
                    ERROR,
                    "binlog_format is " + format + ", so the log does not hold the changed rows",
                    "SET GLOBAL binlog_format=ROW, also in my.cnf; sessions that are open keep the"
                            + " old one until they reconnect");
        }
        String image = setting("binlog_row_image");
        if (!image.isEmpty() && !image.equals("FULL")) {
            add(
                    "source.row-image",
                    ADVICE,
                    "binlog_row_image is " + image + ", so unchanged columns are not in the log",
                    "SET GLOBAL binlog_row_image=FULL if conflicts between sites must be told by"
                            + " whole rows");
            if (setting("binlog_annotate_row_events").equals("OFF")) {
                add(
                        "source.replace-untold",
                        ERROR,
                        "binlog_row_image is "
                                + image
                                + " and binlog_annotate_row_events is OFF, so the log does not tell"
                                + " a REPLACE, which resets columns, from an UPDATE, which does not",
                        "SET GLOBAL binlog_row_image=FULL, or SET GLOBAL"
                                + " binlog_annotate_row_events=ON, also in my.cnf");
            }
        }
    }

    private void rights() {
        Grants grants = Grants.of(connection);
        boolean mariaDb = connection.serverVersion().mariaDb();
        if (!grants.global("REPLICATION SLAVE")) {
            missing("source.right-slave", "REPLICATION SLAVE", "the log cannot be read");
        }
        boolean client =
                grants.global("REPLICATION CLIENT")
                        || (mariaDb && grants.global("BINLOG MONITOR"))
                        || grants.global("SUPER");
        if (!client) {
            missing(
                    "source.right-client",
                    "REPLICATION CLIENT",
                    "the position of the log cannot be asked for");
        } else {
            filters();
        }
        if (!grants.anywhere("SELECT")) {
            missing("source.right-select", "SELECT", "the shape of tables cannot be read");
        }
    }

    private void missing(String code, String right, String consequence) {
        add(
                code,
                ERROR,
                "account "
                        + connection.endpoint().user()
                        + " lacks "
                        + right
                        + ", so "
                        + consequence,
                "GRANT "
                        + right
                        + " ON *.* TO the account"
                        + (right.equals("SELECT") ? ", or on its databases only" : ""));
    }

    /** Databases that the server itself leaves out of its log. */
    private void filters() {
        QueryResult status;
        try {
            status =
                    connection.query(
                            connection.serverVersion().mysqlAtLeast(8, 2, 0)
                                    ? "SHOW BINARY LOG STATUS"
                                    : "SHOW MASTER STATUS");
        } catch (ServerErrorException e) {
            add(
                    "source.log-status",
                    ERROR,
                    "the server does not tell its log position: " + e.getMessage(),
                    "see the server's text");
            return;
        }
        if (status.size() == 0) {
            return;
        }
        String only = status.string(0, "Binlog_Do_DB");
        String not = status.string(0, "Binlog_Ignore_DB");
        if (!only.isEmpty() || !not.isEmpty()) {
            add(
                    "source.log-filter",
                    ADVICE,
                    "the server leaves databases out of its log (binlog_do_db '"
                            + only
                            + "', binlog_ignore_db '"
                            + not
                            + "')",
                    "remove the filter from my.cnf if those databases are to be synchronised");
        }
    }

    private void advice() {
        if (setting("binlog_row_metadata").equals("MINIMAL")) {
            add(
                    "source.row-metadata",
                    ADVICE,
                    "the log does not hold column names",
                    "SET GLOBAL binlog_row_metadata=FULL, also in my.cnf, so that a change of a"
                            + " table's shape can never be misread");
        }
        String updates =
                setting("log_replica_updates").isEmpty()
                        ? setting("log_slave_updates")
                        : setting("log_replica_updates");
        if (updates.equals("OFF")) {
            add(
                    "source.replica-updates",
                    ADVICE,
                    "changes that the server receives as a replica are not in its log",
                    "set log_slave_updates=ON in my.cnf if it is, or may become, a replica");
        }
        if (setting("gtid_mode").startsWith("OFF") || setting("gtid_mode").endsWith("PERMISSIVE")) {
            add(
                    "source.gtid",
                    ADVICE,
                    "gtid_mode is "
                            + setting("gtid_mode")
                            + ", so pipelines that begin now go by positions, and another server"
                            + " takes over with more effort",
                    "switch gtid_mode to ON, step by step as the MySQL manual says; pipelines that"
                            + " exist go on by positions until they are begun anew");
        }
        retention();
    }

    private void retention() {
        long seconds = number(setting("binlog_expire_logs_seconds"));
        if (seconds == 0) {
            seconds = number(setting("expire_logs_days")) * DAY_SECONDS;
        }
        if (seconds > 0 && seconds < DAY_SECONDS) {
            add(
                    "source.retention",
                    ADVICE,
                    "the server deletes its log after " + seconds + " seconds",
                    "SET GLOBAL binlog_expire_logs_seconds=259200 or more: a longer interruption"
                            + " would need a new copy of the data");
        }
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : (long) Double.parseDouble(text);
    }

    private void add(String code, SourceProblem.Severity severity, String text, String remedy) {
        problems.add(new SourceProblem(code, severity, text, remedy));
    }
}
