package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.control.RunControl;
import dev.otter.manager.live.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping, and what may not be changed meanwhile. */
class RunRoutesTest {
    private static final String PIPELINE =
            "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\",\"tables\":[\"shop.*\"]}";
    private static final String CHANNEL = "{\"name\":\"shop\",\"pipelines\":[" + PIPELINE + "]}";

    @TempDir private Path folder;
    private final MemoryControl control = new MemoryControl();
    private final Set<Long> connected = ConcurrentHashMap.newKeySet();
    private ManagerUnderTest manager;
    private Client admin;

    /** Does at once what it is told, and remembers it. */
    private static final class MemoryControl implements RunControl {
        private final Map<Long, RunState> states = new ConcurrentHashMap<>();
        private final List<String> said = new ArrayList<>();

        @Override
        public RunState state(long channel) {
            return states.getOrDefault(channel, RunState.STOPPED);
        }

        @Override
        public void start(long channel, String by) {
            states.put(channel, RunState.RUNNING);
        }

        @Override
        public void pause(long channel, String by) {
            states.put(channel, RunState.PAUSED);
        }

        @Override
        public void resume(long channel, String by) {
            states.put(channel, RunState.RUNNING);
        }

        @Override
        public void stop(long channel, String by) {
            states.put(channel, RunState.STOPPED);
        }

        @Override
        public void push(long channel) {
            said.add("push " + channel);
        }
    }

    @BeforeEach
    void start() {
        manager =
                ManagerUnderTest.ready(
                        folder,
                        _ ->
                                new LiveSystem(
                                        Optional.of(control),
                                        Optional.of(connected::contains),
                                        Optional.empty()));
        admin = manager.admin();
        admin.post(
                "/endpoints", "{\"name\":\"a\",\"type\":\"mysql\",\"host\":\"h1\",\"user\":\"u\"}");
        admin.post(
                "/endpoints", "{\"name\":\"b\",\"type\":\"mysql\",\"host\":\"h2\",\"user\":\"u\"}");
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void an_operator_starts_pauses_resumes_pushes_and_stops() {
        admin.post("/channels", CHANNEL);
        String token =
                admin.post("/tokens", "{\"name\":\"op\",\"role\":\"operator\"}")
                        .json()
                        .get("text")
                        .asString();
        Client operator = manager.client().with("Authorization", "Bearer " + token);

        assertThat(state(operator.post("/channels/1/start", "{}"))).isEqualTo("running");
        assertThat(state(operator.post("/channels/1/pause", "{}"))).isEqualTo("paused");
        assertThat(state(operator.post("/channels/1/resume", "{}"))).isEqualTo("running");
        operator.post("/channels/1/push", "{}");
        assertThat(state(operator.get("/channels/1/run"))).isEqualTo("running");
        assertThat(operator.get("/channels/1").json().get("state").asString()).isEqualTo("running");
        assertThat(state(operator.post("/channels/1/stop", "{}"))).isEqualTo("stopped");
        assertThat(control.said).containsExactly("push 1");
    }

    @Test
    void a_channel_with_faults_is_not_started() {
        admin.post("/channels", "{\"name\":\"shop\"}");

        Client.Reply reply = admin.post("/channels/1/start", "{}");

        assertThat(reply.code()).isEqualTo("OTR-4208");
        assertThat(reply.json().get("remedy").asString())
                .isEqualTo("The channel has no pipeline; add one.");
        assertThat(control.state(1)).isEqualTo(RunState.STOPPED);
    }

    @Test
    void what_runs_keeps_its_shape_but_its_options_may_change() {
        admin.post("/channels", CHANNEL);
        control.start(1, "ann");

        assertThat(admin.put("/channels/1", 1, CHANNEL.replace("shop\"", "other\"")).code())
                .isEqualTo("OTR-4208");
        assertThat(admin.put("/channels/1", 1, "{\"name\":\"shop\"}").code()).isEqualTo("OTR-4208");
        assertThat(admin.delete("/channels/1", 1).code()).isEqualTo("OTR-4208");
        Client.Reply option =
                admin.put(
                        "/channels/1",
                        1,
                        CHANNEL.replace("\"from\"", "\"parallelism\":8,\"from\""));
        assertThat(option.status()).as(option.text()).isEqualTo(200);
        control.stop(1, "ann");
        assertThat(admin.delete("/channels/1", 2).status()).isEqualTo(204);
    }

    @Test
    void a_connected_node_stays_as_it_is() {
        admin.post("/nodes", "{\"name\":\"n\",\"host\":\"h\"}");
        connected.add(1L);

        assertThat(admin.get("/nodes/1").json().get("state").asString()).isEqualTo("connected");
        assertThat(admin.put("/nodes/1", 1, "{\"name\":\"n\",\"host\":\"x\"}").code())
                .isEqualTo("OTR-4208");
        assertThat(admin.delete("/nodes/1", 1).code()).isEqualTo("OTR-4208");
        connected.clear();
        assertThat(admin.delete("/nodes/1", 1).status()).isEqualTo(204);
    }

    private static String state(Client.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().get("state").asString();
    }
}
