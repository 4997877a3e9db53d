package dev.otter.engine.pipeline;

import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.oracle.bookkeeping.OracleBookkeeping;
import dev.otter.engine.oracle.copy.OracleRecordSession;
import dev.otter.engine.oracle.copy.OracleRecordSql;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleSession;
import dev.otter.engine.postgresql.bookkeeping.PostgresBookkeeping;
import dev.otter.engine.postgresql.copy.PostgresRecordSession;
import dev.otter.engine.postgresql.copy.PostgresRecordSql;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.engine.snapshot.MysqlRecordSession;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.snapshot.RecordSql;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Where requests for copies are kept on a target, for those who do not run its pipeline.
 *
 * @param sql how statements are spelled there
 * @param session opens a session whose tables for it are there; the caller closes it
 */
record CopyPlace(RecordSql sql, Supplier<RecordSession> session) {

    /**
     * @param pipeline full name of the pipeline
     * @throws OtterException OPTION_NOT_SUPPORTED when rows cannot be copied to such a target
     */
    static CopyPlace of(String pipeline, Endpoint target) {
        return switch (target.type()) {
            case MYSQL, MARIADB ->
                    new CopyPlace(
                            RecordSql.MYSQL,
                            () -> {
                                var connection = Endpoints.connect(target);
                                Bookkeeping.ensure(connection);
                                return new MysqlRecordSession(connection);
                            });
            case POSTGRESQL ->
                    new CopyPlace(
                            new PostgresRecordSql(),
                            () -> {
                                Connection connection = PostgresSession.open(target);
                                PostgresBookkeeping.ensure(connection, "endpoint " + target);
                                return new PostgresRecordSession(connection);
                            });
            case ORACLE ->
                    new CopyPlace(
                            new OracleRecordSql(),
                            () -> oracle(OracleSession.connector(target).connect(), target));
            case KAFKA ->
                    throw new OtterException(
                            ErrorCode.OPTION_NOT_SUPPORTED,
                            "rows cannot be copied to " + target.type().title() + " yet",
                            "pipeline " + pipeline,
                            "Copy them by hand.");
        };
    }

    private static RecordSession oracle(Connection connection, Endpoint target) {
        try {
            String account = connection.getMetaData().getUserName();
            OracleBookkeeping.ensure(connection, account, "endpoint " + target);
            return new OracleRecordSession(connection);
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }
}
