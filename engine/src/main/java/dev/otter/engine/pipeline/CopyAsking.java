package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.snapshot.CopyLook;
import dev.otter.engine.snapshot.CopyRequests;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks for tables to be copied, or copied anew, into a pipeline that runs, here or anywhere: the
 * request is kept on the target, where the process that runs the pipeline finds it within seconds.
 * One thread.
 */
public final class CopyAsking {
    private final String name;
    private final Pipeline pipeline;

    /**
     * @param name full name of the pipeline
     * @throws OtterException OPTION_NOT_SUPPORTED when rows cannot be copied to such a target
     */
    public CopyAsking(String name, Pipeline pipeline) {
        this.name = name;
        this.pipeline = pipeline;
        if (!pipeline.to().type().readable()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "rows cannot be copied to " + pipeline.to().type().title() + " yet",
                    "pipeline " + name,
                    "Copy them by hand.");
        }
    }

    /**
     * Asks for the tables in scope that are wanted.
     *
     * @param filter SQL condition of the source for the rows wanted; empty for all
     * @return the source's tables asked for
     * @throws OtterException TABLE_MISSING when none is wanted; also when a server cannot be used
     */
    public List<TableName> ask(Predicate<TableName> wanted, String filter) {
        try (MysqlConnection from = Endpoints.connect(pipeline.from());
                MysqlConnection to = Endpoints.connect(pipeline.to())) {
            List<TableName> tables =
                    TableCatalog.of(from).names(from).stream()
                            .filter(table -> pipeline.tables().target(table).isPresent())
                            .filter(wanted)
                            .sorted()
                            .toList();
            if (tables.isEmpty()) {
                throw new OtterException(
                        ErrorCode.TABLE_MISSING,
                        "no table in scope is meant",
                        "pipeline " + name,
                        "Correct the name; case counts. The pipeline's tables say what is in"
                                + " scope.");
            }
            Bookkeeping.ensure(to);
            CopyRequests requests = new CopyRequests(name);
            to.query("BEGIN");
            tables.forEach(table -> requests.ask(to, table, filter));
            to.query("COMMIT");
            return tables;
        }
    }

    /** How far all copies are that were asked for. */
    public List<CopyLook> look() {
        try (MysqlConnection to = Endpoints.connect(pipeline.to())) {
            return CopyLook.all(to, name);
        }
    }
}
