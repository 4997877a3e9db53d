package dev.otter.app.operate;

import dev.otter.app.document.Kind;
import dev.otter.app.remote.Thing;
import dev.otter.app.view.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What a list of things shows, kind by kind. */
final class KindTable {
    private KindTable() {}

    static List<String> lines(Kind kind, List<Thing> things) {
        List<String> titles = new ArrayList<>(List.of("NAME", "ID"));
        for (String key : keys(kind)) {
            titles.add(key.toUpperCase(java.util.Locale.ROOT));
        }
        titles.addAll(List.of("VERSION", "CHANGED"));
        TextTable table = new TextTable(titles);
        for (Thing thing : things) {
            List<String> row = new ArrayList<>(List.of(thing.name(), Long.toString(thing.id())));
            for (String key : keys(kind)) {
                row.add(
                        key.equals("state")
                                ? thing.state().orElse("")
                                : text(thing.config().path(key)));
            }
            row.add(Long.toString(thing.version()));
            row.add(thing.changedAt() + " " + thing.changedBy());
            table.add(row);
        }
        return table.lines();
    }

    private static List<String> keys(Kind kind) {
        return switch (kind) {
            case CHANNEL -> List.of("state", "pipelines");
            case ENDPOINT -> List.of("type", "host", "port", "failover-group", "user", "tls");
            case TABLE -> List.of("endpoint", "pattern");
            case CANAL -> List.of("endpoint", "start");
            case FAILOVER_GROUP -> List.of("master", "standbys");
            case NODE -> List.of("state", "host", "port", "zookeeper");
            case ZOOKEEPER -> List.of("servers");
            case ALARM_RULE -> List.of("pipeline", "watch", "seconds", "status", "receiver");
            case USER -> List.of("role", "locked", "real-name");
            case SYSTEM -> List.of("anonymous-read", "session-minutes", "history-days");
        };
    }

    /** A short form: lists by commas, named things by their names, servers as host:port. */
    private static String text(JsonNode node) {
        if (node.isArray()) {
            StringJoiner all = new StringJoiner(", ");
            node.forEach(entry -> all.add(text(entry)));
            return all.toString();
        }
        if (node.isObject()) {
            if (node.has("name")) {
                return node.get("name").asString();
            }
            if (node.has("host")) {
                return node.get("host").asString() + ":" + node.path("port").asString();
            }
            StringJoiner all = new StringJoiner(":");
            node.forEach(value -> all.add(text(value)));
            return all.toString();
        }
        return Answers.text(node);
    }
}
