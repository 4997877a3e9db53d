package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs: nodes that are let in, and pipelines that are waited for. */
class LiveTest {
    private static final String WAITING =
            """
            [{"nid":3,"fingerprint":"ab:cd","host":"h3","version":"5.0.0","address":"10.0.0.3",\
            "since":"2026-11-26T10:00:00.123Z","known":true}]\
            """;
    private static final String NODES =
            """
            {"items":[{"id":3,"version":2,"config":{"name":"n3","host":"h3"}}]}\
            """;
    private static final String CHANNELS =
            """
            {"items":[{"id":7,"version":1,"state":"running","config":{"name":"shop"}}]}\
            """;

    private final LiveFixture manager = new LiveFixture();

    @BeforeEach
    void set() {
        manager.set("GET /enrolments", WAITING)
                .set("GET /nodes", NODES)
                .set("GET /channels", CHANNELS)
                .set("POST /channels/7/start", "{\"state\":\"running\",\"obstacles\":[]}")
                .set("POST /channels/7/stop", "{\"state\":\"stopped\",\"obstacles\":[]}")
                .set("GET /channels/7/run", "{\"state\":\"running\",\"obstacles\":[]}");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void nodes_and_those_that_wait_are_in_one_list() {
        manager.set(
                "GET /live/nodes",
                """
                [{"nid":1,"name":"n1","connected":true,"since":"2026-11-26T10:00:00.123Z",\
                "host":"h1","version":"5.0.0","pipelines":3},{"nid":2,"name":"n2",\
                "connected":false}]\
                """);

        CommandLineRun run = manager.run("node", "list");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("1 +n1 +connected +2026-11-26T10:00:00.123Z +h1 +5.0.0 +3")
                .containsPattern("2 +n2 +absent")
                .containsPattern("3 +waits for approval .* ab:cd");
        assertThat(manager.run("node", "list", "--json").out()).contains("\"enrolments\"");
    }

    @Test
    void a_node_is_let_in_by_its_fingerprint() {
        manager.set("POST /enrolments/3/approve", "").set("POST /enrolments/3/reject", "");

        CommandLineRun asked = manager.run("node", "approve", "n3");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("OTR-4504", "ab:cd");
        CommandLineRun wrong = manager.run("node", "approve", "n3", "--fingerprint", "00:11");
        assertThat(wrong.err()).contains("OTR-4205");
        assertThat(manager.requests()).isEmpty();

        assertThat(manager.run("node", "approve", "n3", "--fingerprint", "AB:CD").out())
                .isEqualTo("node n3 approved\n");
        assertThat(manager.run("node", "reject", "3", "--yes").exitCode()).isZero();
        assertThat(manager.requests())
                .containsExactly(
                        "POST /enrolments/3/approve {\"fingerprint\":\"AB:CD\"}",
                        "POST /enrolments/3/reject {\"fingerprint\":\"ab:cd\"}");
    }

    @Test
    void a_secret_is_the_only_line_of_the_output() {
        manager.set(
                "POST /nodes/3/enrolment-secret",
                "{\"secret\":\"s-1\",\"expires\":\"2026-11-27T10:00:00Z\"}");

        CommandLineRun run = manager.run("node", "secret", "n3");

        assertThat(run.out()).isEqualTo("s-1\n");
        assertThat(run.err()).contains("good until 2026-11-27T10:00:00Z");
    }

    @Test
    void waiting_ends_when_all_pipelines_run() {
        manager.set("GET /live/pipelines?channel=7", "[{\"name\":\"p\",\"state\":\"running\"}]");

        assertThat(manager.run("start", "shop", "--wait").exitCode()).isZero();
        assertThat(manager.run("describe", "channel", "shop").out())
                .contains("pipeline p: running");
    }

    @Test
    void waiting_ends_with_the_reason_when_it_does_not_come_about() {
        manager.set(
                "GET /live/pipelines?channel=7",
                """
                [{"name":"p","state":"retrying","reason":"the target does not answer",\
                "last-error":{"code":"OTR-2001","what":"no route","where":"b",\
                "remedy":"Start it."}}]\
                """);
        CommandLineRun late = manager.run("start", "shop", "--wait", "--timeout", "1");
        assertThat(late.exitCode()).isEqualTo(2);
        assertThat(late.err())
                .contains("OTR-4502", "p: retrying: the target does not answer")
                .contains("OTR-2001 no route [b]. Start it.", "otter describe channel shop");

        manager.set("GET /live/pipelines?channel=7", "[{\"name\":\"p\",\"state\":\"failed\"}]");
        CommandLineRun failed = manager.run("start", "shop", "--wait");
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.err()).contains("OTR-4505", "p: failed");
        CommandLineRun stop = manager.run("stop", "shop", "--wait", "--timeout", "1");
        assertThat(stop.exitCode()).isEqualTo(2);
    }
}
