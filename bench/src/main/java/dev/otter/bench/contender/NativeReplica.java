package dev.otter.bench.contender;

import dev.otter.bench.host.Meter;
import dev.otter.bench.replay.Arena;
import dev.otter.bench.replay.Segment;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.server.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * MySQL's own asynchronous replication. With several workers: LOGICAL_CLOCK on write sets, commit
 * order kept, which is what its manual recommends for catching up.
 *
 * @param workers applier threads; 1 is the single applier without coordinator
 */
public record NativeReplica(int workers) implements Contender {
    private static final int LIMIT_SECONDS = 1800;

    @Override
    public String title() {
        return "replication, " + workers + (workers == 1 ? " worker" : " workers");
    }

    @Override
    public Result catchUp(Arena arena, Segment segment) throws SQLException {
        try (Connection connection = arena.target().connect();
                Statement statement = connection.createStatement()) {
            start(statement, arena.source(), segment.begin());
            await(statement, segment.warm());
            Meter meter = new Meter(List.of(arena.source().pid(), arena.target().pid()));
            await(statement, segment.end());
            Result result = Result.of(segment.rows(), meter.read(), 0, 0);
            statement.execute("STOP SLAVE");
            return result;
        }
    }

    @Override
    public Following follow(Arena arena, String database) throws SQLException {
        try (Connection connection = arena.target().connect();
                Statement statement = connection.createStatement()) {
            LogPosition end = arena.end(arena.source());
            start(statement, arena.source(), end);
            await(statement, end);
        }
        return () -> arena.target().execute("STOP SLAVE");
    }

    private void start(Statement statement, MysqlServer source, LogPosition from)
            throws SQLException {
        statement.execute("SET GLOBAL slave_parallel_workers=" + (workers == 1 ? 0 : workers));
        statement.execute(
                ("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%d, MASTER_USER='replica',"
                                + " MASTER_PASSWORD='replica', MASTER_LOG_FILE='%s',"
                                + " MASTER_LOG_POS=%d, MASTER_CONNECT_RETRY=1")
                        .formatted(source.port(), from.file(), from.offset()));
        statement.execute("START SLAVE");
    }

    private static void await(Statement statement, LogPosition position) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT MASTER_POS_WAIT('%s', %d, %d)"
                                .formatted(position.file(), position.offset(), LIMIT_SECONDS))) {
            row.next();
            int events = row.getInt(1);
            if (row.wasNull() || events < 0) {
                throw new IllegalStateException("replication did not reach " + position);
            }
        }
    }
}
