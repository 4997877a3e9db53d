package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.snapshot.CopyLane;
import dev.otter.engine.snapshot.CopyLook;
import dev.otter.engine.snapshot.CopyRequests;
import dev.otter.engine.snapshot.RecordSession;
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
    private final CopyPlace place;

    /**
     * @param name full name of the pipeline
     * @throws OtterException OPTION_NOT_SUPPORTED when rows cannot be copied to such a target
     */
    public CopyAsking(String name, Pipeline pipeline) {
        this.name = name;
        this.pipeline = pipeline;
        this.place = CopyPlace.of(name, pipeline.to());
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
                RecordSession to = place.session().get()) {
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
            CopyRequests requests = new CopyRequests(name, place.sql());
            to.begin();
            tables.forEach(table -> requests.ask(to, table, filter));
            to.commit();
            return tables;
        }
    }

    /** How far all copies are that were asked for. */
    public List<CopyLook> look() {
        try (RecordSession to = place.session().get()) {
            return CopyLook.all(
                    to, place.sql(), name, CopyLane.of(name, pipeline.tables()));
        }
    }
}
