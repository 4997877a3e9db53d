package dev.otter.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.LogSharing;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.config.alarm.DayPeriod;
import dev.otter.model.config.alarm.LogRecord;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.Heartbeat;
import dev.otter.model.config.endpoint.ServerAddress;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherConfigTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h/x",
                "h?autoDeserialize=true",
                "h&allowLoadLocalInfile=true",
                "h;x",
                "a b",
                "(host=h)",
                "h#x",
                "h,other"
            })
    void a_host_is_a_host_and_carries_no_parameters(String host) {
        assertThatThrownBy(() -> endpoint(Optional.of(host), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a host for endpoint 'a'");
    }

    @Test
    void an_endpoint_has_a_host_or_a_failover_group() {
        assertThatThrownBy(() -> endpoint(Optional.empty(), Optional.empty()))
                .hasMessageContaining("has neither");
        assertThatThrownBy(() -> endpoint(Optional.of("h"), Optional.of("g")))
                .hasMessageContaining("has both");
        assertThat(endpoint(Optional.of("h"), Optional.empty()).port()).isEqualTo(3306);
    }

    @Test
    void a_master_is_not_its_own_standby() {
        ServerAddress server = new ServerAddress("h", 1);

        assertThatThrownBy(() -> new FailoverGroupConfig("g", "", server, List.of(server)))
                .hasMessageContaining("server h:1 is both master and standby");
    }

    @Test
    void a_heartbeat_waits_longer_than_it_beats() {
        assertThatThrownBy(() -> new Heartbeat(true, 30, 30, 3, false))
                .hasMessageContaining("must be more than interval-seconds");
        assertThatThrownBy(() -> new Heartbeat(false, 5, 30, 3, true))
                .hasMessageContaining("failover needs the heartbeat");
    }

    @Test
    void a_node_has_two_different_ports() {
        NodeConfig node =
                new NodeConfig("n", "", "10.0.0.1", null, null, Optional.empty(), Optional.empty());

        assertThat(node.port()).isEqualTo(2088);
        assertThat(node.downloadPort()).isEqualTo(9090);
        assertThatThrownBy(() ->
                        new NodeConfig(
                                "n", "", "h", 2088, 2088, Optional.empty(), Optional.empty()))
                .hasMessageContaining("are both 2088");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zk", "zk:0", "zk:99999", "zk:2181/path", "zk:2181,zk2:2181"})
    void zookeeper_servers_are_host_and_port(String server) {
        assertThatThrownBy(() -> new ZooKeeperConfig("z", "", List.of(server)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "09:00-18:00,12:00,true",
        "09:00-18:00,18:00,false",
        "22:00-06:00,23:30,true",
        "22:00-06:00,05:59,true",
        "22:00-06:00,12:00,false"
    })
    void a_period_may_cross_midnight(String period, LocalTime time, boolean inside) {
        assertThat(DayPeriod.parse(period).contains(time)).isEqualTo(inside);
        assertThat(DayPeriod.parse(period)).hasToString(period);
    }

    @Test
    void nobody_is_configured_to_be_anonymous() {
        assertThatThrownBy(() -> new UserConfig("joe", "", "", Role.ANONYMOUS, false))
                .hasMessageContaining("cannot be anonymous");
        assertThatThrownBy(() -> new UserConfig("jo", "", "", Role.ADMIN, false))
                .hasMessageContaining("too short");
        assertThat(Role.ADMIN.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.OPERATOR.covers(Role.ADMIN)).isFalse();
    }

    @Test
    void a_long_message_is_cut() {
        LogRecord told =
                new LogRecord(
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "EXCEPTION",
                        "x".repeat(30_000));

        assertThat(told.message()).hasSize(21_845);
    }

    @ParameterizedTest
    @CsvSource({
        ", , 0, 0",
        ", , 64, 67108864",
        ", 16, 0, 0",
        ", 16, 64, 16777216",
        "ALWAYS, , 0, 1073741824",
        "ALWAYS, , 64, 67108864",
        "ALWAYS, 16, 0, 16777216",
        "NEVER, , 64, 0"
    })
    void a_source_is_shared_as_it_says_or_as_the_node_is_told(
            LogSharing.When share, Integer megabytes, long ofNode, long bytes) {
        EndpointConfig config =
                shared(Endpoint.Type.MYSQL, Optional.ofNullable(share), megabytes);

        LogSharing sharing = config.toEndpoint(new ServerAddress("h", 1), "").share();

        assertThat(sharing.relayBytes(ofNode << 20)).isEqualTo(bytes);
    }

    @Test
    void what_cannot_be_shared_has_no_relay() {
        assertThatThrownBy(() ->
                        shared(Endpoint.Type.MYSQL, Optional.of(LogSharing.When.NEVER), 64))
                .hasMessageContaining("endpoint 'a' has relay-megabytes and is never shared");
        assertThatThrownBy(() -> shared(Endpoint.Type.MYSQL, Optional.empty(), 0))
                .hasMessageContaining("relay-megabytes of endpoint 'a' is 0");
        assertThatThrownBy(() ->
                        shared(Endpoint.Type.MARIADB, Optional.of(LogSharing.When.ALWAYS), null))
                .hasMessageContaining("of type mysql only");
    }

    private static EndpointConfig shared(
            Endpoint.Type type, Optional<LogSharing.When> share, Integer megabytes) {
        return new EndpointConfig(
                "a",
                "",
                type,
                Optional.of("h"),
                null,
                Optional.empty(),
                "otter",
                TlsMode.PREFERRED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                share,
                Optional.ofNullable(megabytes));
    }

    @Test
    void kafka_has_brokers_instead_of_a_host_and_needs_no_login() {
        EndpointConfig kafka = kafka(Optional.empty(), List.of("k1", "k2:9093"), Map.of());

        assertThat(kafka.anonymous()).isTrue();
        assertThat(kafka.broker()).contains(new ServerAddress("k1", 9092));
        assertThat(kafka.toEndpoint(kafka.broker().orElseThrow(), "").kafka().orElseThrow())
                .hasToString(
                        "KafkaSettings[servers=[k1:9092, k2:9093], topic={schema}.{table},"
                                + " before=false, tombstones=true, properties=[]]");
        assertThatThrownBy(() -> kafka(Optional.of("h"), List.of("k1"), Map.of()))
                .hasMessageContaining("name its brokers by servers");
        assertThatThrownBy(() -> kafka(Optional.empty(), List.of(), Map.of()))
                .hasMessageContaining("names 0 brokers");
        assertThatThrownBy(() ->
                        kafka(
                                Optional.empty(),
                                List.of("k1"),
                                Map.of("ssl.key.password", "s3cret")))
                .hasMessageContaining("is a secret")
                .hasMessageNotContaining("s3cret");
    }

    private static EndpointConfig kafka(
            Optional<String> host, List<String> servers, Map<String, String> properties) {
        return new EndpointConfig(
                "k",
                "",
                Endpoint.Type.KAFKA,
                host,
                null,
                Optional.empty(),
                null,
                null,
                Optional.empty(),
                Optional.of(servers),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.of(properties));
    }

    private static EndpointConfig endpoint(Optional<String> host, Optional<String> group) {
        return new EndpointConfig(
                "a", "", Endpoint.Type.MYSQL, host, null, group, "otter", TlsMode.PREFERRED);
    }
}
