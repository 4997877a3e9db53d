package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.engine.ddl.TranslatedDecisions;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleSession;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Statements of a pipeline that wait for somebody, and what is decided of them. The pipeline may
 * run anywhere or rest: both meet in the journal on the target. A connection for each call.
 */
public final class WaitingStatements {
    private final Endpoint target;
    private final DdlDecisions decisions;
    private final TranslatedDecisions translated;

    /**
     * @param name full name of the pipeline
     * @throws OtterException OPTION_NOT_SUPPORTED when its target is none that runs statements
     */
    public WaitingStatements(String name, Pipeline pipeline) {
        this.target = pipeline.to();
        this.decisions = new DdlDecisions(name);
        this.translated = new TranslatedDecisions(name);
        if (target.type() == Endpoint.Type.KAFKA) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "statements are not carried over to "
                            + target.type().title()
                            + ", so none can wait there",
                    "pipeline " + name,
                    "Change the target's table by hand and start the pipeline again.");
        }
    }

    /** What is done with a connection to a target that is not MySQL. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Those that are not over, oldest first. */
    public List<DdlDecisions.Waiting> list() {
        return switch (target.type()) {
            case MYSQL, MARIADB, KAFKA -> {
                try (MysqlConnection connection = Endpoints.connect(target)) {
                    yield decisions.waiting(connection);
                } catch (WireException e) {
                    throw Endpoints.unreachable(target, e);
                }
            }
            case POSTGRESQL -> onPostgres(translated::waiting);
            case ORACLE -> onOracle(translated::waiting);
        };
    }

    /**
     * Decides on one of them.
     *
     * @return false when there is no such, or it is over
     */
    public boolean decide(String transaction, DdlDecisions.Decision decision) {
        Work<Boolean> work = connection -> translated.decide(connection, transaction, decision);
        return switch (target.type()) {
            case MYSQL, MARIADB, KAFKA -> {
                try (MysqlConnection connection = Endpoints.connect(target)) {
                    yield decisions.decide(connection, transaction, decision);
                } catch (WireException e) {
                    throw Endpoints.unreachable(target, e);
                }
            }
            case POSTGRESQL -> onPostgres(work);
            case ORACLE -> onOracle(work);
        };
    }

    private <T> T onPostgres(Work<T> work) {
        try (Connection connection = PostgresSession.open(target)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw PostgresSession.coded(target, PostgresException.of(e));
        }
    }

    private <T> T onOracle(Work<T> work) {
        try (Connection connection = OracleSession.open(target, OracleSession.connector(target))) {
            return work.with(connection);
        } catch (SQLException e) {
            throw OracleSession.coded(target, OracleException.of(e));
        }
    }
}
