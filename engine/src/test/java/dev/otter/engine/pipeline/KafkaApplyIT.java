package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.KafkaPair.failed;
import static dev.otter.engine.pipeline.KafkaPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.KafkaPair.Sent;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.ServerSpec;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What rows become in topics, and what becomes of rows that no topic takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaApplyIT {
    private static final int WIDE = 1_200_000;

    private KafkaPair pair;

    @BeforeAll
    void start() {
        pair = new KafkaPair(ServerSpec.mysql80());
    }

    @AfterAll
    void close() {
        pair.close();
    }

    private static PipelineOptions policy(ErrorPolicy policy) {
        return new PipelineOptions(2, ApplyMode.STRICT, policy);
    }

    private KafkaSettings settings(boolean before, boolean tombstones) {
        return new KafkaSettings(
                List.of(new Failover.Server("127.0.0.1", pair.target.port())),
                "cdc.{schema}.{table}",
                before,
                tombstones,
                Map.of("compression.type", "zstd"));
    }

    private static List<String> operations(List<Sent> sent) {
        return sent.stream()
                .map(record ->
                        record.key()
                                + " "
                                + (record.value() == null ? "-" : record.json().get("op")))
                .toList();
    }

    @Test
    void each_change_is_a_record_under_the_key_of_its_row() throws Exception {
        pair.onSource(
                "CREATE DATABASE plain",
                "CREATE TABLE plain.t (a INT, b VARCHAR(9), v INT, PRIMARY KEY (b,a))");
        try (PipelineRun run = pair.run("plain", PipelineOptions.defaults())) {
            pair.onSource(
                    "INSERT INTO plain.t VALUES (1,'é\"',0)",
                    "UPDATE plain.t SET v=7",
                    "DELETE FROM plain.t");
            reached(run);
        }
        List<Sent> sent = pair.committed("plain.t");
        assertThat(sent).extracting(Sent::key).containsOnly("{\"b\":\"é\\\"\",\"a\":1}");
        assertThat(sent).hasSize(3);
        assertThat(sent.get(0).value())
                .startsWith("{\"op\":\"c\",\"table\":\"plain.t\",\"schema\":\"")
                .endsWith(",\"after\":{\"a\":1,\"b\":\"é\\\"\",\"v\":0}}");
        assertThat(sent.get(1).value())
                .contains("\"op\":\"u\"")
                .doesNotContain("\"before\"")
                .endsWith(",\"after\":{\"a\":1,\"b\":\"é\\\"\",\"v\":7}}");
        assertThat(sent.get(2).value())
                .contains("\"op\":\"d\"")
                .endsWith(",\"before\":{\"a\":1,\"b\":\"é\\\"\",\"v\":7}}");
        String schema = (String) sent.get(0).json().get("schema");
        String text =
                pair.committed("otter.schema").stream()
                        .filter(record -> record.key().equals(schema))
                        .findFirst()
                        .orElseThrow()
                        .value();
        assertThat(JsonValues.object(text))
                .containsEntry("table", "plain.t")
                .containsEntry("key", List.of("b", "a"));
    }

    @Test
    void a_new_key_is_a_delete_and_an_insert_and_deletes_leave_tombstones() throws Exception {
        pair.onSource(
                "CREATE DATABASE moving", "CREATE TABLE moving.t (id INT PRIMARY KEY, v INT)");
        try (PipelineRun run =
                pair.run(
                        "moving",
                        PipelineOptions.defaults(),
                        PipelineSizes.usual(),
                        settings(true, true))) {
            pair.onSource(
                    "INSERT INTO moving.t VALUES (1,1)",
                    "UPDATE moving.t SET v=2",
                    "UPDATE moving.t SET id=2",
                    "DELETE FROM moving.t");
            reached(run);
        }
        List<Sent> sent = pair.committed("cdc.moving.t");
        assertThat(operations(sent))
                .containsExactlyInAnyOrder(
                        "{\"id\":1} c",
                        "{\"id\":1} u",
                        "{\"id\":1} d",
                        "{\"id\":1} -",
                        "{\"id\":2} c",
                        "{\"id\":2} d",
                        "{\"id\":2} -");
        Sent updated =
                sent.stream()
                        .filter(record -> record.value() != null)
                        .filter(record -> record.json().get("op").equals("u"))
                        .findFirst()
                        .orElseThrow();
        assertThat(updated.field("before", "v")).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void a_table_without_a_key_keeps_its_order_in_one_partition() throws Exception {
        pair.onSource("CREATE DATABASE bare", "CREATE TABLE bare.t (v INT)");
        try (PipelineRun run = pair.run("bare", PipelineOptions.defaults())) {
            for (int i = 0; i < 200; i++) {
                pair.onSource("INSERT INTO bare.t VALUES (" + i + ")");
            }
            reached(run);
        }
        List<Sent> sent = pair.committed("bare.t");
        assertThat(sent).extracting(Sent::key).containsOnlyNulls();
        assertThat(sent).extracting(Sent::partition).containsOnly(0);
        for (int i = 0; i < 200; i++) {
            assertThat(sent.get(i).field("after", "v")).isEqualTo(BigDecimal.valueOf(i));
        }
    }

    @Test
    void that_a_table_was_emptied_stands_in_every_partition_behind_its_rows() throws Exception {
        pair.onSource("CREATE DATABASE emptied", "CREATE TABLE emptied.t (id INT PRIMARY KEY)");
        try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults())) {
            pair.onSource(
                    "INSERT INTO emptied.t VALUES (1),(2),(3),(4),(5),(6)",
                    "TRUNCATE emptied.t",
                    "INSERT INTO emptied.t VALUES (1),(2),(3),(4),(5),(6)");
            reached(run);
            pair.onSource(
                    "ALTER TABLE emptied.t ADD COLUMN v INT",
                    "INSERT INTO emptied.t VALUES (7,70)");
            reached(run);
        }
        Map<Integer, List<Sent>> partitions =
                pair.committed("emptied.t").stream()
                        .collect(Collectors.groupingBy(Sent::partition));
        Set<String> kept = new TreeSet<>();
        assertThat(partitions).hasSize(3);
        partitions
                .values()
                .forEach(sent -> {
                    assertThat(operations(sent)).containsOnlyOnce("{} t");
                    int at = operations(sent).indexOf("{} t");
                    sent.subList(at + 1, sent.size()).forEach(record -> kept.add(record.key()));
                });
        assertThat(kept).hasSize(7);
    }

    @Test
    void a_row_too_large_stops_the_pipeline_with_its_code() throws Exception {
        wide("stopped");
        try (PipelineRun run = pair.run("stopped", policy(ErrorPolicy.STOP))) {
            pair.onSource(
                    "INSERT INTO stopped.t VALUES (1,'a')",
                    "INSERT INTO stopped.t VALUES (2,REPEAT('x'," + WIDE + "))");
            failed(run, ErrorCode.MESSAGE_TOO_LARGE);
        }
        assertThat(operations(pair.committed("stopped.t"))).containsExactly("{\"id\":1} c");
    }

    private void wide(String name) throws Exception {
        pair.onSource(
                "CREATE DATABASE " + name,
                "CREATE TABLE " + name + ".t (id INT PRIMARY KEY, v LONGTEXT)",
                "CREATE TABLE " + name + ".u (id INT PRIMARY KEY)");
    }

    @Test
    void a_row_too_large_is_put_aside_with_the_others_of_its_transaction_sent() throws Exception {
        wide("aside");
        try (PipelineRun run = pair.run("aside", policy(ErrorPolicy.QUARANTINE))) {
            try (Connection connection = pair.source.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO aside.u VALUES (1)");
                statement.execute("INSERT INTO aside.t VALUES (2,REPEAT('x'," + WIDE + "))");
                statement.execute("INSERT INTO aside.u VALUES (2)");
                connection.commit();
            }
            reached(run);
            assertThat(run.status().quarantined()).isEqualTo(1);
        }
        assertThat(pair.committed("aside.t")).isEmpty();
        assertThat(pair.committed("aside.u")).hasSize(2);
        List<Sent> aside = pair.committed("otter.quarantine.test.aside");
        assertThat(aside).hasSize(1);
        assertThat(aside.getFirst().json())
                .containsEntry("table", "aside.t")
                .containsEntry("code", ErrorCode.MESSAGE_TOO_LARGE.text());
    }

    @Test
    void a_held_table_stays_held_after_a_restart_and_others_go_on() throws Exception {
        wide("held");
        try (PipelineRun run = pair.run("held", policy(ErrorPolicy.HOLD_TABLE))) {
            pair.onSource(
                    "INSERT INTO held.t VALUES (1,'a')",
                    "INSERT INTO held.t VALUES (2,REPEAT('x'," + WIDE + "))");
            await().atMost(Duration.ofMinutes(1)).until(() -> !run.status().heldTables().isEmpty());
            pair.onSource("INSERT INTO held.t VALUES (3,'c')", "INSERT INTO held.u VALUES (1)");
            reached(run);
        }
        try (PipelineRun run = pair.run("held", policy(ErrorPolicy.HOLD_TABLE))) {
            assertThat(run.status().heldTables()).hasSize(1);
            pair.onSource("INSERT INTO held.t VALUES (4,'d')", "INSERT INTO held.u VALUES (2)");
            reached(run);
        }
        assertThat(operations(pair.committed("held.t"))).containsExactly("{\"id\":1} c");
        assertThat(pair.committed("held.u")).hasSize(2);
    }

    @Test
    void a_session_that_logs_less_than_whole_rows_is_noticed() throws Exception {
        wide("minimal");
        pair.onSource("ALTER TABLE minimal.t ADD COLUMN w INT");
        try (PipelineRun run = pair.run("minimal", policy(ErrorPolicy.QUARANTINE));
                Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION binlog_row_image=MINIMAL");
            statement.execute("INSERT INTO minimal.t VALUES (1,'a',5)");
            statement.execute("UPDATE minimal.t SET v='b'");
            statement.execute("INSERT INTO minimal.t (id) VALUES (2)");
            reached(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }
        assertThat(pair.committed("otter.quarantine.test.minimal"))
                .allSatisfy(record ->
                        assertThat(record.json())
                                .containsEntry("code", ErrorCode.ROW_IMAGE_INCOMPLETE.text()));
    }

    @Test
    void a_source_that_logs_less_than_whole_rows_is_refused() throws Exception {
        wide("refused");
        pair.onSource("SET GLOBAL binlog_row_image=MINIMAL");
        try {
            assertThatThrownBy(() -> pair.run("refused", PipelineOptions.defaults()).close())
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_IMAGE_INCOMPLETE));
        } finally {
            pair.onSource("SET GLOBAL binlog_row_image='FULL'");
        }
    }

    @Test
    void a_table_into_which_a_foreign_key_cascades_is_refused() throws Exception {
        pair.onSource(
                "CREATE DATABASE family",
                "CREATE TABLE family.parent (id INT PRIMARY KEY)",
                "CREATE TABLE family.child (id INT PRIMARY KEY, p INT, CONSTRAINT heir FOREIGN KEY"
                        + " (p) REFERENCES family.parent (id) ON DELETE CASCADE)");
        assertThatThrownBy(() -> pair.run("family", PipelineOptions.defaults()).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_IMAGE_INCOMPLETE))
                .hasMessageContaining("heir")
                .hasMessageContaining("family.child");
    }

    /** From then on the log would not tell which children go with their parent. */
    @Test
    void a_cascade_that_comes_while_it_runs_stops_the_pipeline() throws Exception {
        pair.onSource(
                "CREATE DATABASE adopted",
                "CREATE TABLE adopted.parent (id INT PRIMARY KEY)",
                "CREATE TABLE adopted.child (id INT PRIMARY KEY, p INT)");
        try (PipelineRun run = pair.run("adopted", PipelineOptions.defaults())) {
            pair.onSource(
                    "INSERT INTO adopted.parent VALUES (1)",
                    "INSERT INTO adopted.child VALUES (1,1)");
            reached(run);
            pair.onSource(
                    "ALTER TABLE adopted.child ADD CONSTRAINT heir FOREIGN KEY (p)"
                            + " REFERENCES adopted.parent (id) ON DELETE CASCADE");
            failed(run, ErrorCode.ROW_IMAGE_INCOMPLETE);
        }
        pair.onSource(
                "ALTER TABLE adopted.child DROP FOREIGN KEY heir",
                "INSERT INTO adopted.child VALUES (2,1)");
        try (PipelineRun run = pair.run("adopted", PipelineOptions.defaults())) {
            reached(run);
        }
        assertThat(pair.committed("adopted.child")).hasSize(2);
    }

    @Test
    void a_table_made_with_a_cascade_while_it_runs_stops_the_pipeline() throws Exception {
        pair.onSource("CREATE DATABASE born", "CREATE TABLE born.parent (id INT PRIMARY KEY)");
        try (PipelineRun run = pair.run("born", PipelineOptions.defaults())) {
            pair.onSource(
                    "CREATE TABLE born.child (id INT PRIMARY KEY, p INT, CONSTRAINT heir FOREIGN"
                            + " KEY (p) REFERENCES born.parent (id) ON DELETE CASCADE)");
            failed(run, ErrorCode.ROW_IMAGE_INCOMPLETE);
        }
    }

    @Test
    void a_name_that_no_topic_can_have_is_refused() throws Exception {
        pair.onSource("CREATE DATABASE names", "CREATE TABLE names.`a b` (id INT PRIMARY KEY)");
        assertThatThrownBy(() -> pair.run("names", PipelineOptions.defaults()).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TOPIC_UNUSABLE));
    }

    @Test
    void a_giant_transaction_arrives_whole() throws Exception {
        pair.onSource(
                "CREATE DATABASE giant",
                "CREATE TABLE giant.t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(200))");
        PipelineSizes sizes = PipelineSizes.usual();
        PipelineSizes small =
                new PipelineSizes(sizes.slots(), 200_000, sizes.budgetBytes(), sizes.limits());
        try (PipelineRun run =
                pair.run(
                        "giant",
                        PipelineOptions.defaults(),
                        small,
                        KafkaPair.settings(pair.target.port()))) {
            try (Connection connection = pair.source.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO giant.t (v) VALUES (REPEAT('y',150))");
                for (int i = 0; i < 12; i++) {
                    statement.execute("INSERT INTO giant.t (v) SELECT v FROM giant.t");
                }
                connection.commit();
            }
            pair.onSource("INSERT INTO giant.t (v) VALUES ('behind')");
            reached(run);
        }
        List<Sent> sent = pair.committed("giant.t");
        assertThat(sent).hasSize(4097);
        assertThat(sent.stream().map(Sent::key).distinct()).hasSize(4097);
    }
}
