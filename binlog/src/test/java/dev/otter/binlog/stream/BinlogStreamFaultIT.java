package dev.otter.binlog.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.wire.ConnectionLostException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.TlsMode;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BinlogStreamFaultIT {
    private static final StreamConfig CONFIG =
            StreamConfig.of(90).withHeartbeat(Duration.ofMillis(100));

    private static MysqlServer server;
    private TcpProxy proxy;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void openProxy() {
        proxy = TcpProxy.to(server.host(), server.port());
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private MysqlConnection connect() {
        return MysqlConnection.connect(
                MysqlEndpoint.of(proxy.host(), proxy.port(), "root", "").withTls(TlsMode.DISABLED));
    }

    private BinlogStream beating(StreamConfig config) {
        MysqlConnection connection = connect();
        StreamStart start = new BinlogFiles(connection).end().asStart();
        BinlogStream stream = BinlogStream.open(connection, start, config);
        for (int i = 0; i < 5; i++) {
            assertThat(stream.next()).isTrue();
        }
        return stream;
    }

    private static void drain(BinlogStream stream) {
        while (true) {
            assertThat(stream.next()).isTrue();
        }
    }

    @Test
    void a_cut_connection_is_lost_at_once() {
        try (BinlogStream stream = beating(CONFIG)) {
            proxy.cut();
            assertThatThrownBy(() -> drain(stream)).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void a_silent_connection_is_lost_after_a_few_heartbeats() {
        try (BinlogStream stream = beating(CONFIG)) {
            proxy.pause();
            long begun = System.nanoTime();
            assertThatThrownBy(() -> drain(stream))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("read timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void a_killed_dump_does_not_look_like_the_end_of_the_log() {
        try (BinlogStream stream = beating(CONFIG);
                MysqlConnection killer = connect()) {
            killer.query("KILL " + stream.connection().connectionId());
            assertThatThrownBy(() -> drain(stream)).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void the_same_uuid_throws_the_older_stream_out() {
        StreamConfig config = CONFIG.withReplicaUuid(new UUID(7, 7));
        try (BinlogStream older = beating(config);
                BinlogStream newer = beating(config)) {
            assertThatThrownBy(() -> drain(older))
                    .isInstanceOfSatisfying(
                            DumpRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(DumpRefusedException.Reason.REPLACED));
            assertThat(newer.next()).isTrue();
        }
    }

    @Test
    void a_server_that_stops_is_lost_and_can_be_read_on_after_its_restart() {
        StreamStart start;
        try (MysqlConnection connection = connect()) {
            start = new BinlogFiles(connection).end().asStart();
        }
        try (BinlogStream stream = beating(CONFIG)) {
            server.stop();
            assertThatThrownBy(() -> drain(stream)).isInstanceOf(ConnectionLostException.class);
        } finally {
            server.restart();
        }
        proxy.pointTo(server.host(), server.port());
        try (BinlogStream again = BinlogStream.open(connect(), start, CONFIG)) {
            assertThat(again.next()).isTrue();
        }
    }
}
