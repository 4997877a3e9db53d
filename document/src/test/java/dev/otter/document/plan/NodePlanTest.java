package dev.otter.document.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodePlanTest {
    private static final String PASSWORD = "kept-to-itself";
    private static final String SECRET = "shared-with-the-others";

    private final ConfigJson json = new ConfigJson();

    @Test
    void a_plan_travels_whole() {
        NodePlan plan = plan();

        NodePlan arrived = NodePlan.fromDocument(plan.toDocument(json), json);

        assertThat(arrived.toDocument(json)).isEqualTo(plan.toDocument(json));
        PlannedPipeline pipeline = arrived.channels().getFirst().pipelines().getFirst();
        assertThat(pipeline.number()).isEqualTo(7);
        assertThat(pipeline.candidates()).containsExactly(2, 1);
        assertThat(pipeline.pipeline().from())
                .isEqualTo(
                        new Endpoint(
                                "a",
                                Endpoint.Type.MYSQL,
                                "10.0.0.1",
                                3307,
                                "otter",
                                PASSWORD,
                                TlsMode.PREFERRED));
        assertThat(pipeline.pipeline().start()).isEqualTo(new StartPoint.Earliest());
    }

    @Test
    void a_plan_does_not_tell_its_passwords() {
        assertThat(plan()).asString().doesNotContain(PASSWORD).doesNotContain(SECRET);
        assertThat(plan().zookeeperSecret()).contains(SECRET);
    }

    @Test
    void a_plan_of_a_manager_that_knows_no_login_is_read() {
        String text = new String(plan().toDocument(json), StandardCharsets.UTF_8);
        String former = text.replace("\"zookeeper-secret\":\"" + SECRET + "\",", "");

        NodePlan arrived = NodePlan.fromDocument(former.getBytes(StandardCharsets.UTF_8), json);

        assertThat(former).isNotEqualTo(text);
        assertThat(arrived.zookeeperSecret()).isEmpty();
    }

    @Test
    void an_unknown_key_is_named() {
        String text = new String(plan().toDocument(json), StandardCharsets.UTF_8);
        byte[] document =
                text.replace("\"port\":2088", "\"prot\":2088").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> NodePlan.fromDocument(document, json))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("prot");
    }

    private static NodePlan plan() {
        PipelineConfig config = PipelineConfig.of("a-to-b", "a", "b", List.of());
        CanalConfig canal =
                new CanalConfig(
                        "c", "", "a", new StartPoint.Earliest(), Optional.empty(), null, List.of());
        PlannedPipeline pipeline =
                new PlannedPipeline(
                        7,
                        config,
                        end("a", "10.0.0.1"),
                        end("b", "10.0.0.2"),
                        Optional.of(canal),
                        List.of(2, 1));
        return new NodePlan(
                "n1",
                2088,
                9090,
                List.of("127.0.0.1:2181"),
                20,
                Optional.of(SECRET),
                List.of(new PlannedChannel(3, "shop", List.of(pipeline))));
    }

    private static PlannedEndpoint end(String name, String host) {
        ServerAddress address = new ServerAddress(host, 3307);
        EndpointConfig config =
                new EndpointConfig(
                        name,
                        "",
                        Endpoint.Type.MYSQL,
                        Optional.of(host),
                        3307,
                        Optional.empty(),
                        "otter",
                        TlsMode.PREFERRED);
        return new PlannedEndpoint(config, address, PASSWORD);
    }
}
