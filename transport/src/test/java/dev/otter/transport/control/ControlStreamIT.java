package dev.otter.transport.control;

import static dev.otter.transport.control.Stage.SEVEN;
import static dev.otter.transport.control.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.transport.control.client.ConnectionStatus.State;
import dev.otter.transport.control.client.ControlClient;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.server.ControlServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlStreamIT {
    @TempDir Path folder;
    private Stage stage;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void open() {
        stage = new Stage(folder);
        stage.manager.add(SEVEN, "sesame");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(Stage.PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    @Test
    void a_configuration_of_20_megabytes_is_pushed_and_acknowledged() {
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.CONNECTED);
        byte[] document = new byte[20 * 1024 * 1024];
        new Random(1).nextBytes(document);

        stage.manager.configurations.put(SEVEN, Configuration.of(1, document));
        server.configurationChanged(SEVEN);

        until(() -> stage.manager.answers.contains(Answer.done(1)));
        assertThat(Arrays.equals(listener.configurations.getLast().document(), document)).isTrue();
    }

    @Test
    void the_largest_configuration_passes() {
        ControlServer server = stage.server();
        byte[] document = new byte[Configuration.LONGEST_BYTES];
        new Random(2).nextBytes(document);
        stage.manager.configurations.put(SEVEN, Configuration.of(1, document));

        stage.node("node", listener, address(server.port()));

        until(() -> !listener.configurations.isEmpty());
        assertThat(Arrays.equals(listener.configurations.getFirst().document(), document)).isTrue();
    }

    @Test
    void of_many_versions_in_a_row_the_last_one_wins() {
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.CONNECTED);
        byte[] document = new byte[3 * 1024 * 1024];

        for (int version = 1; version <= 30; version++) {
            stage.manager.configurations.put(SEVEN, Configuration.of(version, document));
            server.configurationChanged();
        }

        until(() -> stage.manager.answers.contains(Answer.done(30)));
        assertThat(listener.configurations.getLast().version()).isEqualTo(30);
        assertThat(listener.configurations)
                .extracting(Configuration::version)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_configuration_that_cannot_be_applied_is_answered_with_the_error() {
        ControlServer server = stage.server();
        listener.refusal =
                Optional.of(
                        new OtterException(ErrorCode.TABLE_MISSING, "No table t", "a-to-b", ""));
        stage.manager.configurations.put(SEVEN, Stage.configuration(3, "{}"));

        stage.node("node", listener, address(server.port()));

        until(() -> !stage.manager.answers.isEmpty());
        Answer answer = stage.manager.answers.getFirst();
        assertThat(answer.number()).isEqualTo(3);
        assertThat(answer.fault().orElseThrow().text()).isEqualTo("OTR-1002 No table t [a-to-b].");
        assertThat(folder.resolve("node/configuration.cache")).doesNotExist();
    }

    @Test
    void an_equal_configuration_is_not_sent_again_after_a_reconnect() {
        ControlServer server = stage.server();
        int port = server.port();
        stage.manager.configurations.put(SEVEN, Stage.configuration(3, "{}"));
        ControlClient node = stage.node("node", listener, address(port));
        until(() -> !stage.manager.answers.isEmpty());
        server.close();
        Stage.awaitState(node, State.NOT_CONNECTED);

        ControlServer again = stage.server(port, "manager");
        Stage.awaitState(node, State.CONNECTED);
        stage.manager.configurations.put(SEVEN, Stage.configuration(3, "[]"));
        again.configurationChanged(SEVEN);

        until(() -> listener.configurations.size() == 2);
        assertThat(listener.configurations).extracting(Stage::text).containsExactly("{}", "[]");
        assertThat(stage.manager.answers).as("the hello counts as one").hasSizeGreaterThan(1);
    }

    @Test
    void statistics_of_a_time_without_manager_arrive_later_exactly_once() {
        ControlServer server = stage.server();
        int port = server.port();
        ControlClient node = stage.node("node", listener, address(port));
        Stage.awaitState(node, State.CONNECTED);
        report(node, 1, 50);
        until(() -> stage.manager.insertsThatArrived().size() == 50);
        server.close();
        Stage.awaitState(node, State.NOT_CONNECTED);
        assertThat(node.status().reason().orElseThrow().code()).isEqualTo("OTR-4105");

        report(node, 51, 100);
        stage.server(port, "manager");

        until(() -> stage.manager.insertsThatArrived().size() >= 100);
        report(node, 101, 110);
        until(() -> stage.manager.insertsThatArrived().size() >= 110);
        assertThat(stage.manager.insertsThatArrived())
                .isEqualTo(LongStream.rangeClosed(1, 110).boxed().toList());
        assertThat(stage.manager.comings).containsExactly("+7", "-7", "+7");
    }

    private static void report(ControlClient node, long from, long to) {
        for (long i = from; i <= to; i++) {
            node.report(List.of(Stage.minute(i)));
        }
    }

    @Test
    void statistics_survive_any_number_of_cuts_and_a_restart_of_the_node() {
        ControlServer server = stage.server();
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", server.port())) {
            ControlClient node = stage.node("node", listener, address(proxy.port()));
            Stage.awaitState(node, State.CONNECTED);
            for (int round = 0; round < 10; round++) {
                report(node, round * 100 + 1, round * 100 + 100);
                proxy.cut();
            }
            node.close();
            ControlClient again =
                    stage.node("node", new RecordingListener(), address(proxy.port()));
            report(again, 1_001, 1_010);

            until(() -> stage.manager.insertsThatArrived().size() >= 1_010);
        }
        assertThat(stage.manager.insertsThatArrived())
                .isEqualTo(LongStream.rangeClosed(1, 1_010).boxed().toList());
    }

    @Test
    void a_node_starts_without_manager_with_the_configuration_on_its_disk() {
        ControlServer server = stage.server();
        int port = server.port();
        stage.manager.configurations.put(SEVEN, Stage.configuration(5, "{\"a\":1}"));
        ControlClient node = stage.node("node", listener, address(port));
        until(() -> !stage.manager.answers.isEmpty());
        until(() -> Files.exists(folder.resolve("node/configuration.cache")));
        node.close();
        server.close();

        RecordingListener later = new RecordingListener();
        ControlClient again = stage.node("node", later, address(port));

        until(() -> !later.configurations.isEmpty());
        assertThat(later.configurations.getFirst().version()).isEqualTo(5);
        assertThat(Stage.text(later.configurations.getFirst())).isEqualTo("{\"a\":1}");
        Stage.await(again, s -> s.reason().isPresent());
        assertThat(again.status().state()).isEqualTo(State.NOT_CONNECTED);
    }

    @Test
    void a_damaged_cache_is_noticed_reported_and_replaced() throws IOException {
        ControlServer server = stage.server();
        stage.manager.configurations.put(SEVEN, Stage.configuration(5, "{\"a\":1}"));
        Path file = folder.resolve("node/configuration.cache");
        ControlClient node = stage.node("node", listener, address(server.port()));
        until(() -> Files.exists(file));
        node.close();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.write(file, bytes);

        RecordingListener later = new RecordingListener();
        stage.node("node", later, address(server.port()));

        until(() -> !stage.manager.events.isEmpty());
        assertThat(stage.manager.events.getFirst().code()).isEqualTo("OTR-4109");
        until(() -> !later.configurations.isEmpty());
        assertThat(later.configurations).extracting(Stage::text).containsExactly("{\"a\":1}");
        until(() -> Files.exists(file));
    }

    @Test
    void the_second_address_is_used_when_the_first_is_dead() throws IOException {
        ControlServer server = stage.server();
        int dead;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = unused.getLocalPort();
        }

        ControlClient node = stage.node("node", listener, address(dead), address(server.port()));

        Stage.awaitState(node, State.CONNECTED);
        assertThat(node.status().manager()).contains(address(server.port()));
        assertThat(node.status().reason()).isEmpty();
    }

    @Test
    void statuses_and_events_arrive_as_they_were() {
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        NodeStatus status =
                new NodeStatus(
                        Instant.ofEpochMilli(1_000),
                        "5.0",
                        Duration.ofSeconds(9),
                        new NodeStatus.Load(1, 2, 0.5),
                        List.of());
        NodeEvent event = new NodeEvent(Instant.ofEpochMilli(5), "OTR-3101", "a-to-b", "refused");

        node.report(status);
        node.report(event);

        until(() -> stage.manager.statuses.contains(status));
        until(() -> stage.manager.events.contains(event));
    }

    @Test
    void commands_are_answered_done_refused_or_not_connected() throws Exception {
        ControlServer server = stage.server();
        assertThatThrownBy(() -> server.send(SEVEN, new Command.ReportNow()).join())
                .hasMessageContaining("OTR-4112");
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.CONNECTED);
        until(() -> server.connected(SEVEN).isPresent());

        assertThat(answer(server, new Command.ReportNow()).fault()).isEmpty();
        assertThat(answer(server, new Command.SwitchLeader("shop/a-to-b")).fault()).isEmpty();
        listener.refusal =
                Optional.of(new OtterException(ErrorCode.FENCED, "Not the leader", "", ""));
        assertThat(answer(server, new Command.SwitchLeader("x")).fault().orElseThrow().code())
                .isEqualTo("OTR-3201");

        assertThat(listener.commands)
                .containsExactly(
                        new Command.ReportNow(),
                        new Command.SwitchLeader("shop/a-to-b"),
                        new Command.SwitchLeader("x"));
    }

    private static Answer answer(ControlServer server, Command command) throws Exception {
        return server.send(SEVEN, command).get(5, TimeUnit.SECONDS);
    }

    @Test
    void both_sides_notice_within_20_seconds_that_nothing_passes_any_more() {
        ControlServer server = stage.server();
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", server.port())) {
            ControlClient node = stage.node("node", listener, address(proxy.port()));
            Stage.awaitState(node, State.CONNECTED);

            proxy.pause();
            long begin = System.nanoTime();
            until(() -> server.connected().isEmpty());
            Stage.awaitState(node, State.NOT_CONNECTED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(20));

            proxy.resume();
            Stage.awaitState(node, State.CONNECTED);
        }
    }
}
