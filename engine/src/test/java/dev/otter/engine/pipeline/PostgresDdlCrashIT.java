package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process ends while PostgreSQL runs a translated statement: before its first step, before
 * COMMIT, or when COMMIT was answered to nobody. The next process ends with the statement's effect
 * once.
 */
class PostgresDdlCrashIT {
    private static final PipelineOptions APPLY =
            PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));

    private static final List<String> SETUP =
            List.of(
                    "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, KEY by_b (b))",
                    "CREATE TABLE u (id INT PRIMARY KEY, a INT, b INT)",
                    "CREATE TABLE gone (id INT PRIMARY KEY)",
                    "CREATE TABLE gone2 (id INT PRIMARY KEY)",
                    "INSERT INTO t VALUES (1, 1, 2)",
                    "INSERT INTO u VALUES (2, 3, 4)");

    private record Kind(String source, String opening) {}

    /** Of each statement also how the first step of its translation begins. */
    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "CREATE TABLE made (id INT PRIMARY KEY, v INT, KEY (v))",
                            "CREATE SCHEMA IF"),
                    new Kind("CREATE TABLE copied LIKE t", "CREATE SCHEMA IF"),
                    new Kind("ALTER TABLE t ADD c INT NOT NULL", "ALTER TABLE \""),
                    new Kind("ALTER TABLE t DROP COLUMN a", "ALTER TABLE \""),
                    new Kind("ALTER TABLE t MODIFY b BIGINT", "ALTER TABLE \""),
                    new Kind("ALTER TABLE t CHANGE b a INT, CHANGE a b INT", "ALTER TABLE \""),
                    new Kind("ALTER TABLE t RENAME TO t2", "ALTER TABLE \""),
                    new Kind("CREATE INDEX i ON t (a)", "CREATE INDEX \""),
                    new Kind("DROP INDEX by_b ON t", "DROP INDEX \""),
                    new Kind("DROP TABLE gone, gone2", "DROP TABLE \""),
                    new Kind("RENAME TABLE t TO v", "ALTER TABLE \""),
                    new Kind("RENAME TABLE t TO x, u TO t, x TO u", "ALTER TABLE \""));

    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @ParameterizedTest
    @EnumSource(PostgresTrap.Point.class)
    void a_statement_has_its_effect_once(PostgresTrap.Point point) throws Exception {
        for (int i = 0; i < KINDS.size(); i++) {
            one(point.name().toLowerCase(Locale.ROOT) + i, KINDS.get(i), point);
        }
    }

    private static void one(String schema, Kind kind, PostgresTrap.Point point) throws Exception {
        pair.onSource("CREATE DATABASE " + schema);
        try (PostgresTrap trap = PostgresTrap.to(pair.target.port())) {
            AtomicReference<PipelineRun> running = new AtomicReference<>();
            PipelineRun first = pair.run(schema, APPLY, PipelineSizes.usual(), trap.port());
            running.set(first);
            for (String setup : SETUP) {
                pair.onSource("USE " + schema, setup);
            }
            PostgresPair.reached(first);
            CountDownLatch sprung = trap.arm(kind.opening(), point, () -> running.get().abandon());
            pair.onSource("USE " + schema, kind.source());
            pair.onSource(
                    "USE " + schema,
                    "CREATE TABLE behind (id INT PRIMARY KEY)",
                    "INSERT INTO behind VALUES (1)");
            assertThat(PostgresTrap.await(sprung, Duration.ofSeconds(30))).as("%s", kind).isTrue();
            first.close();
        }
        try (PipelineRun second = pair.run(schema, APPLY)) {
            boolean reached = second.await(second.sourceEnd(), Duration.ofSeconds(40));
            assertThat(reached).as("%s %s: %s", point, kind, second.status()).isTrue();
        }
        pair.requireEqual(schema);
        assertThat(
                        pair.answer(
                                "SELECT count(*) FROM retl.retl_ddl WHERE pipeline='test/"
                                        + schema
                                        + "' AND state<>'done'"))
                .containsExactly("0");
    }
}
