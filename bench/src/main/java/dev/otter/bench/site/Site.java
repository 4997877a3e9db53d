package dev.otter.bench.site;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.CatalogTransaction;
import dev.otter.manager.catalog.ChangeGuard;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.KeyFile;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.Database;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is configured: channels of one pipeline each, dealt out to the nodes in turn.
 *
 * @param channels how many
 * @param mappings of each pipeline
 * @param nodes how many
 * @param numbers of the pipelines, by their channels' places
 */
public record Site(int channels, int mappings, int nodes, Map<Integer, Long> numbers) {
    static final String PIPELINE = "a-to-b";
    private static final int ENDPOINTS = 20;

    /** Puts it all into a store that no manager has open, at once. */
    public static Site create(ManagerSettings settings, int channels, int mappings, int nodes) {
        Site site = new Site(channels, mappings, nodes, new TreeMap<>());
        SecureRandom random = new SecureRandom();
        Sealer sealer = new Sealer(KeyFile.open(settings.keyFile(), random), random);
        ConfigJson json = new ConfigJson();
        try (Database store = Database.open(settings.store())) {
            EndpointSecrets secrets = new EndpointSecrets(store, sealer);
            new Catalog(store, json, InstantSource.system(), ChangeGuard.none())
                    .change(
                            "bench",
                            tx -> {
                                site.fill(tx, secrets, json);
                                return site;
                            });
        }
        return site;
    }

    private void fill(CatalogTransaction tx, EndpointSecrets secrets, ConfigJson json) {
        for (int i = 0; i < ENDPOINTS; i++) {
            Map<String, Object> endpoint =
                    Map.of(
                            "name",
                            "db-" + i,
                            "type",
                            "mysql",
                            "host",
                            "10.0.0." + (i + 1),
                            "port",
                            3306,
                            "user",
                            "otter");
            secrets.put(tx.handle(), add(tx, json, Kind.ENDPOINT, endpoint), "simulated");
        }
        for (int i = 0; i < nodes; i++) {
            add(tx, json, Kind.NODE, Map.of("name", nodeName(i), "host", "10.1.0." + (i + 1)));
        }
        for (int i = 0; i < channels; i++) {
            add(tx, json, Kind.CHANNEL, channel(i, 0));
        }
    }

    private static long add(
            CatalogTransaction tx, ConfigJson json, Kind kind, Map<String, Object> config) {
        return tx.create(json.read(new JsonMapper().valueToTree(config), kind.type())).id();
    }

    /** Learns the pipelines' numbers. */
    public void learn(Asker asker) throws IOException, InterruptedException {
        Map<String, Long> byName = new HashMap<>();
        for (JsonNode pipeline : asker.get("/live/pipelines")) {
            byName.put(
                    pipeline.get("channel").get("name").asString(),
                    pipeline.get("number").asLong());
        }
        for (int i = 0; i < channels; i++) {
            numbers.put(i, byName.get(channelName(i)));
        }
    }

    /** The number of a channel, whose place is counted from 0. */
    public static long channelId(int place) {
        return place + 1L;
    }

    static String channelName(int place) {
        return "shop-%04d".formatted(place);
    }

    private static String nodeName(int place) {
        return "node-%03d".formatted(place);
    }

    /** The node that runs a channel. */
    public int nodeOf(int channel) {
        return channel % nodes;
    }

    List<Long> pipelinesOf(int node) {
        return numbers.entrySet().stream()
                .filter(entry -> nodeOf(entry.getKey()) == node)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The configuration of a channel; another edition has another target for its last mapping. */
    public Map<String, Object> channel(int place, int edition) {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (int i = 0; i < mappings; i++) {
            String target = i == mappings - 1 ? "edition_" + edition : "item_" + i;
            tables.add(
                    Map.of(
                            "source", "shop_%04d.item_%d".formatted(place, i),
                            "target", "copy_%04d.%s".formatted(place, target)));
        }
        int from = place % ENDPOINTS;
        return Map.of(
                "name",
                channelName(place),
                "description",
                "orders and items of branch " + place,
                "pipelines",
                List.of(
                        Map.of(
                                "name",
                                PIPELINE,
                                "from",
                                "db-" + from,
                                "to",
                                "db-" + (from + 1) % ENDPOINTS,
                                "nodes",
                                Map.of("load", List.of(nodeName(nodeOf(place)))),
                                "tables",
                                tables)));
    }
}
