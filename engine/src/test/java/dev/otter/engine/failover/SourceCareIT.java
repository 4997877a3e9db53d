package dev.otter.engine.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.TlsMode;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server tells of its log and of its own replication. */
class SourceCareIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static MysqlEndpoint endpoint(MysqlServer server) {
        return MysqlEndpoint.of(server.host(), server.port(), "root", "").withTls(TlsMode.DISABLED);
    }

    private static LogPosition end(MysqlConnection connection) {
        var end = new BinlogFiles(connection).end();
        return new LogPosition(end.file(), end.offset());
    }

    @Test
    void needed_log_is_missed_before_and_after_it_is_deleted() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80());
                MysqlConnection connection = MysqlConnection.connect(endpoint(server))) {
            PurgeWatch watch = new PurgeWatch();
            LogPosition needed = end(connection);
            server.execute("SET GLOBAL binlog_expire_logs_seconds=8");
            assertThat(watch.look(connection, needed)).as("the file being written").isEmpty();

            server.execute("FLUSH BINARY LOGS");
            assertThat(watch.look(connection, needed)).as("just closed").isEmpty();
            assertThat(watch.look(connection, end(connection))).isEmpty();
            await().atMost(PATIENCE).until(() -> watch.look(connection, needed).isPresent());
            assertThat(watch.look(connection, needed).get())
                    .contains(
                            "may delete log file " + needed.file(), "keeps its log for 8 seconds");

            server.execute("SET GLOBAL binlog_expire_logs_seconds=2592000");
            assertThat(watch.look(connection, needed)).as("kept for 30 days").isEmpty();

            server.execute("PURGE BINARY LOGS TO '" + end(connection).file() + "'");
            assertThat(watch.look(connection, needed).orElseThrow())
                    .contains("has deleted log file " + needed.file());
        }
    }

    @Test
    void the_watch_tells_and_takes_it_back() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80());
                MysqlConnection connection = MysqlConnection.connect(endpoint(server))) {
            LogPosition needed = end(connection);
            server.execute("SET GLOBAL binlog_expire_logs_seconds=2", "FLUSH BINARY LOGS");
            StopSignal stop = new StopSignal();
            SourceCare care =
                    new SourceCare(
                            "c/p",
                            Duration.ofMillis(200),
                            () -> endpoint(server),
                            () -> Optional.of(needed),
                            stop);
            Thread thread = Thread.ofVirtual().start(care);
            await().atMost(PATIENCE).until(() -> care.notices().size() == 1);
            assertThat(care.notices().getFirst()).isEqualTo(care.purgeNotice());
            server.execute("SET GLOBAL binlog_expire_logs_seconds=2592000");
            await().atMost(PATIENCE).until(() -> care.notices().isEmpty());
            stop.raise();
            thread.join();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void a_replica_tells_how_far_it_is_behind_and_is_refused_without_a_log_of_it(Flavor flavor)
            throws Exception {
        String option =
                flavor == Flavor.MYSQL_5_7 ? "--log-slave-updates=OFF" : "--log-slave-updates=0";
        try (MysqlServer source = MysqlServer.start(ServerSpec.of(flavor).withGtid(false));
                MysqlServer replica =
                        MysqlServer.start(
                                ServerSpec.of(flavor).withGtid(false).withOptions(option));
                MysqlConnection connection = MysqlConnection.connect(endpoint(replica))) {
            assertThat(ReplicaState.of(connection)).isEmpty();
            ReplicaState.requireWholeLog(connection, "here");

            follow(source, replica);
            await().atMost(PATIENCE)
                    .until(() ->
                            ReplicaState.of(connection)
                                    .filter(state -> state.behindSeconds().isPresent())
                                    .isPresent());
            ReplicaState state = ReplicaState.of(connection).orElseThrow();
            assertThat(state.running()).isTrue();
            assertThat(state.notice())
                    .contains("127.0.0.1:" + source.port())
                    .endsWith("and 0 s behind it");
            assertThatThrownBy(() -> ReplicaState.requireWholeLog(connection, "here"))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.REPLICA_WITHOUT_LOG));

            replica.execute("STOP SLAVE");
            assertThat(ReplicaState.of(connection).orElseThrow().notice())
                    .contains("is not following it");
        }
    }

    private static void follow(MysqlServer source, MysqlServer replica) throws SQLException {
        source.execute("RESET MASTER");
        source.createUser(
                "replica", "replica", "mysql_native_password", "REPLICATION SLAVE ON *.*");
        replica.execute(
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                        + source.port()
                        + ", MASTER_USER='replica', MASTER_PASSWORD='replica',"
                        + " MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=4",
                "START SLAVE");
    }
}
