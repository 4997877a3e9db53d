package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.pipeline.KafkaPair.Sent;
import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that are there already become messages, while the source is written and runs break off. */
class FullLoadKafkaIT {
    private static final int ROWS = 600;
    private static final PipelineOptions INITIAL =
            PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL);

    private static KafkaPair pair;

    @BeforeAll
    static void start() {
        pair = new KafkaPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineRun run(String name) {
        return pair.run(name, INITIAL, pieces(), KafkaPair.settings(pair.target.port()));
    }

    private static PipelineSizes pieces() {
        PipelineSizes usual = PipelineSizes.usual();
        return new PipelineSizes(
                usual.slots(),
                usual.giantBytes(),
                usual.budgetBytes(),
                usual.limits(),
                SnapshotSizes.usual().inPieces(30, 200));
    }

    @Test
    void whoever_reads_the_topic_has_the_table_in_the_end() throws Exception {
        pair.onSource(
                "CREATE DATABASE loaded",
                "CREATE TABLE loaded.t (b VARCHAR(20) COLLATE utf8mb4_0900_ai_ci, a DECIMAL(6,2), v INT,"
                        + " j JSON, PRIMARY KEY (a, b))",
                "INSERT INTO loaded.t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i+1 FROM n WHERE i<%d) SELECT CONCAT('Key ',i MOD 7), i/4, i, JSON_OBJECT('n',i,'t','x') FROM n"
                        .formatted(ROWS));
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Integer> writer = writer(stop);
        Random random = new Random(6);
        for (int kill = 0; kill < 4; kill++) {
            PipelineRun run = run("loaded");
            run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(200, 1_500)));
            assertThat(run.status().state())
                    .as("%s", run.status())
                    .isNotEqualTo(PipelineState.FAILED);
            run.abandon();
            run.close();
        }
        try (PipelineRun run = run("loaded")) {
            run.await(run.sourceEnd(), Duration.ofSeconds(1));
            stop.set(true);
            assertThat(writer.get()).isPositive();
            KafkaPair.reached(run);
            assertThat(run.status().copy().map(copy -> copy.finished()).orElse(true)).isTrue();
        }
        List<Sent> sent = pair.committed("loaded.t");
        assertThat(sent.stream().filter(one -> one.json().get("op").equals("r"))).isNotEmpty();
        Map<String, String> replayed = new TreeMap<>();
        for (Sent one : sent) {
            if (one.json().get("op").equals("d")) {
                replayed.remove(one.key());
            } else {
                Object document = one.field("after", "j");
                assertThat(document).as("%s", one.value()).isInstanceOf(Map.class);
                replayed.put(
                        one.key(), one.field("after", "v") + " " + ((Map<?, ?>) document).get("n"));
            }
        }
        Map<String, String> wanted = new TreeMap<>();
        for (List<String> row : pair.rows("SELECT a,b,v,j->'$.n' FROM loaded.t")) {
            wanted.put(
                    "{\"a\":\"%s\",\"b\":\"%s\"}".formatted(row.get(0), row.get(1)),
                    row.get(2) + " " + row.get(3));
        }
        assertThat(replayed).isEqualTo(wanted);
    }

    /** Each target of a table has a copy of its own, with its own record. */
    @Test
    void each_of_several_topics_has_the_table_in_the_end() throws Exception {
        pair.onSource(
                "CREATE DATABASE fan",
                "CREATE TABLE fan.t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO fan.t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i+1 FROM n WHERE i<%d) SELECT i, i FROM n"
                        .formatted(ROWS));
        TableRoutes route =
                new TableRoutes(
                        List.of(
                                new TableRule.Take(TablePattern.parse("fan.t")),
                                new TableRule.Map(
                                        TablePattern.parse("fan.t"),
                                        TablePattern.parse("fan.second"))));
        Random random = new Random(4);
        for (int kill = 0; kill < 3; kill++) {
            PipelineRun run = pair.run("fan", route, INITIAL, pieces());
            run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(200, 1_000)));
            assertThat(run.status().state())
                    .as("%s", run.status())
                    .isNotEqualTo(PipelineState.FAILED);
            pair.onSource(
                    "UPDATE fan.t SET v=-v WHERE id MOD 10=" + kill,
                    "DELETE FROM fan.t WHERE id=" + (100 + kill));
            run.abandon();
            run.close();
        }
        try (PipelineRun run = pair.run("fan", route, INITIAL, pieces())) {
            KafkaPair.reached(run);
            assertThat(run.status().copy().map(copy -> copy.finished()).orElse(true)).isTrue();
        }
        Map<String, String> wanted = new TreeMap<>();
        for (List<String> row : pair.rows("SELECT id,v FROM fan.t")) {
            wanted.put("{\"id\":" + row.get(0) + "}", row.get(1));
        }
        assertThat(wanted).hasSize(ROWS - 3);
        for (String topic : List.of("fan.t", "fan.second")) {
            Map<String, String> replayed = new TreeMap<>();
            for (Sent one : pair.committed(topic)) {
                if (one.json().get("op").equals("d")) {
                    replayed.remove(one.key());
                } else {
                    replayed.put(one.key(), one.field("after", "v").toString());
                }
            }
            assertThat(replayed).as(topic).isEqualTo(wanted);
        }
    }

    @Test
    void a_table_without_a_key_is_refused() throws Exception {
        pair.onSource("CREATE DATABASE bare", "CREATE TABLE bare.t (v INT)");
        assertThatThrownBy(() -> run("bare").close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COPY_NOT_POSSIBLE));
    }

    private static FutureTask<Integer> writer(AtomicBoolean stop) {
        FutureTask<Integer> writer =
                new FutureTask<>(() -> {
                    Random random = new Random(8);
                    int done = 0;
                    try (Connection connection = pair.source.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stop.get()) {
                            int id = 1 + random.nextInt(ROWS);
                            String row = " WHERE a=%d/4 LIMIT 1".formatted(id);
                            statement.execute(
                                    switch (random.nextInt(5)) {
                                        case 0 -> "DELETE FROM loaded.t" + row;
                                        case 1 ->
                                                "REPLACE INTO loaded.t VALUES ('Key %d',%d/4,%d,'{\"n\":-1}')"
                                                        .formatted(id % 7, id, -done);
                                        // The same key for the source, and another for a topic.
                                        case 2 ->
                                                "UPDATE IGNORE loaded.t SET b=IF(BINARY b=UPPER(b),LOWER(b),UPPER(b))"
                                                        + row;
                                        case 3 ->
                                                "UPDATE IGNORE loaded.t SET a=%d/4"
                                                                .formatted(1 + random.nextInt(ROWS))
                                                        + row;
                                        default -> "UPDATE loaded.t SET v=v+1" + row;
                                    });
                            done++;
                        }
                    }
                    return done;
                });
        Thread.ofPlatform().name("writer").start(writer);
        return writer;
    }
}
