package dev.otter.app.operate;

import dev.otter.app.remote.Thing;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Something configured as JSON, with the keys of the HTTP interface. */
final class ThingJson {
    private ThingJson() {}

    static ObjectNode of(Thing thing) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("kind", thing.kind().word());
        view.put("id", thing.id());
        view.put("version", thing.version());
        view.put("changed-at", thing.changedAt());
        view.put("changed-by", thing.changedBy());
        thing.state().ifPresent(state -> view.put("state", state));
        view.set("config", thing.config());
        return view;
    }
}
