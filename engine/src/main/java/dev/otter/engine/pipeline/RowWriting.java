package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.DryTarget;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.RowMode;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether rows are written at all, and what of them (options 'dry-run' and 'rows'). Stateless. */
final class RowWriting {
    private static final Logger LOG = LoggerFactory.getLogger(RowWriting.class);

    private RowWriting() {}

    /**
     * The pipeline as it runs: a dry run passes over statements and requests for rows.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED or PRESENT_ROWS_NOT_POSSIBLE when the options do
     *     not go together, or not with this kind of target
     */
    static Pipeline prepared(String name, Pipeline pipeline) {
        PipelineOptions options = pipeline.options();
        Endpoint.Type type = pipeline.to().type();
        boolean mysql = type == Endpoint.Type.MYSQL || type == Endpoint.Type.MARIADB;
        boolean whole = type == Endpoint.Type.KAFKA && options.rowMode() == RowMode.ROW;
        if (!mysql && !whole && options.rowMode() != RowMode.AUTO) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "'rows.mode' says what updates write, which a pipeline to this kind of target"
                            + " cannot follow",
                    "pipeline " + name + ", target " + pipeline.to(),
                    "Write 'rows: {mode: auto}', or leave it out.");
        }
        if (options.consistency().readsAgain()) {
            requireReadable(name, pipeline, mysql);
        }
        return options.dryRun() ? dry(name, pipeline) : pipeline;
    }

    /** What judges rows of the log must not be given later ones. */
    private static void requireReadable(String name, Pipeline pipeline, boolean mysql) {
        boolean judged =
                pipeline.options().views().mappings().stream()
                        .anyMatch(mapping ->
                                !mapping.rows().isNone()
                                        || !mapping.groups().isEmpty()
                                        || mapping.choice().isPresent()
                                        || mapping.files().isPresent());
        if (judged || !mysql) {
            throw new OtterException(
                    ErrorCode.PRESENT_ROWS_NOT_POSSIBLE,
                    judged
                            ? "'rows.values: database' (consistency MEDIA) reads rows again, and an"
                                    + " entry under 'tables' has where, set, groups, a processor, a"
                                    + " route or files, which look at the log's rows"
                            : "'rows.values: database' (consistency MEDIA) needs a target that is"
                                    + " MySQL or MariaDB",
                    "pipeline " + name + ", target " + pipeline.to(),
                    "Write 'rows: {values: log}' (consistency BASE), or leave it out.");
        }
    }

    private static Pipeline dry(String name, Pipeline pipeline) {
        PipelineOptions options = pipeline.options();
        if (pipeline.to().type() == Endpoint.Type.KAFKA) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "'dry-run' counts rows and writes none, which a pipeline to Kafka cannot do yet",
                    "pipeline " + name,
                    "Write 'dry-run: false'.");
        }
        if (options.snapshot() != SnapshotMode.NEVER) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "'dry-run' writes no rows, and 'snapshot' asks for a full load",
                    "pipeline " + name,
                    "Write 'snapshot: never' for the dry run, or 'dry-run: false'.");
        }
        LOG.warn(
                "pipeline {}: dry run: rows are counted and not written; what is passed now is not"
                        + " written later either",
                name);
        DdlRules passing = new DdlRules(DdlAction.SKIP, Map.of(), options.ddl().missing());
        return new Pipeline(
                pipeline.name(),
                pipeline.from(),
                pipeline.to(),
                pipeline.start(),
                pipeline.tables(),
                options.with(passing).withResync(false));
    }

    /** Where rows go. */
    static ApplyTarget target(Pipeline pipeline, ApplyTarget target) {
        return pipeline.options().dryRun() ? new DryTarget(target) : target;
    }

    /**
     * Refuses a source that does not log whole rows, where whole rows are to be written.
     *
     * @param from a connection to the source
     */
    static void source(MysqlConnection from, Pipeline pipeline, String where) {
        if (pipeline.options().rowMode() != RowMode.ROW) {
            return;
        }
        require(
                from,
                "binlog_row_image",
                "FULL",
                where,
                "Run on the source: SET GLOBAL binlog_row_image='FULL'; and let its sessions connect"
                        + " again. Or write 'rows: {mode: field}'.");
        require(
                from,
                "binlog_row_value_options",
                "",
                where,
                "Run on the source: SET GLOBAL binlog_row_value_options=''; and let its sessions"
                        + " connect again. Or write 'rows: {mode: field}'.");
    }

    private static void require(
            MysqlConnection from, String variable, String wanted, String where, String remedy) {
        QueryResult found = from.query("SHOW GLOBAL VARIABLES LIKE '" + variable + "'");
        if (found.size() > 0 && !found.string(0, 1).equalsIgnoreCase(wanted)) {
            throw new OtterException(
                    ErrorCode.ROW_IMAGE_INCOMPLETE,
                    "'rows.mode: row' writes whole rows, and %s is '%s' on the source"
                            .formatted(variable, found.string(0, 1)),
                    where,
                    remedy);
        }
    }
}
