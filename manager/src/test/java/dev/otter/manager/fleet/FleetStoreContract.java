package dev.otter.manager.fleet;

import static dev.otter.manager.Samples.channel;
import static dev.otter.manager.Samples.endpoint;
import static dev.otter.manager.Samples.node;
import static dev.otter.manager.Samples.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.ChangeGuard;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.live.Minute;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.plan.Surroundings;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.store.Database;
import dev.otter.model.config.Named;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.control.server.NodeStanding;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of nodes, on every kind of database. */
abstract class FleetStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final NodeId ONE = new NodeId(1);
    private static final KeyFingerprint KEY = new KeyFingerprint("ab".repeat(32));
    private static final KeyFingerprint OTHER = new KeyFingerprint("cd".repeat(32));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private Database database;
    private Catalog catalog;
    private StoredNodes nodes;
    private Minutes minutes;

    /** A database without tables. */
    abstract Database open() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        database = open();
        InstantSource clock = now::get;
        catalog = new Catalog(database, new ConfigJson(), clock, ChangeGuard.none());
        nodes = new StoredNodes(database, clock, new SecureRandom());
        minutes = new Minutes(database);
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void a_number_is_unknown_then_registered_then_deleted() {
        assertThat(nodes.standing(ONE)).isInstanceOf(NodeStanding.Unknown.class);
        Thing node = create(node("n1"));
        assertThat(nodes.standing(ONE)).isEqualTo(registered(Optional.empty()));

        nodes.approve(ONE, KEY);
        nodes.approve(ONE, OTHER);
        assertThat(nodes.standing(ONE)).isEqualTo(registered(Optional.of(OTHER)));
        nodes.revoke(1);
        assertThat(nodes.standing(ONE)).isEqualTo(registered(Optional.empty()));
        nodes.approve(ONE, KEY);

        catalog.change(
                "ann",
                tx -> {
                    tx.delete(Kind.NODE, node.id(), 1);
                    return null;
                });
        assertThat(nodes.standing(ONE)).isInstanceOf(NodeStanding.Deleted.class);
        assertThat(catalog.deleted(Kind.NODE, 1)).isTrue();
        assertThat(catalog.deleted(Kind.NODE, 2)).isFalse();
    }

    @Test
    void a_secret_is_good_once_for_its_node_and_for_a_day() {
        create(node("n1"));
        create(node("n2"));
        String secret = nodes.newSecret(1).secret();

        assertThat(nodes.admits(new NodeId(2), secret)).isFalse();
        assertThat(nodes.admits(ONE, secret + "x")).isFalse();
        assertThat(nodes.admits(ONE, "")).isFalse();
        assertThat(nodes.admits(ONE, secret)).isTrue();
        assertThat(nodes.admits(ONE, secret)).isFalse();

        String replaced = nodes.newSecret(1).secret();
        String late = nodes.newSecret(1).secret();
        assertThat(nodes.admits(ONE, replaced)).isFalse();
        now.set(NOW.plus(Duration.ofDays(1)));
        assertThat(nodes.admits(ONE, late)).isFalse();

        String unused = nodes.newSecret(1).secret();
        nodes.approve(ONE, KEY);
        assertThat(nodes.admits(ONE, unused)).as("approval uses it up").isFalse();
    }

    @Test
    void a_batch_counts_once_and_minutes_of_two_nodes_add_up() {
        minutes.add(1, batch(9, 1, minute(0, 10, 50)));
        minutes.add(1, batch(9, 1, minute(0, 10, 50)));
        minutes.add(2, batch(9, 1, minute(0, 5, 90), minute(1, 7, 10)));
        minutes.add(1, batch(9, 3, minute(2, 1, 1)));

        assertThat(minutes.last(1, 9)).isEqualTo(3);
        assertThat(minutes.last(1, 8)).isZero();
        assertThat(minutes.read(7, NOW, NOW.plus(Duration.ofHours(1))))
                .containsExactly(
                        new Minute(NOW, 15, 4, 6, 8, 10, 6, 90),
                        new Minute(NOW.plusSeconds(60), 7, 2, 3, 4, 5, 6, 10),
                        new Minute(NOW.plusSeconds(120), 1, 2, 3, 4, 5, 6, 1));
        assertThat(minutes.read(7, NOW.plusSeconds(60), NOW.plusSeconds(120))).hasSize(1);
        assertThat(minutes.read(8, NOW, NOW.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void what_is_too_old_goes() {
        PipelineMinute[] many =
                IntStream.range(0, 2_000)
                        .mapToObj(i -> minute(i, 1, 1))
                        .toArray(PipelineMinute[]::new);
        for (int i = 1; i <= 6; i++) {
            minutes.add(1, batch(9, i, many));
        }
        Instant end = NOW.plusSeconds(60 * 2_000);

        minutes.sweep(end, Duration.ofMinutes(3));

        assertThat(minutes.read(7, NOW, end)).hasSize(3);
    }

    @Test
    void versions_of_documents_are_kept() {
        Sealer sealer = new Sealer(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());
        EndpointSecrets secrets = new EndpointSecrets(database, sealer);
        create(node("n1"));
        assertThat(version(secrets, sealer)).isEqualTo(1);
        create(node("n2"));
        assertThat(version(secrets, sealer)).as("it may run nothing yet").isEqualTo(1);
        for (String name : List.of("a", "b")) {
            Thing made = create(endpoint(name, "h" + name));
            catalog.change(
                    "ann",
                    tx -> {
                        secrets.put(tx.handle(), made.id(), "secret");
                        return null;
                    });
        }
        create(channel("shop", pipeline("p", "a", "b", "shop.*")));
        assertThat(version(secrets, sealer)).isEqualTo(2);
        assertThat(version(secrets, sealer)).isEqualTo(2);
    }

    private long version(EndpointSecrets secrets, Sealer sealer) {
        return new Planner(
                        new Planner.Sources(catalog, secrets, sealer, database),
                        new ConfigJson(),
                        new Surroundings(
                                List.of("h:2181"), Duration.ofSeconds(8), Optional.empty()))
                .version(1)
                .orElseThrow()
                .version();
    }

    private Thing create(Named config) {
        return catalog.change("ann", tx -> tx.create(config));
    }

    private static NodeStanding registered(Optional<KeyFingerprint> key) {
        return new NodeStanding.Registered(key);
    }

    private static StatisticsBatch batch(long store, long sequence, PipelineMinute... minutes) {
        return new StatisticsBatch(store, sequence, List.of(minutes));
    }

    private static PipelineMinute minute(long number, long inserts, long lag) {
        return new PipelineMinute(
                "7",
                NOW.plusSeconds(60 * number),
                new PipelineMinute.Rows(inserts, 2, 3, 4),
                5,
                6,
                lag);
    }
}
