package dev.otter.engine.pipeline;

import dev.otter.binlog.stream.SourceChecks;
import dev.otter.binlog.stream.SourceProblem;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetChecks;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.transform.Transformer;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at both ends before a pipeline runs. Stateless. */
final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private Preflight() {}

    /** Refuses a source whose log cannot be read; advice is only logged. */
    static void source(MysqlConnection connection, Endpoint endpoint, String where) {
        List<SourceProblem> problems = SourceChecks.run(connection);
        List<SourceProblem> errors =
                problems.stream()
                        .filter(p -> p.severity() == SourceProblem.Severity.ERROR)
                        .toList();
        if (!errors.isEmpty()) {
            boolean rights = errors.getFirst().code().startsWith("source.right");
            throw new OtterException(
                    rights ? ErrorCode.PRIVILEGE_MISSING : ErrorCode.SOURCE_NOT_READY,
                    errors.stream().map(SourceProblem::text).collect(Collectors.joining("; ")),
                    where + ", source " + endpoint,
                    errors.stream().map(SourceProblem::remedy).collect(Collectors.joining(" ")));
        }
        problems.forEach(p -> LOG.info("{}: {} {}", where, p.text(), p.remedy()));
    }

    /**
     * Refuses a target that cannot be written or lacks tables in scope; makes the bookkeeping
     * tables.
     */
    static void target(MysqlConnection from, MysqlConnection to, Pipeline pipeline, String where) {
        Bookkeeping.ensure(to);
        Set<TableName> wanted = new TreeSet<>();
        for (TableName table : TableCatalog.of(from).names(from)) {
            wanted.addAll(targets(pipeline, table));
        }
        if (wanted.isEmpty()) {
            LOG.warn("{}: no table of the source is in scope yet", where);
        }
        try {
            // What is missing may have its CREATE TABLE in the log that is still to be read.
            Map<TableName, TargetTable> tables =
                    pipeline.options().ddl().applies()
                            ? TableCatalog.of(to).load(to, wanted)
                            : TableCatalog.of(to).require(to, wanted);
            for (String notice : TargetChecks.check(to, tables.values(), from.maxAllowedPacket())) {
                LOG.info("{}: {}", where, notice);
            }
        } catch (OtterException e) {
            throw e.within(where);
        }
    }

    /** All targets of a table, of which no two are the same. */
    static List<TableName> targets(Pipeline pipeline, TableName source) {
        List<TableName> targets = pipeline.tables().targets(source);
        return targets.isEmpty() ? targets : Transformer.different(source, targets);
    }

    /** Refuses views that do not fit the tables as they are now. */
    static void views(MysqlConnection from, MysqlConnection to, Pipeline pipeline, String where) {
        try (Views views = new Views(pipeline.options().views(), pipeline.name())) {
            new ViewCheck(from, to, pipeline, views).require(where);
        }
    }

    /** The tables that an earlier run has put on hold. */
    static HeldTables held(MysqlConnection to, String pipeline, StatusBoard board) {
        HeldTables held =
                new HeldTables(to.query("SELECT @@lower_case_table_names").number(0, 0) != 0);
        board.noneHeld();
        QueryResult rows =
                to.query(
                        "SELECT `table_name`, `error_text` FROM `retl`.`retl_held_table` WHERE"
                                + " `pipeline`='"
                                + pipeline.replace("\\", "\\\\").replace("'", "\\'")
                                + "'");
        for (int row = 0; row < rows.size(); row++) {
            String table = rows.string(row, 0);
            int dot = table.indexOf('.');
            held.hold(new TableName(table.substring(0, dot), table.substring(dot + 1)));
            board.held(table, rows.string(row, 1));
        }
        return held;
    }

    /** Whether the source names its transactions by MySQL GTIDs. */
    static boolean usesGtids(MysqlConnection connection) {
        return !connection.serverVersion().mariaDb()
                && "ON".equals(connection.query("SELECT @@gtid_mode").string(0, 0));
    }

    /** How far the source's clock is ahead of ours. */
    static long clockAheadMillis(MysqlConnection connection, InstantSource clock) {
        String seconds = connection.query("SELECT UNIX_TIMESTAMP(NOW(6))").string(0, 0);
        return Math.round(Double.parseDouble(seconds) * 1000) - clock.millis();
    }

    /**
     * A replica id that differs between pipelines and hardly meets a real server's. Two runs of one
     * pipeline against one target share it, so that the newer cuts off the older one's log;
     * pipelines of one name that fill different targets do not.
     *
     * @param target which target it is
     */
    static long replicaId(String pipeline, String target) {
        long hash = (pipeline + '\n' + target).hashCode() & 0x0FFFFFFFL;
        return 0x70000000L + hash;
    }
}
