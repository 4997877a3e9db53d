package dev.otter.manager.plan;

import static dev.otter.manager.Samples.channel;
import static dev.otter.manager.Samples.endpoint;
import static dev.otter.manager.Samples.node;
import static dev.otter.manager.Samples.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.document.plan.PlannedChannel;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.manager.Samples;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.ChangeGuard;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.config.Named;
import dev.otter.model.config.channel.CandidateNodes;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.mapping.MappingConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nodes are told, and in which version. */
class PlannerTest {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerTest.class);
    private static final String PASSWORD = "s3cret-of-a";
    private static final String KEEPER_SECRET = "s3cret-of-all-at-zookeeper";

    @TempDir private Path folder;
    private final ConfigJson json = new ConfigJson();
    private final Sealer sealer =
            new Sealer(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());
    private Database database;
    private Catalog catalog;
    private EndpointSecrets secrets;
    private Planner planner;

    @BeforeEach
    void open() {
        database = Database.open(StoreConfig.file(folder.resolve("otter")));
        catalog = new Catalog(database, json, InstantSource.system(), ChangeGuard.none());
        secrets = new EndpointSecrets(database, sealer);
        planner = planner();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Planner planner() {
        return new Planner(
                new Planner.Sources(catalog, secrets, sealer, database),
                json,
                new Surroundings(
                        List.of("10.0.0.9:12181"),
                        Duration.ofSeconds(60),
                        Optional.of(KEEPER_SECRET)));
    }

    @Test
    void a_node_is_told_what_it_may_run_and_nothing_else() {
        endpoints();
        create(new ZooKeeperConfig("room", "", List.of("z1:2181", "z2:2181")));
        create(node("n1"));
        create(inRoom("n2"));
        create(node("n3"));
        create(channel("any", pipeline("p", "a", "b", "shop.*")));
        create(channel("load", on(pipeline("p", "a", "b", "x.*"), List.of(), List.of("N3", "n1"))));
        create(channel("select", on(pipeline("p", "a", "b", "y.*"), List.of("n2"), List.of())));
        create(
                channel(
                        "both",
                        on(
                                pipeline("p", "a", "b", "z.*"),
                                List.of("n1", "n2", "n3"),
                                List.of("n3", "n2"))));

        assertThat(told(1)).containsExactly("any [1, 2, 3]", "load [3, 1]");
        assertThat(told(2)).containsExactly("any [1, 2, 3]", "select [2]", "both [3, 2]");
        assertThat(told(3)).containsExactly("any [1, 2, 3]", "load [3, 1]", "both [3, 2]");
        assertThat(plan(1).zookeeper()).containsExactly("10.0.0.9:12181");
        assertThat(plan(2).zookeeper()).containsExactly("z1:2181", "z2:2181");
        assertThat(plan(1).zookeeperSessionSeconds()).isEqualTo(60);
        assertThat(plan(1).zookeeperSecret()).contains(KEEPER_SECRET);
        assertThat(plan(2).zookeeperSecret()).contains(KEEPER_SECRET);
        PlannedPipeline first = plan(1).channels().getFirst().pipelines().getFirst();
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.from().password()).isEqualTo(PASSWORD);
        assertThat(planner.version(9)).isEmpty();
    }

    @Test
    void the_text_is_what_the_record_would_write() {
        endpoints();
        create(node("n1"));
        byte[] none = document(1);
        create(
                channel(
                        "shop",
                        pipeline("there", "a", "b", "!shop.tmp_*", "shop.*"),
                        pipeline("again", "a", "b", "crm.*")));
        create(channel("more", pipeline("p", "a", "b", "y.*")));

        assertThat(document(1)).isEqualTo(plan(1).toDocument(json));
        assertThat(none).isEqualTo(NodePlan.fromDocument(none, json).toDocument(json));
    }

    @Test
    void what_cannot_be_run_is_not_told_and_says_why() {
        endpoints();
        create(endpoint("bare", "h3"));
        Thing alone = create(channel("alone", pipeline("p", "a", "b", "shop.*")));
        assertThat(planner.current().obstacles(alone.id()))
                .singleElement()
                .asString()
                .contains("No node is configured");
        create(node("n1"));
        create(node("n2"));
        Thing bare = create(channel("bare", pipeline("p", "bare", "b", "x.*")));
        Thing apart =
                create(
                        channel(
                                "apart",
                                on(pipeline("p", "a", "b", "x.*"), List.of("n1"), List.of("n2"))));
        Thing empty = create(channel("empty", pipeline("p", "a", "b")));

        Plans plans = planner.current();
        assertThat(plans.obstacles(alone.id())).isEmpty();
        assertThat(plans.obstacles(bare.id())).singleElement().asString().contains("'bare'");
        assertThat(plans.obstacles(apart.id())).singleElement().asString().contains("both select");
        assertThat(plans.obstacles(empty.id())).singleElement().asString().contains("no tables");
        assertThat(told(1)).containsExactly("alone [1, 2]");
    }

    @Test
    void a_version_changes_with_the_nodes_document_only_and_survives_a_restart() {
        endpoints();
        create(node("n1"));
        create(node("n2"));
        Thing shop =
                create(
                        channel(
                                "shop",
                                on(pipeline("p", "a", "b", "x.*"), List.of("n1"), List.of())));
        long one = version(1);
        long two = version(2);

        change(shop, channel("shop", on(pipeline("p", "a", "b", "y.*"), List.of("n1"), List.of())));
        assertThat(version(1)).isEqualTo(one + 1);
        assertThat(version(2)).isEqualTo(two);
        keepPassword("a", PASSWORD);
        assertThat(version(1)).as("the same password").isEqualTo(one + 1);
        keepPassword("a", "another");
        assertThat(version(1)).isEqualTo(one + 2);

        planner = planner();
        assertThat(version(1)).isEqualTo(one + 2);
        assertThat(version(2)).isEqualTo(two);
        planner = planner();
        change(shop, channel("shop", on(pipeline("p", "a", "b", "z.*"), List.of("n1"), List.of())));
        assertThat(version(1)).isEqualTo(one + 3);
    }

    @Test
    void a_thousand_channels_are_planned_in_less_than_a_second() {
        endpoints();
        catalog.change(
                "ann",
                tx -> {
                    for (int i = 0; i < 100; i++) {
                        tx.create(node("n" + i));
                    }
                    for (int i = 0; i < 1_000; i++) {
                        tx.create(many(i));
                    }
                    return null;
                });
        long begin = version(8);
        long[] millis = new long[4];
        for (int round = 0; round < millis.length; round++) {
            Thing last = catalog.find(Kind.CHANNEL, "c7").orElseThrow();
            PipelineConfig other =
                    last.as(ChannelConfig.class)
                            .pipelines()
                            .getFirst()
                            .withTables(List.of(MappingConfig.parse("round" + round + ".*")));
            change(last, channel("c7", other));
            long from = System.nanoTime();
            assertThat(version(8)).isEqualTo(begin + round + 1);
            assertThat(document(8)).isNotEmpty();
            millis[round] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        }

        LOG.warn("1,000 channels for 100 nodes: {} ms", millis);
        assertThat(millis[millis.length - 1]).isLessThan(1_000);
    }

    /** Parts that have not changed are not made anew; what comes out must not show it. */
    @Test
    void whoever_followed_all_changes_knows_the_same_as_who_comes_later() {
        endpoints();
        create(node("n1"));
        Thing shop = create(channel("shop", pipeline("p", "a", "b", "x.*")));
        Thing more =
                create(channel("more", pipeline("q", "a", "b", "y.*"), pipeline("r", "b", "a")));
        assertAllKnowTheSame();
        change(shop, channel("shop", pipeline("p", "a", "b", "z.*")));
        assertAllKnowTheSame();
        change(more, channel("much", pipeline("r", "b", "a", "w.*")));
        assertAllKnowTheSame();
        keepPassword("b", "another");
        assertAllKnowTheSame();
        create(node("n2"));
        assertAllKnowTheSame();
        catalog.change(
                "ann",
                tx -> {
                    tx.delete(shop.kind(), shop.id(), tx.get(shop.kind(), shop.id()).version());
                    return null;
                });
        create(channel("shop", pipeline("p", "a", "b", "v.*")));
        assertAllKnowTheSame();
        change(catalog.find(Kind.ENDPOINT, "a").orElseThrow(), endpoint("a", "h9"));
        assertAllKnowTheSame();
        assertThat(plan(2).channels()).hasSize(2);
    }

    private void assertAllKnowTheSame() {
        Plans followed = planner.current();
        Plans fresh = planner().current();
        assertThat(followed.revision()).isEqualTo(fresh.revision());
        assertThat(followed.digests()).isEqualTo(fresh.digests());
        assertThat(followed.pipelines()).isEqualTo(fresh.pipelines());
        for (long node : fresh.nodes().keySet()) {
            assertThat(followed.document(node).orElseThrow())
                    .isEqualTo(fresh.document(node).orElseThrow());
        }
        for (long channel : fresh.channels().keySet()) {
            assertThat(followed.obstacles(channel)).isEqualTo(fresh.obstacles(channel));
        }
    }

    private static ChannelConfig many(int i) {
        List<String> tables = new ArrayList<>();
        IntStream.range(0, 10).forEach(table -> tables.add("shop" + i + ".table_" + table));
        return channel(
                "c" + i,
                on(
                        pipeline("p", "a", "b", tables.toArray(String[]::new)),
                        List.of("n" + i % 100, "n" + (i + 1) % 100),
                        List.of()));
    }

    private List<String> told(long node) {
        List<String> told = new ArrayList<>();
        for (PlannedChannel channel : plan(node).channels()) {
            channel.pipelines().forEach(p -> told.add(channel.name() + " " + p.candidates()));
        }
        return told;
    }

    private NodePlan plan(long node) {
        return NodePlan.fromDocument(document(node), json);
    }

    private byte[] document(long node) {
        return planner.document(node, planner.version(node).orElseThrow()).orElseThrow();
    }

    private long version(long node) {
        return planner.version(node).orElseThrow().version();
    }

    private void endpoints() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        keepPassword("a", PASSWORD);
        keepPassword("b", "s3cret-of-b");
    }

    private void keepPassword(String endpoint, String password) {
        catalog.change(
                "ann",
                tx -> {
                    secrets.put(
                            tx.handle(),
                            tx.find(Kind.ENDPOINT, endpoint).orElseThrow().id(),
                            password);
                    return null;
                });
    }

    private Thing create(Named config) {
        return catalog.change("ann", tx -> tx.create(config));
    }

    private void change(Thing thing, Named config) {
        catalog.change(
                "ann",
                tx ->
                        tx.replace(
                                thing.kind(),
                                thing.id(),
                                tx.get(thing.kind(), thing.id()).version(),
                                config));
    }

    private static NodeConfig inRoom(String name) {
        NodeConfig plain = Samples.node(name);
        return new NodeConfig(
                name,
                "",
                plain.host(),
                plain.port(),
                plain.downloadPort(),
                Optional.empty(),
                Optional.of("room"));
    }

    private static PipelineConfig on(
            PipelineConfig pipeline, List<String> select, List<String> load) {
        return Samples.withNodes(pipeline, new CandidateNodes(select, load, false));
    }
}
