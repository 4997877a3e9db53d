package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of a pipeline on nodes, and followed. */
class OperationTest {
    private static final String PATH = "/channels/7/pipelines/a-to-b";
    private static final String QUEUED =
            """
            {"id":12,"request":{"kind":"check"},"asked-by":"ann","asked-at":"2026-11-26T10:00:00Z",\
            "state":"queued","progress":{"waits-for":"its turn","rows-done":0,"rows-total":0,\
            "rows-per-second":0}}\
            """;
    private static final String DIFFERENT =
            """
            {"id":12,"request":{"kind":"check"},"state":"done","progress":{"rows-done":100,\
            "rows-total":90,"rows-per-second":5,"summary":"different: 2 rows in 1 of 1 tables"},\
            "findings":{"rows":[{"table":"shop.t","key":"id=1","kind":"missing","values":[]},\
            {"table":"shop.t","key":"id=2","kind":"changed","values":[{"column":"v",\
            "source":"a","target":"b"}]}],"statements":[],"left":3}}\
            """;

    private final LiveFixture manager = new LiveFixture();

    @BeforeEach
    void set() {
        manager.set(
                        "GET /channels",
                        "{\"items\":[{\"id\":7,\"version\":1,\"config\":{\"name\":\"shop\"}}]}")
                .set("POST " + PATH + "/operations", QUEUED)
                .set("GET " + PATH + "/operations", "[" + QUEUED + "]");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void a_check_is_followed_to_its_end_and_its_rows_are_shown() {
        manager.set("GET /operations/12", DIFFERENT);

        CommandLineRun run =
                manager.run("operation", "check", "shop/a-to-b", "--table", "shop.t", "--repair");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.out())
                .contains("operation 12 was added", "different: 2 rows in 1 of 1 tables")
                .contains("shop.t id=1 missing", "shop.t id=2 changed; v a | b")
                .contains("and 3 rows more");
        assertThat(manager.requests()).hasSize(1);
        assertThat(manager.requests().getFirst())
                .contains("\"kind\":\"check\"", "\"tables\":[\"shop.t\"]", "\"repair\":true");
    }

    @Test
    void a_failure_is_an_error_with_the_code_of_the_node() {
        manager.set(
                "GET /operations/12",
                """
                {"id":12,"state":"failed","progress":{"rows-done":0,"rows-total":0,\
                "error":{"code":"OTR-4210","what":"no node","where":"x","remedy":"Start it."}}}\
                """);

        CommandLineRun run = manager.run("operation", "copy", "shop/a-to-b");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("OTR-4210", "no node", "Start it.");
    }

    @Test
    void what_is_only_asked_for_is_not_waited_for() {
        assertThat(
                        manager.run(
                                        "operation",
                                        "resync",
                                        "shop/a-to-b",
                                        "--table",
                                        "shop.t",
                                        "--keys",
                                        "1",
                                        "2",
                                        "--no-wait")
                                .exitCode())
                .isZero();
        assertThat(
                        manager.run(
                                        "operation",
                                        "standby",
                                        "shop/a-to-b",
                                        "--server",
                                        "b:3306",
                                        "--no-wait")
                                .exitCode())
                .isZero();
        assertThat(manager.requests().get(0)).contains("\"keys\":[\"1\",\"2\"]");
        assertThat(manager.requests().get(1)).contains("\"server\":\"b:3306\"");
    }

    @Test
    void statements_are_listed_and_decided_on() {
        manager.set(
                "GET " + PATH + "/statements",
                """
                [{"id":"x:1","state":"asked","since":"now","source":"ALTER  TABLE t","target":""}]\
                """);
        manager.set(
                "GET /operations/12",
                "{\"id\":12,\"state\":\"done\",\"progress\":{\"summary\":\"written down\"}}");

        assertThat(manager.run("operation", "ddl", "shop/a-to-b").out())
                .contains("x:1  asked since now", "ALTER TABLE t", "cannot be carried over");
        CommandLineRun run = manager.run("operation", "ddl", "shop/a-to-b", "--skip", "x:1");

        assertThat(run.out()).contains("done: written down");
        assertThat(manager.requests().getFirst())
                .contains("\"statement\":\"x:1\"", "\"decision\":\"skip\"");
    }

    @Test
    void operations_are_listed_shown_and_cancelled() {
        manager.set("GET /operations/12", DIFFERENT).set("DELETE /operations/12", QUEUED);

        assertThat(manager.run("operation", "shop/a-to-b").out())
                .containsPattern("12 +check +2026-11-26T10:00:00Z +ann +queued: its turn");
        assertThat(manager.run("operation", "show", "12").out()).contains("id=1 missing");
        assertThat(manager.run("operation", "cancel", "12").exitCode()).isZero();
        assertThat(manager.requests()).containsExactly("DELETE /operations/12");
        CommandLineRun wrong = manager.run("operation", "shop");
        assertThat(wrong.err()).contains("OTR-4201", "CHANNEL/PIPELINE");
    }
}
