package dev.otter.transport.control;

import static dev.otter.transport.control.Stage.SEVEN;
import static dev.otter.transport.control.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.error.ErrorCode;
import dev.otter.transport.control.client.ConnectionStatus.State;
import dev.otter.transport.control.client.ControlClient;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.NodeStanding;
import dev.otter.transport.control.server.waiting.WaitingRequest;
import dev.otter.transport.identity.KeyFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentIT {
    @TempDir Path folder;
    private Stage stage;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void open() {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_node_with_the_right_secret_is_connected_at_once() {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();

        ControlClient node = stage.node("node", listener, address(server.port()));

        Stage.awaitState(node, State.CONNECTED);
        assertThat(server.waiting()).isEmpty();
        assertThat(server.connected(SEVEN)).isPresent();
        assertThat(listener.states).noneMatch(s -> s.state() == State.WAITING_FOR_APPROVAL);
    }

    @Test
    void a_node_without_the_secret_waits_and_is_connected_once_it_is_approved() {
        stage.manager.add(SEVEN, "another");
        ControlServer server = stage.server();

        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.WAITING_FOR_APPROVAL);

        assertThat(node.status().reason().orElseThrow().text())
                .startsWith("OTR-4102")
                .contains("otter node approve 7");
        WaitingRequest request = server.waiting().getFirst();
        assertThat(request.node()).isEqualTo(SEVEN);
        assertThat(request.replaces()).isFalse();
        assertThat(request.description().host()).isEqualTo("test-host");
        assertThat(node.status().reason().orElseThrow().what()).contains(request.key().brief());

        server.approve(SEVEN);
        Stage.awaitState(node, State.CONNECTED);
        assertThat(server.waiting()).isEmpty();
    }

    @Test
    void an_unknown_number_and_a_deleted_one_are_told_so() {
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));

        Stage.await(node, s -> s.reason().isPresent());
        assertThat(node.status().reason().orElseThrow().text())
                .startsWith("OTR-4101 The manager knows no node 7")
                .contains("conf/nid");

        stage.manager.standings.put(SEVEN, new NodeStanding.Deleted());
        Stage.await(node, s -> s.reason().orElseThrow().what().contains("deleted"));
        assertThat(server.waiting()).isEmpty();
    }

    @Test
    void a_second_process_with_the_same_number_is_refused_until_the_first_has_gone()
            throws IOException {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();
        ControlClient first = stage.node("node", listener, address(server.port()));
        Stage.awaitState(first, State.CONNECTED);
        copy(stage.folder("node"), stage.folder("copy"));

        RecordingListener other = new RecordingListener();
        ControlClient second = stage.node("copy", other, address(server.port()));
        Stage.await(second, s -> s.reason().isPresent());

        assertThat(second.status().reason().orElseThrow().text())
                .startsWith("OTR-4103 Node 7 is connected from 127.0.0.1 (host test-host)");
        assertThat(first.status().state()).isEqualTo(State.CONNECTED);
        assertThat(stage.manager.comings).containsExactly("+7");

        first.close();
        Stage.awaitState(second, State.CONNECTED);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    @Test
    void a_stolen_number_without_the_certificate_can_only_wait() {
        stage.manager.add(SEVEN, "sesame");
        stage.manager.configurations.put(SEVEN, Stage.configuration(1, "secret"));
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.CONNECTED);
        KeyFingerprint approved = approvedKey();

        RecordingListener thief = new RecordingListener();
        ControlClient stranger = stage.node("thief", thief, address(server.port()));
        Stage.awaitState(stranger, State.WAITING_FOR_APPROVAL);

        assertThat(server.waiting()).hasSize(1);
        assertThat(server.waiting().getFirst().replaces()).isTrue();
        assertThat(approvedKey()).isEqualTo(approved);
        assertThat(node.status().state()).isEqualTo(State.CONNECTED);
        assertThat(thief.configurations).isEmpty();
        assertThat(folder.resolve("thief/identity/node.pem")).doesNotExist();
    }

    private KeyFingerprint approvedKey() {
        return ((NodeStanding.Registered) stage.manager.standing(SEVEN))
                .approvedKey()
                .orElseThrow();
    }

    @Test
    void a_revoked_node_loses_its_connection_and_has_to_be_approved_again() {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.CONNECTED);
        stage.manager.secrets.clear();

        stage.manager.standings.put(SEVEN, new NodeStanding.Registered(Optional.empty()));
        server.standingChanged(SEVEN);
        Stage.awaitState(node, State.WAITING_FOR_APPROVAL);
        assertThat(listener.states)
                .anyMatch(s ->
                        s.reason()
                                .filter(f -> f.is(ErrorCode.NODE_CERTIFICATE_REFUSED))
                                .isPresent());

        server.approve(SEVEN);
        Stage.awaitState(node, State.CONNECTED);
    }

    @Test
    void a_node_that_was_deleted_while_the_manager_was_down_is_refused() {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();
        int port = server.port();
        ControlClient node = stage.node("node", listener, address(port));
        Stage.awaitState(node, State.CONNECTED);
        server.close();

        stage.manager.standings.put(SEVEN, new NodeStanding.Deleted());
        ControlServer again = stage.server(port, "manager");

        Stage.await(node, s -> s.reason().filter(f -> f.is(ErrorCode.NODE_DELETED)).isPresent());
        assertThat(again.connected()).isEmpty();
        await().until(() -> !listener.deletions.isEmpty());
        Path cache = stage.folder("node").resolve("configuration.cache");
        await().until(() -> !Files.exists(cache));
    }

    @Test
    void a_manager_of_another_authority_is_not_trusted() {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();
        int port = server.port();
        ControlClient node = stage.node("node", listener, address(port));
        Stage.awaitState(node, State.CONNECTED);
        server.close();

        stage.manager.standings.put(SEVEN, new NodeStanding.Deleted());
        stage.server(port, "impostor");

        Stage.await(
                node, s -> s.reason().filter(f -> f.is(ErrorCode.MANAGER_NOT_TRUSTED)).isPresent());
        assertThat(node.status().reason().orElseThrow().remedy()).contains("manager-authority.pem");
        assertThat(listener.deletions).isEmpty();
    }

    @Test
    void a_configured_fingerprint_decides_at_the_first_contact() {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();
        ControlClient deceived =
                stage.node(
                        "deceived",
                        listener,
                        Stage.config(
                                Optional.of("sesame"),
                                Optional.of(stage.authority("impostor").fingerprint()),
                                address(server.port())));
        Stage.await(
                deceived,
                s -> s.reason().filter(f -> f.is(ErrorCode.MANAGER_NOT_TRUSTED)).isPresent());
        assertThat(server.waiting()).isEmpty();

        ControlClient node =
                stage.node(
                        "node",
                        new RecordingListener(),
                        Stage.config(
                                Optional.of("sesame"),
                                Optional.of(stage.authority("manager").fingerprint()),
                                address(server.port())));
        Stage.awaitState(node, State.CONNECTED);
    }

    @Test
    void a_certificate_is_renewed_over_the_open_stream() throws Exception {
        stage.manager.add(SEVEN, "sesame");
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.CONNECTED);
        Path file = folder.resolve("node/identity/node.pem");
        String before = Files.readString(file);

        assertThat(
                        server.send(SEVEN, new Command.RenewCertificate())
                                .get(5, TimeUnit.SECONDS)
                                .fault())
                .isEmpty();

        await().until(() -> !Files.readString(file).equals(before));
        assertThat(stage.manager.comings).containsExactly("+7");
    }

    @Test
    void a_lost_certificate_is_issued_again_for_the_approved_key() throws IOException {
        stage.manager.add(SEVEN);
        ControlServer server = stage.server();
        ControlClient node = stage.node("node", listener, address(server.port()));
        Stage.awaitState(node, State.WAITING_FOR_APPROVAL);
        server.approve(SEVEN);
        Stage.awaitState(node, State.CONNECTED);
        node.close();
        Files.delete(folder.resolve("node/identity/node.pem"));

        ControlClient again = stage.node("node", new RecordingListener(), address(server.port()));

        Stage.awaitState(again, State.CONNECTED);
    }
}
