package dev.otter.manager.http.openapi;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Examples of what is seen of the running system, by the names of the records. */
final class LiveExamples {
    /** A piece of the stream. */
    static final String EVENTS =
            """
            event: configuration
            data: {"revision":17}

            : alive
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> TEXTS =
            Map.ofEntries(
                    Map.entry(
                            "Overview",
                            """
                            {"channels": {"running": 3, "paused": 0, "stopped": 2},
                             "pipelines": {"running": 3, "waiting": 1, "failed": 0, "idle": 2},
                             "nodes": {"connected": 2, "configured": 3, "waiting-for-approval": 1},
                             "rows-per-second": 1234.5, "transactions-per-second": 300.1,
                             "worst-lag-millis": 1200,
                             "attention": [{"severity": "warning", "kind": "node", "id": 3,
                              "name": "n3", "code": "OTR-4112", "what": "it is not there",
                              "remedy": "Start it, or look at its log why it does not connect.",
                              "matter": "node-absent", "facts": []}]}\
                            """),
                    Map.entry(
                            "LiveNode",
                            """
                            {"nid": 1, "name": "n1", "connected": true,
                             "since": "2026-11-26T10:00:00.123Z", "address": "10.0.0.7",
                             "host": "n1.example", "version": "5.0.0", "uptime-seconds": 4711,
                             "heap-used-bytes": 104857600, "heap-max-bytes": 536870912,
                             "cpu": 0.25, "pipelines": 3, "configuration-version": 17,
                             "in-zookeeper": true, "waiting-for-approval": false}\
                            """),
                    Map.entry(
                            "LivePipeline",
                            """
                            {"channel": {"id": 1, "name": "shop"}, "name": "a-to-b", "number": 7,
                             "run": "running", "state": "running",
                             "since": "2026-11-26T10:00:00.123Z",
                             "node": {"nid": 1, "name": "n1"}, "epoch": 3,
                             "reported-at": "2026-11-26T10:00:05.001Z",
                             "position": "binlog.000003:4711", "lag-millis": 12,
                             "rows-per-second": 900, "transactions-per-second": 300,
                             "bytes-per-second": 65536, "groups-per-second": 20,
                             "queue-bytes": 4096, "queue-limit-bytes": 67108864,
                             "rows-applied": 123456, "transactions-applied": 45678, "retries": 0,
                             "quarantined": 0, "held-tables": [], "notices": [],
                             "tried-alone": 0,
                             "copy": {"tables-done": 1, "tables": 3, "rows-done": 100000,
                              "rows-estimated": 400000, "rows-per-second": 50000,
                              "seconds-left": 6}}\
                            """),
                    Map.entry(
                            "Minute",
                            """
                            {"minute": "2026-11-26T10:00:00Z", "inserts": 100, "updates": 50,
                             "deletes": 1, "schema-changes": 0, "bytes": 65536,
                             "mean-lag-millis": 12, "max-lag-millis": 90}\
                            """),
                    Map.entry(
                            "EnrolmentRequest",
                            """
                            {"nid": 3, "fingerprint": "ab:cd:ef", "host": "n3.example",
                             "version": "5.0.0", "address": "10.0.0.9",
                             "since": "2026-11-26T10:00:00.123Z", "known": true,
                             "replaces": false}\
                            """),
                    Map.entry(
                            "EnrolmentSecret",
                            """
                            {"secret": "shown once", "expires": "2026-11-27T10:00:00.123Z"}\
                            """),
                    Map.entry(
                            "Ensemble",
                            """
                            {"embedded": true, "connected": true, "reason": "",
                             "since": "2026-11-26T10:00:00.123Z",
                             "servers": [{"address": "127.0.0.1:12181", "reachable": true,
                              "mode": "standalone", "version": "3.9.5", "connections": 3,
                              "latency-millis": 0.3, "outstanding": 0, "znodes": 20,
                              "problem": ""}]}\
                            """),
                    Map.entry(
                            "TreePage",
                            """
                            {"path": "/otter5/channels/12", "children": [], "child-count": 0,
                             "content": {"text": "{\\"state\\":\\"RUNNING\\"}", "binary": false,
                              "bytes": 19, "cut": false},
                             "stat": {"created": "2026-11-26T10:00:00.123Z",
                              "modified": "2026-11-26T10:00:00.123Z", "version": 0,
                              "child-version": 0, "ephemeral-owner": 0}}\
                            """),
                    Map.entry(
                            "OperationRequest",
                            """
                            {"kind": "check", "tables": ["shop.*"], "repair": true}\
                            """),
                    Map.entry(
                            "OperationView",
                            """
                            {"id": 12, "channel": {"id": 1, "name": "shop"}, "pipeline": "a-to-b",
                             "request": {"kind": "check", "tables": ["shop.*"], "keys": []},
                             "asked-by": "ann", "asked-at": "2026-11-26T10:00:00.123Z",
                             "deadline": "2026-11-26T10:15:00.123Z", "state": "running",
                             "node": {"nid": 1, "name": "n1"},
                             "started-at": "2026-11-26T10:00:00.523Z",
                             "heard-at": "2026-11-26T10:00:05.001Z",
                             "progress": {"rows-done": 200000, "rows-total": 900000,
                              "rows-per-second": 45000, "seconds-left": 16}}\
                            """),
                    Map.entry("SwitchRequest", "{\"node\": \"n2\"}"),
                    Map.entry("KeyRequest", "{\"fingerprint\": \"ab:cd:ef\"}"));

    private LiveExamples() {}

    static Optional<JsonNode> of(Class<?> type) {
        return Optional.ofNullable(TEXTS.get(type.getSimpleName())).map(JSON::readTree);
    }
}
