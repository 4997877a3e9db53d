package dev.otter.app.rollout;

import dev.otter.app.document.Difference;
import dev.otter.app.document.Plainness;
import dev.otter.document.json.ConfigJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a plan: for people as lines, for scripts as JSON. Passwords are in neither. */
public final class PlanView {
    private static final int SHOWN_MAX = 200;

    private final ConfigJson json;
    private final Plainness plainness;

    public PlanView(ConfigJson json) {
        this.json = json;
        this.plainness = new Plainness(json);
    }

    /** A line for each thing to be made or changed, below it what differs. */
    public List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        for (Step step : plan.changes()) {
            lines.add((step.creates() ? "+ " : "~ ") + step.wanted().title());
            if (step.creates()) {
                JsonNode config = plainness.of(step.wanted().kind(), step.wanted().config());
                config.forEachEntry((key, value) -> {
                    if (!key.equals("name")) {
                        lines.add("    " + key + ": " + text(Optional.of(value)));
                    }
                });
            }
            for (Difference difference : step.differences()) {
                lines.add(
                        "    %s: %s -> %s"
                                .formatted(
                                        difference.path(),
                                        text(difference.before()),
                                        text(difference.after())));
            }
            if (step.setsPassword()) {
                lines.add("    password: " + (step.creates() ? "" : "unknown, ") + "will be set");
            }
        }
        return lines;
    }

    /** How much there is to do. */
    public String summary(Plan plan) {
        long made = plan.changes().stream().filter(Step::creates).count();
        long changed = plan.changes().size() - made;
        return plan.changes().isEmpty()
                ? "nothing to do: " + plan.unchanged() + " as wanted"
                : "%d to make, %d to change, %d as wanted"
                        .formatted(made, changed, plan.unchanged());
    }

    /** The same as JSON. */
    public ObjectNode json(Plan plan, boolean applied) {
        ObjectNode view = json.object();
        ArrayNode changes = view.putArray("changes");
        for (Step step : plan.changes()) {
            ObjectNode change = changes.addObject();
            change.put("kind", step.wanted().kind().word());
            change.put("name", step.wanted().name());
            change.put("action", step.creates() ? "make" : "change");
            change.put("sets-password", step.setsPassword());
            ArrayNode differences = change.putArray("differences");
            for (Difference difference : step.differences()) {
                ObjectNode entry = differences.addObject();
                entry.put("path", difference.path());
                difference.before().ifPresent(value -> entry.set("before", value));
                difference.after().ifPresent(value -> entry.set("after", value));
            }
        }
        view.put("unchanged", plan.unchanged());
        view.put("applied", applied);
        return view;
    }

    private static String text(Optional<JsonNode> value) {
        String text =
                value.map(node -> node.isString() ? node.stringValue() : node.toString())
                        .map(shown -> shown.isEmpty() ? "\"\"" : shown)
                        .orElse("nothing");
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + " ...";
    }
}
