package dev.otter.app.view;

import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.live.LiveStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A pipeline's status in one line of text. */
final class StatusText {
    private static final int DIFFERING_SHOWN = 10;

    private StatusText() {}

    static String line(Look look, Instant now) {
        PipelineStatus status = look.status();
        List<String> parts = new ArrayList<>();
        parts.add(look.name());
        parts.add(state(status, now));
        status.position().ifPresent(position -> parts.add(position.toString()));
        status.lagMillis()
                .ifPresent(millis -> parts.add("lag " + Amounts.time(Duration.ofMillis(millis))));
        parts.add(Amounts.perSecond(look.rowsPerSecond()) + " rows/s");
        parts.add(Amounts.count(status.rowsApplied(), "row"));
        status.copy().filter(copy -> !copy.finished()).ifPresent(copy -> parts.add(copy(copy)));
        status.verify().ifPresent(verify -> parts.add(verify(verify)));
        troubles(status, parts);
        String reason = reason(status);
        if (!reason.isEmpty()) {
            parts.add(reason);
        }
        return String.join("  ", parts);
    }

    /** The last lines about a pipeline: what it did, and the error that ended it. */
    static List<String> end(Look look) {
        PipelineStatus status = look.status();
        List<String> parts = new ArrayList<>();
        parts.add(
                look.name()
                        + ": "
                        + status.state().name().toLowerCase(Locale.ROOT)
                        + status.position().map(position -> " at " + position).orElse(""));
        parts.add(
                Amounts.count(status.rowsApplied(), "row")
                        + " in "
                        + Amounts.count(status.transactionsApplied(), "transaction"));
        parts.add(Amounts.bytes(status.bytesRead()) + " of log read");
        if (status.files().copied() > 0) {
            parts.add(
                    Amounts.count(status.files().copied(), "file")
                            + " copied ("
                            + Amounts.bytes(status.files().bytes())
                            + ")");
        }
        status.verify().ifPresent(verify -> parts.add(verify(verify)));
        troubles(status, parts);
        List<String> lines = new ArrayList<>();
        lines.add(String.join(", ", parts));
        status.verify().stream()
                .flatMap(verify -> verify.open().stream())
                .limit(DIFFERING_SHOWN)
                .forEach(row -> lines.add(differing(row)));
        status.failure().ifPresent(error -> lines.add(error.getMessage()));
        return lines;
    }

    /** The state; with its age where one wants to know since when. */
    private static String state(PipelineStatus status, Instant now) {
        String word = status.state().name().toLowerCase(Locale.ROOT);
        return switch (status.state()) {
            case WAITING, STARTING ->
                    word + " " + Amounts.time(Duration.between(status.since(), now));
            case RUNNING, STOPPED, FAILED -> word;
        };
    }

    private static String differing(LiveStatus.DifferingRow row) {
        String what =
                switch (row.difference()) {
                    case RowDifference.Missing(String key) -> key + " is missing";
                    case RowDifference.Extra(String key) -> key + " is there on the target only";
                    case RowDifference.Different(String key, var values) ->
                            key
                                    + values.stream()
                                            .map(value ->
                                                    " %s: %s on the source, %s on the target"
                                                            .formatted(
                                                                    value.column(),
                                                                    value.source(),
                                                                    value.target()))
                                            .collect(Collectors.joining(";"));
                };
        return "  differs: " + row.table() + " " + what;
    }

    private static String copy(CopyProgress copy) {
        String left =
                copy.secondsLeft().isEmpty()
                        ? ""
                        : ", "
                                + Amounts.time(Duration.ofSeconds(copy.secondsLeft().getAsLong()))
                                + " left";
        return "copy "
                + copy.tablesDone()
                + " of "
                + Amounts.count(copy.tables(), "table")
                + ", "
                + Amounts.count(copy.rowsDone(), "row")
                + " of about "
                + Amounts.count(copy.rowsEstimated())
                + ", "
                + Amounts.perSecond(copy.rowsPerSecond())
                + " rows/s"
                + left;
    }

    private static String verify(LiveStatus verify) {
        StringBuilder text = new StringBuilder("read back ");
        text.append(Amounts.count(verify.looked(), "row"));
        if (verify.differences() > 0) {
            text.append(", ")
                    .append(Amounts.count(verify.differences()))
                    .append(" differ, ")
                    .append(Amounts.count(verify.healed()))
                    .append(" equal again");
        }
        if (verify.leftOut() > 0) {
            text.append(", ").append(Amounts.count(verify.leftOut())).append(" left out");
        }
        if (!verify.trouble().isEmpty()) {
            text.append(", ").append(verify.trouble());
        }
        return text.toString();
    }

    private static String reason(PipelineStatus status) {
        return status.state() == PipelineState.FAILED && status.failure().isPresent()
                ? status.failure().get().getMessage()
                : status.reason();
    }

    private static void troubles(PipelineStatus status, List<String> parts) {
        if (status.retries() > 0) {
            parts.add(status.retries() == 1 ? "1 retry" : status.retries() + " retries");
        }
        if (status.triedAlone() > 0) {
            parts.add(Amounts.count(status.triedAlone(), "transaction") + " taken at a second try");
        }
        if (status.quarantined() > 0) {
            parts.add(Amounts.count(status.quarantined(), "row") + " quarantined");
        }
        if (!status.heldTables().isEmpty()) {
            parts.add("held: " + String.join("; ", status.heldTables()));
        }
        if (!status.notices().isEmpty()) {
            parts.add("notice: " + String.join("; ", status.notices()));
        }
    }
}
