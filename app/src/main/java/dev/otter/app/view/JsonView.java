package dev.otter.app.view;

import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.engine.pipeline.SourceReading;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.verify.live.LiveStatus;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object a line: {@code "event":"status"} per pipeline and look, {@code "event":"end"} per
 * pipeline at the end. The fields are listed in docs/reference/command.md.
 */
public final class JsonView implements StatusView {
    private final Console console;
    private final InstantSource clock;
    private final ObjectMapper mapper = new ObjectMapper();

    public JsonView(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void show(List<Look> looks) {
        looks.forEach(look -> console.line(mapper.writeValueAsString(json(look, "status"))));
    }

    @Override
    public void end(List<Look> looks, String outcome, int exitCode) {
        for (Look look : looks) {
            ObjectNode line = json(look, "end");
            line.put("outcome", outcome);
            line.put("exitCode", exitCode);
            console.line(mapper.writeValueAsString(line));
        }
    }

    private ObjectNode json(Look look, String event) {
        PipelineStatus status = look.status();
        ObjectNode line = mapper.createObjectNode();
        line.put("event", event);
        line.put("time", clock.instant().toString());
        line.put("channel", look.channel());
        line.put("pipeline", look.pipeline());
        line.put("state", status.state().name());
        line.put("reason", status.reason());
        line.put("since", status.since().toString());
        line.put("position", status.position().map(LogPosition::toString).orElse(null));
        line.put(
                "lagMillis",
                status.lagMillis().isPresent() ? status.lagMillis().getAsLong() : null);
        line.put("rowsApplied", status.rowsApplied());
        line.put("transactionsApplied", status.transactionsApplied());
        line.put("bytesRead", status.bytesRead());
        line.put("groupsApplied", status.groupsApplied());
        line.put("retries", status.retries());
        line.put("triedAlone", status.triedAlone());
        line.put("quarantined", status.quarantined());
        line.put("rowsPerSecond", Math.round(look.rowsPerSecond() * 10) / 10.0);
        status.heldTables().forEach(line.putArray("heldTables")::add);
        status.notices().forEach(line.putArray("notices")::add);
        status.copy().ifPresent(copy -> copy(line.putObject("copy"), copy));
        if (!status.files().equals(PipelineStatus.Files.NONE)) {
            files(line.putObject("files"), status.files());
        }
        status.verify().ifPresent(verify -> verify(line.putObject("verify"), verify));
        if (status.reading().sharing()) {
            reading(line.putObject("reading"), status.reading());
        }
        line.put("errorCode", status.failure().map(error -> error.code().text()).orElse(null));
        line.put("error", status.failure().map(OtterException::getMessage).orElse(null));
        return line;
    }

    private static void reading(ObjectNode node, SourceReading reading) {
        node.put("by", reading.by().name().toLowerCase(Locale.ROOT));
        reading.relay()
                .ifPresent(relay -> {
                    ObjectNode kept = node.putObject("relay");
                    kept.put("bytes", relay.bytes());
                    kept.put("limitBytes", relay.limitBytes());
                    kept.put("oldest", relay.oldest().map(LogPosition::toString).orElse(null));
                    kept.put("newest", relay.newest().map(LogPosition::toString).orElse(null));
                    kept.put("readers", relay.readers());
                    kept.put("connected", relay.connected());
                });
    }

    private static void files(ObjectNode node, PipelineStatus.Files files) {
        node.put("copied", files.copied());
        node.put("equal", files.equal());
        node.put("missing", files.missing());
        node.put("removed", files.removed());
        node.put("bytes", files.bytes());
    }

    private static void verify(ObjectNode node, LiveStatus verify) {
        node.put("looked", verify.looked());
        node.put("equal", verify.equal());
        node.put("waiting", verify.waiting());
        node.put("leftOut", verify.leftOut());
        node.put("undecided", verify.undecided());
        node.put("differences", verify.differences());
        node.put("healed", verify.healed());
        node.put("repaired", verify.repaired());
        node.put("open", verify.open().size());
        node.put("trouble", verify.trouble());
        verify.unfit().forEach(node.putArray("unfit")::add);
    }

    private static void copy(ObjectNode node, CopyProgress copy) {
        node.put("tablesDone", copy.tablesDone());
        node.put("tables", copy.tables());
        node.put("rowsDone", copy.rowsDone());
        node.put("rowsEstimated", copy.rowsEstimated());
        node.put("rowsPerSecond", Math.round(copy.rowsPerSecond() * 10) / 10.0);
        node.put(
                "secondsLeft",
                copy.secondsLeft().isPresent() ? copy.secondsLeft().getAsLong() : null);
    }
}
