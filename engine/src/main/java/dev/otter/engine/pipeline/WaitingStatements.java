package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;

/**
 * Statements of a pipeline that wait for somebody, and what is decided of them. The pipeline may
 * run anywhere or rest: both meet in the journal on the target. A connection for each call.
 */
public final class WaitingStatements {
    private final Endpoint target;
    private final DdlDecisions decisions;

    /**
     * @param name full name of the pipeline
     * @throws OtterException OPTION_NOT_SUPPORTED when its target is none that runs statements
     */
    public WaitingStatements(String name, Pipeline pipeline) {
        this.target = pipeline.to();
        this.decisions = new DdlDecisions(name);
        switch (target.type()) {
            case MYSQL, MARIADB -> {}
            case POSTGRESQL, ORACLE, KAFKA ->
                    throw new OtterException(
                            ErrorCode.OPTION_NOT_SUPPORTED,
                            "statements are not carried over to "
                                    + target.type().title()
                                    + ", so none can wait there",
                            "pipeline " + name,
                            "Change the target's table by hand and start the pipeline again.");
        }
    }

    /** Those that are not over, oldest first. */
    public List<DdlDecisions.Waiting> list() {
        try (MysqlConnection connection = Endpoints.connect(target)) {
            return decisions.waiting(connection);
        } catch (WireException e) {
            throw Endpoints.unreachable(target, e);
        }
    }

    /**
     * Decides on one of them.
     *
     * @return false when there is no such, or it is over
     */
    public boolean decide(String transaction, DdlDecisions.Decision decision) {
        try (MysqlConnection connection = Endpoints.connect(target)) {
            return decisions.decide(connection, transaction, decision);
        } catch (WireException e) {
            throw Endpoints.unreachable(target, e);
        }
    }
}
