package dev.otter.manager.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.http.Client;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.DifferingValue;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import dev.otter.transport.control.message.OperationReport.State;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Operations from HTTP over the wire to a node and back. */
class OperationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String PIPELINE = "/channels/1/pipelines/p";

    @TempDir private Path folder;
    private LiveManager manager;
    private Client admin;
    private TestNode node;

    @BeforeEach
    void start() {
        manager = new LiveManager(folder, Optional.empty());
        admin = manager.firstAdmin();
        for (String end : List.of("a", "b")) {
            admin.post(
                    "/endpoints",
                    "{\"name\":\"%s\",\"type\":\"mysql\",\"host\":\"h%s\",\"user\":\"u\",\"password\":\"x\"}"
                            .formatted(end, end));
        }
        admin.post("/nodes", "{\"name\":\"n1\",\"host\":\"h\"}");
        Client.Reply made =
                admin.post(
                        "/channels",
                        "{\"name\":\"shop\",\"pipelines\":[{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\",\"tables\":[\"shop.*\"]}]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private void connect() {
        String secret =
                admin.post("/nodes/1/enrolment-secret", "{}").json().get("secret").asString();
        node =
                new TestNode(
                        manager.controlPort(), 1, folder.resolve("node-1"), Optional.of(secret));
        await(() -> node.state() == ConnectionStatus.State.CONNECTED);
        node.report(1, "running", 5);
        await(() -> live().has("epoch"));
    }

    private JsonNode live() {
        return admin.get(PIPELINE + "/live").json();
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
        manager.close();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }

    private JsonNode operation(long id) {
        return admin.get("/operations/" + id).json();
    }

    private static String state(JsonNode operation) {
        return operation.path("state").asString();
    }

    private OperationReport report(long id, State state, Findings findings) {
        return new OperationReport(
                id,
                state,
                new Progress("reads", 10, 40, 5, OptionalLong.of(6)),
                state.over() ? "different" : "",
                Optional.empty(),
                findings);
    }

    @Test
    void an_operation_waits_for_its_node_is_done_there_and_its_rows_come_back() {
        Client.Reply added =
                admin.post(PIPELINE + "/operations", "{\"kind\":\"check\",\"repair\":true}");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        long id = added.json().get("id").asLong();
        assertThat(added.header("Location")).isEqualTo("/api/v1/operations/" + id);
        assertThat(state(added.json())).isEqualTo("queued");
        await(() -> operation(id).path("progress").path("waits-for").asString("").contains("n1"));

        connect();

        await(() ->
                node.commands.contains(
                        new Command.Operate(
                                new OperationOrder(
                                        id, 1, new Operation.Check(List.of(), true, 0, false)))));
        node.report(report(id, State.RUNNING, Findings.NONE));
        await(() -> operation(id).path("progress").path("rows-done").asLong() == 10);
        assertThat(state(operation(id))).isEqualTo("running");
        node.report(
                report(
                        id,
                        State.DONE,
                        new Findings(
                                List.of(
                                        new DifferingRow(
                                                "shop.t",
                                                "id=1",
                                                "changed",
                                                List.of(new DifferingValue("v", "1", "2")))),
                                List.of(),
                                7)));
        await(() -> state(operation(id)).equals("done"));
        JsonNode findings = operation(id).path("findings");
        assertThat(findings.path("left").asLong()).isEqualTo(7);
        JsonNode value = findings.path("rows").path(0).path("values").path(0);
        assertThat(value.path("source").asString()).isEqualTo("1");
        assertThat(value.path("target").asString()).isEqualTo("2");
        assertThat(admin.get(PIPELINE + "/operations").json().get(0).has("findings")).isFalse();
        await(() -> node.commands.contains(new Command.ForgetOperation(id)));
    }

    @Test
    void cancelling_reaches_the_node_and_statements_are_asked_of_it() throws Exception {
        connect();
        assertThat(live().path("notices").path(0).asString()).isEqualTo("a standby is read");
        assertThat(live().path("tried-alone").asLong()).isEqualTo(1);
        assertThat(live().path("copy").path("rows-estimated").asLong()).isEqualTo(60);
        assertThat(live().path("copy").path("seconds-left").asLong()).isEqualTo(6);
        long id =
                admin.post(PIPELINE + "/operations", "{\"kind\":\"copy\"}")
                        .json()
                        .get("id")
                        .asLong();
        await(() -> state(operation(id)).equals("running"));
        Client.Reply cancelled = admin.delete("/operations/" + id, 1);
        assertThat(cancelled.json().get("cancelled-by").asString()).isEqualTo("admin");
        await(() -> node.commands.contains(new Command.CancelOperation(id)));
        node.report(report(id, State.CANCELLED, Findings.NONE));
        await(() -> state(operation(id)).equals("cancelled"));

        CompletableFuture<JsonNode> statements =
                CompletableFuture.supplyAsync(() -> admin.get(PIPELINE + "/statements").json());
        await(() -> question().isPresent());
        node.report(
                report(
                        question().orElseThrow(),
                        State.DONE,
                        new Findings(
                                List.of(),
                                List.of(new WaitingStatement("x:1", "asked", "now", "ALTER", "")),
                                0)));
        assertThat(statements.get().path(0).path("id").asString()).isEqualTo("x:1");
        assertThat(admin.post(PIPELINE + "/operations", "{\"kind\":\"ddl\"}").code())
                .isEqualTo("OTR-4201");
        assertThat(admin.post(PIPELINE + "/operations", "{\"kind\":\"dance\"}").code())
                .isEqualTo("OTR-4201");
        assertThat(admin.get("/operations/4711").code()).isEqualTo("OTR-4205");
        assertThat(manager.client().get(PIPELINE + "/operations").code()).isEqualTo("OTR-4212");
    }

    private Optional<Long> question() {
        return node.commands.stream()
                .filter(Command.Operate.class::isInstance)
                .map(command -> ((Command.Operate) command).order())
                .filter(order -> order.what() instanceof Operation.Statements)
                .map(OperationOrder::id)
                .findFirst();
    }
}
