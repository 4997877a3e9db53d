package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static dev.otter.engine.pipeline.ViewRuns.processor;
import static dev.otter.engine.transform.processor.ProcessorJar.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.transform.processor.ProcessorJar;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Processors of users in a running pipeline: good ones and bad ones. */
@ParameterizedClass
@EnumSource(
        value = Flavor.class,
        names = {"MYSQL_8_0", "MYSQL_5_7"})
class ProcessorIT {
    @Parameter Flavor flavor;

    /** While it is true, a processor that loops goes on doing so; nothing else can end it. */
    private static final String LOOP = "com.acme.loop";

    private static ServerPair pair;
    private static Path jars;

    @BeforeEach
    void letLoop() {
        System.setProperty(LOOP, "true");
    }

    /** A thread left looping would take a core from every test after this one. */
    @AfterEach
    void endLoops() {
        System.clearProperty(LOOP);
        await().atMost(Duration.ofSeconds(30)).until(() -> processors().isEmpty());
    }

    /** Names of the threads on which processors run. */
    private static List<String> processors() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith("-processor"))
                .toList();
    }

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor, @TempDir Path temp) throws Exception {
        pair = new ServerPair(ServerSpec.of(flavor));
        jars =
                ProcessorJar.folder(
                        temp,
                        source(
                                "Clean",
                                """
                                if (row.get("name") == null || row.get("name").equals("drop")) {
                                    return false;
                                }
                                row.set("name", ((String) row.get("name")).strip() + "@"
                                        + row.sourceDatabase());
                                row.set("amount", ((java.math.BigDecimal) row.get("amount"))
                                        .negate());
                                row.set("note", null);
                                return true;
                                """),
                        source(
                                "Moody",
                                """
                                switch ((String) row.get("name")) {
                                    case "throw" -> throw new IllegalStateException("secret");
                                    case "loop" -> {
                                        while (Boolean.getBoolean("com.acme.loop")) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                    case "huge" -> row.set("note", "x".repeat(17 << 20));
                                    case "wrong" -> row.set("amount", "text");
                                    case "long" -> row.set("name", "x".repeat(200));
                                    case "eat" -> {
                                        java.util.List<long[]> all = new java.util.ArrayList<>();
                                        while (true) { all.add(new long[4 << 20]); }
                                    }
                                    default -> row.set("note", "ok");
                                }
                                return true;
                                """));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        pair.close();
    }

    private static ViewRuns create(String database) throws Exception {
        pair.both(
                "CREATE DATABASE " + database,
                "CREATE TABLE "
                        + database
                        + ".t (id INT PRIMARY KEY, name VARCHAR(30), amount DECIMAL(12,3) NOT NULL"
                        + " DEFAULT 1, note MEDIUMTEXT)");
        return new ViewRuns(pair).in(jars);
    }

    @Test
    void rows_are_changed_and_dropped() throws Exception {
        ViewRuns views = create("clean");
        try (PipelineRun run = views.run("clean", processor(entry("clean.t"), "com.acme.Clean"))) {
            pair.source.execute(
                    "INSERT INTO clean.t VALUES (1,' a ',1.5,'n'),(2,'drop',1,'n'),(3,'c',-2,'n'),"
                            + "(4,NULL,0,'n')",
                    "UPDATE clean.t SET amount=2 WHERE id=1",
                    "UPDATE clean.t SET name='b' WHERE id=2",
                    "UPDATE clean.t SET name='drop' WHERE id=3",
                    "UPDATE clean.t SET id=5, name='e' WHERE id=4",
                    "UPDATE clean.t SET id=6 WHERE id=1",
                    "DELETE FROM clean.t WHERE id=2");
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT * FROM clean.t ORDER BY id"))
                .containsExactly("5|e@clean|0.000|null", "6|a@clean|-2.000|null");
    }

    @Test
    void a_bad_row_is_put_aside_and_all_others_go_on() throws Exception {
        ViewRuns views = create("moody").with(ErrorPolicy.QUARANTINE);
        try (PipelineRun run = views.run("moody", processor(entry("moody.t"), "com.acme.Moody"))) {
            pair.source.execute(
                    "INSERT INTO moody.t (id, name) VALUES (1,'a'),(2,'throw'),(3,'b'),(4,'huge'),"
                            + "(5,'wrong'),(6,'c'),(7,'loop'),(8,'d')",
                    "UPDATE moody.t SET amount=2 WHERE id=1",
                    "INSERT INTO moody.t (id, name) VALUES (9,'eat'),(10,'long'),(11,'e')");
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(6);
        }
        assertThat(views.target("SELECT id, note FROM moody.t ORDER BY id"))
                .containsExactly("1|ok", "3|ok", "6|ok", "8|ok", "11|ok");
        assertThat(
                        views.target(
                                "SELECT IF(error_code IN ('OTR-3512','OTR-3513'), 'contained',"
                                        + " error_code) AS what, COUNT(*) FROM retl.retl_quarantine"
                                        + " WHERE pipeline='view/moody' GROUP BY 1 ORDER BY 1"))
                .as("one that eats memory may run out of it or of time")
                .containsExactlyInAnyOrder("contained|3", "OTR-3514|3");
        assertThat(
                        views.target(
                                "SELECT error_text FROM retl.retl_quarantine"
                                        + " WHERE pipeline='view/moody' AND error_text LIKE"
                                        + " '%secret%'"))
                .isEmpty();
    }

    @Test
    void one_that_throws_stops_the_pipeline_at_its_row() throws Exception {
        ViewRuns views = create("stops");
        try (PipelineRun run = views.run("stops", processor(entry("stops.t"), "com.acme.Moody"))) {
            pair.source.execute(
                    "INSERT INTO stops.t (id, name) VALUES (1,'a')",
                    "INSERT INTO stops.t (id, name) VALUES (2,'throw')");
            assertThat(failure(run, ErrorCode.ROW_PROCESSOR_FAILED))
                    .hasMessageContaining("com.acme.Moody")
                    .hasMessageContaining("id=2")
                    .hasMessageContaining("IllegalStateException")
                    .hasMessageNotContaining("secret");
        }
        assertThat(views.target("SELECT id FROM stops.t")).containsExactly("1");
    }

    @Test
    void one_that_loops_stops_the_pipeline_in_time() throws Exception {
        ViewRuns views = create("loops");
        try (PipelineRun run = views.run("loops", processor(entry("loops.t"), "com.acme.Moody"))) {
            pair.source.execute("INSERT INTO loops.t (id, name) VALUES (2,'loop')");
            assertThat(failure(run, ErrorCode.ROW_PROCESSOR_TIMEOUT))
                    .hasMessageContaining("id=2")
                    .hasMessageContaining("5000 ms");
        }
    }
}
