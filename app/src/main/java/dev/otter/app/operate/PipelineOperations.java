package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Kind;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.view.Amounts;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Operations of one pipeline of a manager: asks for them and follows them. One thread. */
final class PipelineOperations {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int ROWS = 20;

    private final ManagerClient manager;
    private final Surroundings surroundings;
    private final String path;

    /**
     * @param pipeline {@code channel/pipeline}
     * @throws OtterException when there is no such channel or the name has no slash
     */
    PipelineOperations(ManagerClient manager, Surroundings surroundings, String pipeline) {
        this.manager = manager;
        this.surroundings = surroundings;
        int slash = pipeline.indexOf('/');
        if (slash < 1 || slash == pipeline.length() - 1) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "'" + pipeline + "' does not name a pipeline",
                    "",
                    "Write it as CHANNEL/PIPELINE.");
        }
        this.path =
                new Inventory(manager).require(Kind.CHANNEL, pipeline.substring(0, slash)).path()
                        + "/pipelines/"
                        + URLEncoder.encode(pipeline.substring(slash + 1), StandardCharsets.UTF_8);
    }

    /** All of them, the newest first. */
    JsonNode list() {
        return manager.get(path + "/operations");
    }

    /** Statements that wait for somebody. */
    JsonNode statements() {
        return manager.get(path + "/statements");
    }

    /**
     * Asks for one and follows it to its end unless that is not wanted.
     *
     * @return the exit code
     * @throws OtterException that of the operation when it failed
     */
    int ask(Map<String, Object> request, Following following) throws InterruptedException {
        JsonNode added = manager.post(path + "/operations", request).body();
        long id = added.path("id").asLong();
        if (!following.wait(surroundings, id)) {
            if (following.json()) {
                Answers.print(surroundings.console(), added);
            }
            return ExitCode.DONE;
        }
        String shown = "";
        while (true) {
            JsonNode now = manager.get("/operations/" + id);
            String state = Answers.text(now.path("state"));
            if (!state.equals("queued") && !state.equals("running")) {
                return over(now, following.json());
            }
            String line = line(now);
            if (!line.equals(shown) && !following.json()) {
                surroundings.console().line(line);
                shown = line;
            }
            if (surroundings.stop().await(LOOK)) {
                surroundings
                        .console()
                        .line("interrupted; operation " + id + " goes on, see 'otter operation'");
                return ExitCode.INTERRUPTED;
            }
        }
    }

    private int over(JsonNode operation, boolean json) {
        if (json) {
            Answers.print(surroundings.console(), operation);
        } else {
            print(operation, surroundings);
        }
        return switch (Answers.text(operation.path("state"))) {
            case "failed" -> throw failure(operation.path("progress").path("error"));
            case "cancelled" -> ExitCode.INTERRUPTED;
            default -> differs(operation) ? ExitCode.DATA : ExitCode.DONE;
        };
    }

    private static boolean differs(JsonNode operation) {
        return Answers.text(operation.path("progress").path("summary")).contains("different:");
    }

    /** State, how far it is, what it waits for or what came of it. */
    static String line(JsonNode operation) {
        JsonNode progress = operation.path("progress");
        StringBuilder line = new StringBuilder(Answers.text(operation.path("state")));
        long done = progress.path("rows-done").asLong(0);
        long total = progress.path("rows-total").asLong(0);
        if (done > 0 || total > 0) {
            line.append(", ").append(Amounts.count(done, "row"));
            line.append(total > 0 ? " of about " + Amounts.count(total) : "");
        }
        append(line, ", seconds left ", progress.path("seconds-left"));
        append(line, ": ", progress.path("waits-for"));
        append(line, ": ", progress.path("summary"));
        append(line, ": ", progress.path("error").path("code"));
        append(line, " ", progress.path("error").path("what"));
        return line.toString();
    }

    private static void append(StringBuilder line, String before, JsonNode value) {
        String text = Answers.text(value);
        if (!text.isEmpty()) {
            line.append(before).append(text);
        }
    }

    /** One that is over, with the first of the rows that it found. */
    static void print(JsonNode operation, Surroundings surroundings) {
        surroundings.console().line(line(operation));
        JsonNode rows = operation.path("findings").path("rows");
        int shown = 0;
        for (JsonNode row : rows) {
            if (shown++ == ROWS) {
                break;
            }
            surroundings.console().line("  " + row(row));
        }
        long left =
                Math.max(0, rows.size() - ROWS) + operation.path("findings").path("left").asLong(0);
        if (left > 0) {
            surroundings.console().line("  and " + Amounts.count(left, "row") + " more");
        }
    }

    private static String row(JsonNode row) {
        StringBuilder line = new StringBuilder();
        line.append(Answers.text(row.path("table")))
                .append(" ")
                .append(Answers.text(row.path("key")))
                .append(" ")
                .append(Answers.text(row.path("kind")));
        for (JsonNode value : row.path("values")) {
            line.append("; ")
                    .append(Answers.text(value.path("column")))
                    .append(" ")
                    .append(Answers.text(value.path("source")))
                    .append(" | ")
                    .append(Answers.text(value.path("target")));
        }
        return line.toString();
    }

    private static OtterException failure(JsonNode error) {
        String text = Answers.text(error.path("code"));
        ErrorCode code =
                Arrays.stream(ErrorCode.values())
                        .filter(each -> each.text().equals(text))
                        .findFirst()
                        .orElse(ErrorCode.ANSWER_UNREADABLE);
        return new OtterException(
                code,
                Answers.text(error.path("what")),
                Answers.text(error.path("where")),
                Answers.text(error.path("remedy")));
    }
}
