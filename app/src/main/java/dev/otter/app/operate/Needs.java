package dev.otter.app.operate;

import dev.otter.app.document.Document;
import dev.otter.app.document.Kind;
import dev.otter.app.document.Wanted;
import dev.otter.model.config.Check;
import dev.otter.model.config.Spelling;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A channel, what it names, what those name, and the rules that watch it. */
final class Needs {
    private final Document whole;
    private final Set<Wanted> found = new LinkedHashSet<>();

    private Needs(Document whole) {
        this.whole = whole;
    }

    static Document of(Document whole, String channel) {
        Wanted wanted =
                whole.find(Kind.CHANNEL, channel)
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no channel '" + channel + "'",
                                        "",
                                        nearest(whole, channel) + "See 'otter get channel'."));
        Needs needs = new Needs(whole);
        needs.take(wanted);
        for (Wanted rule : whole.things()) {
            String watched = rule.config().path("pipeline").asString();
            if (rule.kind() == Kind.ALARM_RULE
                    && Check.key(watched).startsWith(Check.key(wanted.name()) + "/")) {
                needs.take(rule);
            }
        }
        return new Document(new ArrayList<>(needs.found));
    }

    private static String nearest(Document whole, String channel) {
        List<String> known =
                whole.things().stream()
                        .filter(thing -> thing.kind() == Kind.CHANNEL)
                        .map(Wanted::name)
                        .toList();
        return Spelling.nearest(channel, known)
                .map(name -> "Did you mean '" + name + "'? ")
                .orElse("");
    }

    private void take(Wanted thing) {
        if (!found.add(thing)) {
            return;
        }
        JsonNode config = thing.config();
        switch (thing.kind()) {
            case CHANNEL -> config.path("pipelines").forEach(this::pipeline);
            case CANAL, TABLE -> name(Kind.ENDPOINT, config.path("endpoint"));
            case ENDPOINT -> name(Kind.FAILOVER_GROUP, config.path("failover-group"));
            case NODE -> name(Kind.ZOOKEEPER, config.path("zookeeper"));
            case ALARM_RULE, FAILOVER_GROUP, ZOOKEEPER, USER, SYSTEM -> {}
        }
    }

    private void pipeline(JsonNode pipeline) {
        name(Kind.ENDPOINT, pipeline.path("from"));
        name(Kind.ENDPOINT, pipeline.path("to"));
        name(Kind.CANAL, pipeline.path("canal"));
        pipeline.path("nodes").path("select").forEach(node -> name(Kind.NODE, node));
        pipeline.path("nodes").path("load").forEach(node -> name(Kind.NODE, node));
    }

    private void name(Kind kind, JsonNode name) {
        if (name.isString()) {
            whole.find(kind, name.stringValue()).ifPresent(this::take);
        }
    }
}
