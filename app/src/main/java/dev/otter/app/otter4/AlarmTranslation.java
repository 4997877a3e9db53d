package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.config.alarm.AlarmRuleConfig;
import dev.otter.model.config.alarm.DayPeriod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rules that watch pipelines. For one thread. */
final class AlarmTranslation {
    private final Otter4Store store;
    private final Harvest harvest;
    private final Map<Long, String> pipelines;

    /**
     * @param pipelines names by numbers there
     */
    AlarmTranslation(Otter4Store store, Harvest harvest, Map<Long, String> pipelines) {
        this.store = store;
        this.harvest = harvest;
        this.pipelines = pipelines;
    }

    void run() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("ALARM_RULE")) {
            String monitor = row.text("MONITOR_NAME").toUpperCase(Locale.ROOT);
            String pipeline = pipelines.get(row.number("PIPELINE_ID"));
            Subject subject =
                    new Subject(
                            "alarm rule",
                            "%d %s of %s"
                                    .formatted(
                                            row.id(),
                                            monitor,
                                            pipeline == null
                                                    ? "pipeline " + row.text("PIPELINE_ID")
                                                    : pipeline));
            Optional<AlarmRuleConfig.Watch> watch = watch(monitor);
            if (watch.isEmpty()) {
                harvest.report()
                        .add(
                                Outcome.LEFT_OUT,
                                subject,
                                "monitorName",
                                monitor,
                                monitor.equals("PROCESSTIMEOUT")
                                        ? "there are no processes that could be late; watch"
                                                + " position instead"
                                        : "it had no effect in Otter 4 either");
            } else if (pipeline == null) {
                harvest.report()
                        .add(Outcome.LEFT_OUT, subject, "its pipeline was not carried over");
            } else {
                rule(row, subject, names, pipeline, watch.get());
            }
        }
    }

    private static Optional<AlarmRuleConfig.Watch> watch(String monitor) {
        return switch (monitor) {
            case "DELAYTIME" -> Optional.of(AlarmRuleConfig.Watch.LAG);
            case "EXCEPTION" -> Optional.of(AlarmRuleConfig.Watch.ERROR);
            case "PIPELINETIMEOUT" -> Optional.of(AlarmRuleConfig.Watch.SILENCE);
            case "POSITIONTIMEOUT" -> Optional.of(AlarmRuleConfig.Watch.POSITION);
            default -> Optional.empty();
        };
    }

    private void rule(
            Row row, Subject subject, Names names, String pipeline, AlarmRuleConfig.Watch watch) {
        Parameters parameters = new Parameters(subject, row.text("PARAMETERS"), harvest.report());
        String[] match = row.text("MATCH_VALUE").split("@", 2);
        boolean errors = watch == AlarmRuleConfig.Watch.ERROR;
        String word = watch.name().toLowerCase(Locale.ROOT);
        Optional<Instant> pause = pause(parameters);
        harvest.keep(
                Kind.ALARM_RULE,
                subject,
                () ->
                        new AlarmRuleConfig(
                                names.near(pipeline.replace('/', '.') + "." + word),
                                row.text("DESCRIPTION"),
                                pipeline,
                                watch,
                                errors || match[0].isBlank()
                                        ? null
                                        : Integer.valueOf(match[0].strip()),
                                errors ? words(match[0]) : List.of(),
                                match.length > 1 ? periods(subject, match[1]) : List.of(),
                                status(row, subject, pause),
                                pause,
                                row.text("RECEIVER_KEY"),
                                parameters.integer("intervalTime").orElse(null),
                                recovery(parameters)));
        parameters.carried("intervalTime", "repeat-seconds");
        parameters.carried("autoRecovery", "recover-after");
        parameters.carried("recoveryThresold", "recover-after, when autoRecovery is on");
        parameters.carried("pauseTime", "paused-until");
        parameters.rest();
    }

    private static Optional<Integer> recovery(Parameters parameters) {
        return parameters.flag("autoRecovery", false)
                ? Optional.of(
                        (int)
                                Math.max(
                                        1,
                                        Math.min(
                                                1_000,
                                                parameters.number("recoveryThresold").orElse(3L))))
                : Optional.empty();
    }

    private static Optional<Instant> pause(Parameters parameters) {
        return parameters
                .number("pauseTime")
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli);
    }

    private AlarmRuleConfig.Status status(Row row, Subject subject, Optional<Instant> pause) {
        return switch (row.text("STATUS").toUpperCase(Locale.ROOT)) {
            case "ENABLE" -> AlarmRuleConfig.Status.ENABLED;
            case "PAUSED" -> {
                if (pause.isPresent()) {
                    yield AlarmRuleConfig.Status.PAUSED;
                }
                harvest.report()
                        .add(
                                Outcome.CHANGED,
                                subject,
                                "status",
                                "PAUSED",
                                "disabled, because nothing says until when it is paused");
                yield AlarmRuleConfig.Status.DISABLED;
            }
            default -> AlarmRuleConfig.Status.DISABLED;
        };
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A period that could not be read counted as always. */
    private List<DayPeriod> periods(Subject subject, String text) {
        List<DayPeriod> periods = new ArrayList<>();
        for (String part : words(text)) {
            try {
                periods.add(DayPeriod.parse(part));
            } catch (IllegalArgumentException e) {
                harvest.report()
                        .add(
                                Outcome.CHANGED,
                                subject,
                                "matchValue",
                                text,
                                "it holds always, as it did, because " + e.getMessage());
                return List.of();
            }
        }
        return periods;
    }
}
