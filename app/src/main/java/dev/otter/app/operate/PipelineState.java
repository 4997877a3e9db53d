package dev.otter.app.operate;

import dev.otter.app.remote.ManagerClient;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a pipeline runs, as the manager tells it.
 *
 * @param json the whole answer
 */
record PipelineState(JsonNode json) {

    /** All pipelines of a channel; none when this manager does not know how they run. */
    static List<PipelineState> of(ManagerClient manager, long channel) {
        List<PipelineState> states = new ArrayList<>();
        try {
            manager.find("/live/pipelines?channel=" + channel)
                    .ifPresent(answer ->
                            answer.forEach(state -> states.add(new PipelineState(state))));
        } catch (OtterException e) {
            if (e.code() != ErrorCode.PART_ABSENT) {
                throw e;
            }
        }
        return states;
    }

    String name() {
        return json.path("name").asString();
    }

    String state() {
        return json.path("state").asString();
    }

    boolean failed() {
        return state().equals("failed");
    }

    /** State, place, reason, and the last error with its cure unless the reason tells it. */
    String sentence() {
        StringBuilder text = new StringBuilder(name()).append(": ").append(state());
        append(text, " since ", json.path("since"));
        append(text, ", on node ", json.path("node").path("name"));
        append(text, ", at ", json.path("position"));
        append(text, ", lag in ms ", json.path("lag-millis"));
        append(text, ": ", json.path("reason"));
        JsonNode error = json.path("last-error");
        String what = Answers.text(error.path("what"));
        if (!what.isEmpty() && !Answers.text(json.path("reason")).contains(what)) {
            append(text, "; ", error.path("code"));
            append(text, " ", error.path("what"));
            append(text, " [", error.path("where"));
            text.append(Answers.text(error.path("where")).isEmpty() ? ". " : "]. ");
            text.append(Answers.text(error.path("remedy")));
        }
        return text.toString().stripTrailing();
    }

    private static void append(StringBuilder text, String before, JsonNode value) {
        String shown = Answers.text(value);
        if (!shown.isEmpty()) {
            text.append(before).append(shown);
        }
    }
}
