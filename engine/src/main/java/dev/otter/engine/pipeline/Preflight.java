package dev.otter.engine.pipeline;

import dev.otter.binlog.stream.SourceChecks;
import dev.otter.binlog.stream.SourceProblem;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.InstantSource;
import java.util.List;
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

    /** Refuses a target that cannot be written; makes the bookkeeping tables. */
    static void target(MysqlConnection connection, Pipeline pipeline, String where) {
        QueryResult version = connection.query("SELECT @@version");
        LOG.debug("{}: target {} is {}", where, pipeline.to(), version.string(0, 0));
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

    /** A replica id that differs between pipelines and hardly meets a real server's. */
    static long replicaId(String pipeline) {
        long hash = pipeline.hashCode() & 0x0FFFFFFFL;
        return 0x70000000L + hash;
    }
}
