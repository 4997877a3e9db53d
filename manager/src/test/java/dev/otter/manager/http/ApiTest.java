package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.control.LiveParts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The life of what is configured, as a program sees it. */
class ApiTest {
    private static final String A =
            "{\"name\":\"a\",\"type\":\"mysql\",\"host\":\"10.0.0.1\",\"user\":\"otter\","
                    + "\"password\":\"hidden-1\"}";
    private static final String B = A.replace("\"a\"", "\"b\"").replace("0.1", "0.2");
    private static final String CHANNEL =
            "{\"name\":\"shop\",\"pipelines\":[{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\","
                    + "\"tables\":[\"shop.*\"]}]}";

    @TempDir private Path folder;
    private ManagerUnderTest manager;
    private Client admin;

    @BeforeEach
    void start() {
        manager = ManagerUnderTest.ready(folder, LiveParts.none());
        admin = manager.admin();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void a_channel_is_made_read_changed_rolled_back_and_deleted() {
        admin.post("/endpoints", A);
        admin.post("/endpoints", B);
        Client.Reply made = admin.post("/channels", CHANNEL);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/channels/" + made.id());
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        String one = "/channels/" + made.id();

        Client.Reply changed = admin.put(one, 1, "{\"name\":\"shop\",\"description\":\"empty\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(admin.put(one, 1, CHANNEL).code()).isEqualTo("OTR-4206");
        assertThat(admin.send("PUT", one, CHANNEL, Map.of()).code()).isEqualTo("OTR-4207");

        Client.Reply back = admin.post(one + "/rollback", 2, "{\"version\":1}");
        assertThat(back.json().get("config").get("pipelines")).hasSize(1);
        JsonNode history = admin.get(one + "/history").json();
        assertThat(history).hasSize(3);
        assertThat(history.get(0).get("action").asString()).isEqualTo("rollback");
        assertThat(history.get(0).get("by").asString()).isEqualTo("admin");

        assertThat(admin.delete("/endpoints/1", 1).code()).isEqualTo("OTR-4203");
        assertThat(admin.delete(one, 3).status()).isEqualTo(204);
        assertThat(admin.get(one).code()).isEqualTo("OTR-4205");
        assertThat(admin.delete("/endpoints/1", 1).status()).isEqualTo(204);
    }

    @Test
    void pipelines_and_mappings_are_parts_of_their_channel() {
        admin.post("/endpoints", A);
        admin.post("/endpoints", B);
        long id = admin.post("/channels", "{\"name\":\"shop\"}").id();
        String pipelines = "/channels/" + id + "/pipelines";

        Client.Reply added =
                admin.post(pipelines, 1, "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\"}");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        Client.Reply mapped =
                admin.post(
                        pipelines + "/p/mappings",
                        2,
                        "[\"shop.orders\",{\"source\":\"shop.x\",\"target\":\"dw.x\"}]");
        assertThat(mapped.json().get("tables")).hasSize(2);
        Client.Reply none = admin.post(pipelines + "/p/mappings", 3, "[\"shop.y\",\"nonsense\"]");
        assertThat(none.status()).isEqualTo(422);
        Client.Reply useless = admin.post(pipelines + "/p/mappings", 3, "[\"shop.orders\"]");
        assertThat(useless.json().get("detail").asString()).contains("is never used");
        assertThat(admin.get(pipelines + "/p/mappings").json()).hasSize(2);
        assertThat(admin.delete(pipelines + "/p", 3).status()).isEqualTo(204);
        assertThat(admin.get(pipelines + "/p").code()).isEqualTo("OTR-4205");
        assertThat(admin.get("/channels/" + id).header("ETag")).isEqualTo("\"4\"");
    }

    @Test
    void a_mistake_is_a_problem_with_place_and_cure() {
        Client.Reply reply = admin.post("/channels", CHANNEL.replace("\"tables\"", "\"tabels\""));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = reply.json();
        assertThat(problem.get("type").asString()).isEqualTo("urn:otter:error:OTR-4201");
        assertThat(problem.get("where").asString()).isEqualTo("pipelines[0].tabels");
        assertThat(problem.get("remedy").asString()).startsWith("Did you mean 'tables'?");
        assertThat(problem.get("instance").asString()).isEqualTo("/api/v1/channels");
        assertThat(admin.post("/channels", "{").code()).isEqualTo("OTR-4209");
        assertThat(admin.post("/channels", "[]").status()).isEqualTo(422);
        assertThat(admin.get("/nothing").code()).isEqualTo("OTR-4205");
        assertThat(admin.get("/channels/x").status()).isEqualTo(422);
        assertThat(admin.get("/channels?size=9999").status()).isEqualTo(422);
        assertThat(admin.get("/channels?sort=colour").status()).isEqualTo(422);
    }

    @Test
    void a_list_is_searched_sorted_and_cut() {
        for (int i = 1; i <= 12; i++) {
            admin.post("/nodes", "{\"name\":\"n" + i + "\",\"host\":\"10.0.0." + i + "\"}");
        }

        JsonNode page = admin.get("/nodes?search=N1&sort=-name&page=1&size=2").json();

        assertThat(page.get("total").asInt()).isEqualTo(4);
        assertThat(page.get("items")).hasSize(2);
        assertThat(page.get("items").get(0).get("config").get("name").asString()).isEqualTo("n12");
    }

    @Test
    void without_zookeeper_channels_are_configured_but_not_started() {
        long id = admin.post("/channels", "{\"name\":\"shop\"}").id();

        Client.Reply reply = admin.post("/channels/" + id + "/start", "{}");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("OTR-4221");
        assertThat(reply.json().get("remedy").asString()).contains("otter.zookeeper");
        assertThat(admin.get("/health").json().get("channel-control").asBoolean()).isFalse();
    }

    @Test
    void what_changed_is_in_the_audit_log_and_so_is_what_was_refused() {
        admin.post("/nodes", "{\"name\":\"n\",\"host\":\"h\"}");
        manager.client().post("/nodes", "{\"name\":\"m\",\"host\":\"h\"}");

        JsonNode audit = admin.get("/audit?search=nodes").json().get("items");

        assertThat(audit.get(0).get("who").asString()).isEqualTo("anonymous");
        assertThat(audit.get(0).get("status").asInt()).isEqualTo(401);
        assertThat(audit.get(0).get("error").asString()).isEqualTo("OTR-4212");
        assertThat(audit.get(1).get("who").asString()).isEqualTo("admin");
        assertThat(audit.get(1).get("status").asInt()).isEqualTo(201);
    }

    @Test
    void everything_outlives_a_restart() {
        admin.post("/endpoints", A);
        manager.close();

        manager = ManagerUnderTest.fresh(folder, LiveParts.none());

        assertThat(manager.admin().get("/endpoints/1").json().get("config").get("user").asString())
                .isEqualTo("otter");
    }
}
