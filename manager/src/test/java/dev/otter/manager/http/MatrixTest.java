package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.control.LiveParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route for every role. The table below is written by hand and does not look at what the
 * routes say of themselves; a route that is not in it fails the test.
 */
class MatrixTest {
    @TempDir private static Path folder;
    private static ManagerUnderTest manager;
    private static String operatorToken;
    private static String adminToken;

    /** Who is let through to a route, from the least. */
    private enum Least {
        ANYBODY,
        READER,
        OPERATOR,
        USER,
        ADMIN
    }

    private static final Set<String> ANYBODY =
            Set.of(
                    "GET /session",
                    "POST /session",
                    "DELETE /session",
                    "GET /health",
                    "GET /openapi.json");
    private static final Set<String> ADMIN_READS =
            Set.of(
                    "GET /users",
                    "GET /users/{id}",
                    "GET /users/{id}/history",
                    "GET /tokens",
                    "GET /audit",
                    "GET /zookeeper/tree",
                    "GET /changes");
    private static final Set<String> OPERATOR =
            Set.of(
                    "POST /channels/{id}/start",
                    "POST /channels/{id}/stop",
                    "POST /channels/{id}/pause",
                    "POST /channels/{id}/resume",
                    "POST /channels/{id}/push",
                    "POST /channels/{id}/pipelines/{pipeline}/switch",
                    "GET /channels/{id}/pipelines/{pipeline}/operations",
                    "POST /channels/{id}/pipelines/{pipeline}/operations",
                    "GET /channels/{id}/pipelines/{pipeline}/differing-rows",
                    "GET /channels/{id}/pipelines/{pipeline}/statements",
                    "GET /operations/{id}",
                    "DELETE /operations/{id}",
                    "POST /endpoints/check",
                    "POST /endpoints/{id}/check",
                    "POST /endpoints/{id}/matching-tables");
    private static final int ROUTES = 117;

    @BeforeAll
    static void start() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        Client admin = manager.admin();
        operatorToken = token(admin, "operator");
        adminToken = token(admin, "admin");
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    @Test
    void there_are_as_many_routes_as_are_known() {
        assertThat(manager.routes()).hasSize(ROUTES);
    }

    @TestFactory
    Stream<DynamicTest> each_route_lets_in_whom_it_should() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : manager.routes()) {
            String name = route.verb() + " " + route.path().substring("/api/v1".length());
            tests.add(DynamicTest.dynamicTest(name, () -> check(route, least(name))));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> no_session_changes_anything_without_its_token() {
        Client session = manager.admin().without("X-CSRF-Token");
        return manager.routes().stream()
                .filter(route -> route.changes() && !route.path().equals("/api/v1/session"))
                .map(route ->
                        DynamicTest.dynamicTest(
                                route.verb() + " " + route.path(),
                                () ->
                                        assertThat(send(route, session).code())
                                                .isEqualTo("OTR-4214")));
    }

    @TestFactory
    Stream<DynamicTest> a_token_that_is_not_known_is_let_in_nowhere() {
        return manager.routes().stream()
                .map(route ->
                        DynamicTest.dynamicTest(
                                route.verb() + " " + route.path(),
                                () -> {
                                    Client.Reply reply = send(route, bearer("otr_nonsense"));
                                    assertThat(reply.code()).isEqualTo("OTR-4218");
                                    assertThat(reply.status()).isEqualTo(401);
                                }));
    }

    private static Least least(String name) {
        if (ANYBODY.contains(name)) {
            return Least.ANYBODY;
        }
        if (OPERATOR.contains(name)) {
            return Least.OPERATOR;
        }
        if (name.equals("PUT /session/password")) {
            return Least.USER;
        }
        return name.startsWith("GET ") && !ADMIN_READS.contains(name) ? Least.READER : Least.ADMIN;
    }

    private static void check(Route route, Least least) {
        boolean anonymous = least == Least.ANYBODY || least == Least.READER;
        assertThat(let(route, manager.client())).as("anonymous").isEqualTo(anonymous);
        assertThat(let(route, bearer(operatorToken)))
                .as("operator")
                .isEqualTo(anonymous || least == Least.OPERATOR);
        assertThat(let(route, bearer(adminToken))).as("admin").isEqualTo(least != Least.USER);
    }

    /** Whether the gate lets a request through; what comes of it then does not matter. */
    private static boolean let(Route route, Client client) {
        Client.Reply reply = send(route, client);
        assertThat(reply.status()).as(reply.text()).isNotEqualTo(500);
        assertThat(reply.status()).as(reply.text()).isNotEqualTo(405);
        boolean refused =
                Set.of("OTR-4212", "OTR-4213", "OTR-4214", "OTR-4216", "OTR-4218")
                        .contains(reply.code());
        assertThat(refused).isEqualTo(reply.status() == 401 || reply.status() == 403);
        return !refused;
    }

    private static Client.Reply send(Route route, Client client) {
        return client.send(
                route.verb().name(),
                route.path().replaceAll("\\{[^}]*}", "999"),
                route.changes() ? "{}" : null,
                Map.of("If-Match", "1"));
    }

    private static Client bearer(String token) {
        return manager.client().with("Authorization", "Bearer " + token);
    }

    private static String token(Client admin, String role) {
        Client.Reply made =
                admin.post("/tokens", "{\"name\":\"" + role + "\",\"role\":\"" + role + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().get("text").asString();
    }
}
