package dev.otter.node.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.document.plan.PlannedChannel;
import dev.otter.document.plan.PlannedEndpoint;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.RowMode;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.Heartbeat;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.node.duty.Assignment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentsTest {
    private static final String TABLES = "\"tables\":[\"shop.*\"]";

    private final ConfigJson json = new ConfigJson();
    private final Assignments assignments = new Assignments(json);

    private PipelineConfig config(String more) {
        String comma = more.isEmpty() ? "" : ",";
        String tables = more.contains("tables") ? "" : "," + TABLES;
        return json.read(
                "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\"" + tables + comma + more + "}",
                PipelineConfig.class);
    }

    private static PlannedEndpoint end(String name, String password) {
        EndpointConfig config =
                new EndpointConfig(
                        name,
                        "",
                        Endpoint.Type.MYSQL,
                        Optional.of("10.0.0.1"),
                        3306,
                        Optional.empty(),
                        "u",
                        TlsMode.PREFERRED);
        return new PlannedEndpoint(config, new ServerAddress("10.0.0.1", 3306), password);
    }

    private static PlannedPipeline planned(
            PipelineConfig config, String password, Optional<CanalConfig> canal) {
        return new PlannedPipeline(
                7, config, end("a", password), end("b", password), canal, List.of(1, 2));
    }

    private Assignment assignment(PlannedPipeline... pipelines) {
        NodePlan plan =
                new NodePlan(
                        "n",
                        1,
                        2,
                        List.of("127.0.0.1:2181"),
                        20,
                        Optional.empty(),
                        List.of(new PlannedChannel(3, "shop", List.of(pipelines))));
        return assignments.of(NodePlan.fromDocument(plan.toDocument(json), json)).getFirst();
    }

    private Assignment assignment(String more) {
        return assignment(planned(config(more), "x", Optional.empty()));
    }

    private static String refusal(Assignment assignment) {
        return assignment.refusal().map(Throwable::getMessage).orElse("");
    }

    @Test
    void what_the_engine_follows_is_not_refused() {
        Assignment assignment =
                assignment(
                        "\"parallelism\":\"4\",\"apply\":\"repair\",\"on-error\":\"quarantine\","
                                + "\"start\":\"earliest\",\"description\":\"d\","
                                + "\"rows\":{\"mode\":\"row\"},\"dry-run\":true");

        assertThat(refusal(assignment)).isEmpty();
        assertThat(assignment.title()).isEqualTo("shop/p");
        assertThat(assignment.candidates()).containsExactly(1, 2);
        assertThat(assignment.pipeline().options().appliers()).isEqualTo(4);
        assertThat(assignment.pipeline().options().rowMode()).isEqualTo(RowMode.ROW);
        assertThat(assignment.pipeline().options().dryRun()).isTrue();
    }

    @Test
    void views_of_tables_go_to_the_engine() {
        Assignment assignment =
                assignment(
                        "\"tables\":[{\"source\":\"s.t\",\"columns\":{\"exclude\":[\"a\"],"
                                + "\"rename\":{\"b\":\"c\"}},\"groups\":[[\"d\",\"e\"]],"
                                + "\"where\":\"row.b > 1\",\"set\":{\"x\":\"'y'\"},"
                                + "\"processor\":\"com.acme.P\"}]");

        assertThat(refusal(assignment)).isEmpty();
        assertThat(assignment.pipeline().options().views().find(new TableName("s", "t")))
                .hasValueSatisfying(view -> {
                    assertThat(view.columns().target("B")).hasValue("c");
                    assertThat(view.columns().sends("a")).isFalse();
                    assertThat(view.rows().where()).hasValue("row.b > 1");
                    assertThat(view.rows().processor()).hasValue("com.acme.P");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"two-way\":{\"home\":true}; two-way.home",
                "\"two-way\":{\"remedy\":\"loopback\"}; two-way.remedy",
                "\"two-way\":{\"mark\":\"m\"}; two-way.mark",
                "\"tables\":[]; empty list of tables"
            })
    void what_the_engine_cannot_follow_is_named(String option, String named) {
        assertThat(refusal(assignment(option))).contains("OTR-1004", named.strip(), "shop/p");
    }

    @Test
    void a_canal_that_leaves_tables_out_is_refused() {
        CanalConfig canal =
                new CanalConfig(
                        "c",
                        "",
                        "a",
                        null,
                        Optional.of(5L),
                        null,
                        List.of(TablePattern.parse("shop.tmp")));

        assertThat(refusal(assignment(planned(config(""), "x", Optional.of(canal)))))
                .contains("'exclude' of canal c", "'replica-id' of canal c");
    }

    private static CanalConfig switching() {
        return new CanalConfig(
                "c",
                "",
                "a",
                null,
                Optional.empty(),
                new Heartbeat(true, 2, 4, 5, true),
                List.of());
    }

    @Test
    void a_canal_that_switches_needs_standbys() {
        assertThat(refusal(assignment(planned(config(""), "x", Optional.of(switching())))))
                .contains("'heartbeat.failover' of canal c without standbys", "endpoint 'a'");
    }

    @Test
    void standbys_of_the_failover_group_reach_the_engine() {
        PlannedEndpoint alone = end("a", "x");
        PlannedEndpoint source =
                new PlannedEndpoint(
                        alone.config(),
                        alone.address(),
                        "x",
                        List.of(new ServerAddress("10.0.0.2", 3307)));
        PlannedPipeline planned =
                new PlannedPipeline(
                        7, config(""), source, end("b", "x"), Optional.of(switching()), List.of(1));

        Assignment assignment = assignment(planned);

        assertThat(refusal(assignment)).isEmpty();
        Failover failover = assignment.pipeline().from().failover().orElseThrow();
        assertThat(failover.standbys()).containsExactly(new Failover.Server("10.0.0.2", 3307));
        assertThat(failover.heartbeat().orElseThrow().failures()).isEqualTo(5);
        assertThat(failover.heartbeat().orElseThrow().timeout()).hasSeconds(4);
        assertThat(assignment.version())
                .isNotEqualTo(assignment(planned(config(""), "x", Optional.empty())).version());
    }

    @Test
    void two_ways_at_once_are_refused() {
        PipelineConfig back =
                json.read(
                        "{\"name\":\"q\",\"from\":\"b\",\"to\":\"a\"," + TABLES + "}",
                        PipelineConfig.class);

        Assignment there =
                assignment(
                        planned(config(""), "x", Optional.empty()),
                        planned(back, "x", Optional.empty()));

        assertThat(refusal(there)).contains("pipeline 'q' runs back");
    }

    @Test
    void the_version_changes_with_what_the_engine_sees_only() {
        String version = assignment("").version();

        assertThat(assignment("\"description\":\"d\"").version()).isEqualTo(version);
        assertThat(assignment("\"parallelism\":\"3\"").version()).isNotEqualTo(version);
        assertThat(assignment("\"tables\":[\"shop.a*\"]").version()).isNotEqualTo(version);
        assertThat(assignment(planned(config(""), "y", Optional.empty())).version())
                .isNotEqualTo(version)
                .doesNotContain("y");
        assertThat(assignment(into("one")).version())
                .isEqualTo(assignment(into("one")).version())
                .isNotEqualTo(assignment(into("two")).version());
    }

    private PlannedPipeline into(String database) {
        EndpointConfig config =
                new EndpointConfig(
                        "b",
                        "",
                        Endpoint.Type.POSTGRESQL,
                        Optional.of("10.0.0.1"),
                        5432,
                        Optional.empty(),
                        "u",
                        TlsMode.PREFERRED,
                        Optional.of(database));
        PlannedEndpoint target =
                new PlannedEndpoint(config, new ServerAddress("10.0.0.1", 5432), "x");
        return new PlannedPipeline(
                7, config(""), end("a", "x"), target, Optional.empty(), List.of(1));
    }
}
