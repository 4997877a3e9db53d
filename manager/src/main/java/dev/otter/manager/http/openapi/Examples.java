package dev.otter.manager.http.openapi;

import dev.otter.manager.catalog.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An example of what is sent for each kind of thing. */
final class Examples {
    private static final JsonMapper JSON = new JsonMapper();

    private Examples() {}

    static JsonNode of(Kind kind) {
        return JSON.readTree(
                switch (kind) {
                    case CHANNEL ->
                            """
                            {"name": "shop", "pipelines": [{"name": "a-to-b", "from": "a",
                             "to": "b", "tables": ["!shop.tmp_*", "shop.*",
                             {"source": "logs.event_[00-15]", "target": "dw.events"}]}]}\
                            """;
                    case ENDPOINT ->
                            """
                            {"name": "a", "type": "mysql", "host": "10.0.0.1", "port": 3306,
                             "user": "otter", "password": "secret", "tls": "preferred"}\
                            """;
                    case TABLE ->
                            """
                            {"name": "orders", "endpoint": "a", "pattern": "shop.orders"}\
                            """;
                    case CANAL ->
                            """
                            {"name": "a-log", "endpoint": "a", "start": "now"}\
                            """;
                    case FAILOVER_GROUP ->
                            """
                            {"name": "site-a", "master": {"host": "10.0.0.1", "port": 3306},
                             "standbys": [{"host": "10.0.0.2", "port": 3306}]}\
                            """;
                    case NODE ->
                            """
                            {"name": "node-1", "host": "10.0.1.1", "port": 2088,
                             "download-port": 9090}\
                            """;
                    case ZOOKEEPER ->
                            """
                            {"name": "room-1", "servers": ["10.0.2.1:2181", "10.0.2.2:2181"]}\
                            """;
                    case ALARM_RULE ->
                            """
                            {"name": "shop-lag", "pipeline": "shop/a-to-b", "watch": "lag",
                             "seconds": 60, "status": "enabled"}\
                            """;
                    case USER ->
                            """
                            {"name": "ann", "role": "operator", "password": "to be changed 1"}\
                            """;
                    case SYSTEM ->
                            """
                            {"anonymous-read": true, "session-minutes": 240}\
                            """;
                });
    }
}
