package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.control.LiveParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody does what they may not, and no secret gets out. */
class SecurityTest {
    private static final String NODE = "{\"name\":\"n\",\"host\":\"h\"}";

    @TempDir private Path folder;
    private ManagerUnderTest manager;

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void the_first_admin_changes_the_password_before_anything_else() {
        manager = ManagerUnderTest.fresh(folder, LiveParts.none());
        Client admin = manager.client().logIn("admin", "admin");
        assertThat(admin.get("/session").json().get("must-change-password").asBoolean()).isTrue();

        assertThat(admin.post("/nodes", NODE).code()).isEqualTo("OTR-4216");
        assertThat(admin.get("/users").code()).isEqualTo("OTR-4216");
        assertThat(admin.get("/nodes").status()).isEqualTo(200);
        for (String weak : List.of("admin", "short", "my admin 12345", "aaaaaaaaaaaa")) {
            assertThat(change(admin, "admin", weak).code()).isEqualTo("OTR-4217");
        }
        assertThat(change(admin, "wrong", "correct horse 7").code()).isEqualTo("OTR-4211");
        assertThat(change(admin, "admin", "correct horse 7").status()).isEqualTo(200);

        assertThat(admin.post("/nodes", NODE).status()).isEqualTo(201);
        assertThat(manager.client().tryLogIn("admin", "admin").code()).isEqualTo("OTR-4211");
    }

    @Test
    void a_session_repeats_its_token_with_whatever_changes_something() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client admin = manager.admin();

        assertThat(admin.with("X-CSRF-Token", "wrong").post("/nodes", NODE).code())
                .isEqualTo("OTR-4214");
        assertThat(admin.without("X-CSRF-Token").post("/nodes", NODE).code()).isEqualTo("OTR-4214");
        assertThat(admin.send("DELETE", "/session", null, Map.of()).code()).isEqualTo("OTR-4214");
        assertThat(admin.get("/nodes").json().get("total").asInt()).isZero();
    }

    @Test
    void cookies_and_headers_protect_the_browser() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client.Reply plain = manager.client().tryLogIn("admin", ManagerUnderTest.ADMIN_PASSWORD);
        Client.Reply secure =
                manager.client()
                        .with("X-Forwarded-Proto", "https")
                        .tryLogIn("admin", ManagerUnderTest.ADMIN_PASSWORD);

        assertThat(plain.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(secure.header("Set-Cookie")).contains("Secure");
        assertThat(plain.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(plain.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(plain.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(plain.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void guessing_is_slowed_down_and_the_right_password_waits_too() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        for (int i = 0; i < 5; i++) {
            assertThat(manager.client().tryLogIn("admin", "guess " + i).code())
                    .isEqualTo("OTR-4211");
        }

        Client.Reply blocked = manager.client().tryLogIn("admin", ManagerUnderTest.ADMIN_PASSWORD);

        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.code()).isEqualTo("OTR-4215");
        manager.pass(Duration.ofSeconds(11));
        manager.admin();
    }

    @Test
    void tokens_end_by_time_and_by_hand_and_are_not_kept() throws Exception {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client admin = manager.admin();
        Client.Reply made =
                admin.post("/tokens", "{\"name\":\"ci\",\"role\":\"admin\",\"days\":1}");
        String text = made.json().get("text").asString();
        Client program = manager.client().with("Authorization", "Bearer " + text);
        assertThat(program.post("/nodes", NODE).status()).isEqualTo(201);
        assertThat(program.get("/nodes/1").json().get("changed-by").asString())
                .isEqualTo("token:ci");
        assertThat(admin.get("/tokens").text()).doesNotContain(text);

        long id = made.json().get("token").get("id").asLong();
        Client.Reply second = admin.post("/tokens", "{\"name\":\"x\",\"role\":\"operator\"}");
        admin.delete("/tokens/" + second.json().get("token").get("id").asLong(), 0);
        Client revoked =
                manager.client()
                        .with("Authorization", "Bearer " + second.json().get("text").asString());
        assertThat(revoked.get("/nodes").code()).isEqualTo("OTR-4218");
        manager.pass(Duration.ofDays(1));
        assertThat(program.get("/nodes").code()).isEqualTo("OTR-4218");
        assertThat(id).isPositive();
        Client wrong = manager.client().with("Authorization", "Bearer otr_nonsense");
        assertThat(wrong.get("/health").status()).isEqualTo(401);
        assertThat(manager.client().with("Authorization", "Basic YTpi").get("/nodes").status())
                .isEqualTo(401);
        assertThat(stored()).doesNotContain(text);
    }

    @Test
    void a_session_ends_after_its_time_and_when_rights_change() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client admin = manager.admin();
        Client.Reply made =
                admin.post(
                        "/users",
                        "{\"name\":\"bob\",\"role\":\"operator\",\"password\":\"first word 12\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Client bob = manager.client().logIn("bob", "first word 12");
        assertThat(bob.get("/session").json().get("name").asString()).isEqualTo("bob");

        admin.put(
                "/users/" + made.id(),
                1,
                "{\"name\":\"bob\",\"role\":\"operator\",\"locked\":true}");

        assertThat(bob.get("/session").json().get("name").asString()).isEqualTo("anonymous");
        assertThat(manager.client().tryLogIn("bob", "first word 12").code()).isEqualTo("OTR-4211");
        manager.pass(Duration.ofHours(5));
        assertThat(admin.get("/session").json().get("name").asString()).isEqualTo("anonymous");
    }

    @Test
    void anonymous_reading_can_be_switched_off() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client admin = manager.admin();
        assertThat(manager.client().get("/channels").status()).isEqualTo(200);

        long version = admin.get("/system").json().get("version").asLong();
        admin.put("/system", version, "{\"anonymous-read\":false}");

        assertThat(manager.client().get("/channels").code()).isEqualTo("OTR-4212");
        assertThat(manager.client().get("/health").status()).isEqualTo(200);
        assertThat(admin.get("/channels").status()).isEqualTo(200);
    }

    @Test
    void no_password_is_in_an_answer_the_history_or_the_files() throws Exception {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client admin = manager.admin();
        String endpoint =
                "{\"name\":\"a\",\"type\":\"mysql\",\"host\":\"127.0.0.1\",\"port\":1,"
                        + "\"user\":\"otter\",\"password\":\"hidden-1\"}";
        StringBuilder said = new StringBuilder();
        said.append(admin.post("/endpoints", endpoint).text());
        said.append(admin.put("/endpoints/1", 1, endpoint.replace("hidden-1", "hidden-2")).text());
        said.append(admin.post("/endpoints/1/check", "{}").text());
        said.append(admin.post("/endpoints/check", endpoint).text());
        said.append(admin.post("/endpoints", endpoint.replace("\"otter\"", "7, \"x\":1")).text());
        for (String path :
                List.of(
                        "/endpoints",
                        "/endpoints/1",
                        "/endpoints/1/history",
                        "/changes",
                        "/audit",
                        "/users",
                        "/log-records")) {
            said.append(admin.get(path).text());
        }

        assertThat(said.toString())
                .doesNotContain("hidden-1", "hidden-2", ManagerUnderTest.ADMIN_PASSWORD);
        assertThat(stored())
                .doesNotContain("hidden-1", "hidden-2", ManagerUnderTest.ADMIN_PASSWORD);
    }

    private static Client.Reply change(Client client, String old, String wanted) {
        return client.put(
                "/session/password", "{\"old\":\"" + old + "\",\"wanted\":\"" + wanted + "\"}");
    }

    /** Everything on the disk once the manager has stopped. */
    private String stored() throws IOException {
        manager.close();
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
