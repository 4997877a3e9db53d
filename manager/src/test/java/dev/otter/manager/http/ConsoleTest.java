package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.control.LiveParts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files, and what is answered where there are none. */
class ConsoleTest {
    @TempDir private static Path folder;
    private static ManagerUnderTest manager;

    @BeforeAll
    static void start() {
        manager = ManagerUnderTest.fresh(folder, LiveParts.none());
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login.htm", "/channels/7", "/index.html", "/a.b/c"})
    void every_path_of_the_console_is_its_page(String path) {
        Client.Reply page = manager.client().page(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.text()).containsIgnoringCase("<!doctype html>");
    }

    @Test
    void health_is_told_as_in_otter_4() {
        Client.Reply ok = manager.client().page("/ok.htm");

        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.text()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../../logback-test.xml",
                "/..%2f..%2flogback-test.xml",
                "/assets/missing-1a2b3c.js",
                "/assets/"
            })
    void nothing_but_its_files_gets_out(String path) {
        Client.Reply reply = manager.client().page(path);

        assertThat(reply.text()).doesNotContain("<configuration>");
        assertThat(reply.status()).isIn(400, 404);
    }

    @Test
    void an_unknown_path_of_the_interface_is_a_problem() {
        Client.Reply reply = manager.client().get("/nowhere");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("OTR-4205");
        assertThat(manager.client().send("POST", "/nowhere", "{}", Map.of()).status())
                .isEqualTo(404);
    }
}
