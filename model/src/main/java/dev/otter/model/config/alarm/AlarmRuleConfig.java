package dev.otter.model.config.alarm;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rule that watches one pipeline.
 *
 * @param name unique
 * @param description free text
 * @param pipeline as {@code channel/pipeline}
 * @param watch what is watched
 * @param seconds the limit, unless errors are watched
 * @param keywords texts of which an error must have one, whatever its case; none means any error
 * @param periods when it holds; none means always
 * @param status whether it holds at all
 * @param pausedUntil when a paused rule holds again
 * @param receiver key of the receivers in the system parameters
 * @param repeatSeconds time in which the same alarm is not sent again
 * @param recoverAfter restart the channel at this number of alarms; left out, never
 */
public record AlarmRuleConfig(
        String name,
        String description,
        String pipeline,
        Watch watch,
        Integer seconds,
        List<String> keywords,
        List<DayPeriod> periods,
        Status status,
        Optional<Instant> pausedUntil,
        String receiver,
        Integer repeatSeconds,
        Optional<Integer> recoverAfter)
        implements Named {

    /** What can be watched. */
    public enum Watch {
        /** The age of the oldest transaction that is not on the target. */
        LAG,
        /** The time since rows were last applied. */
        SILENCE,
        /** The time since the checkpoint last moved. */
        POSITION,
        /** Errors that nodes report. */
        ERROR
    }

    /** Whether a rule holds. */
    public enum Status {
        ENABLED,
        PAUSED,
        DISABLED
    }

    private static final int MONTH = 30 * 86_400;

    public AlarmRuleConfig {
        Check.name("an alarm rule", name);
        description = Check.text("description", description);
        Check.required("pipeline", pipeline);
        if (!pipeline.matches("[^/]+/[^/]+")) {
            throw new IllegalArgumentException(
                    "'%s' is not a pipeline; write it as channel/pipeline".formatted(pipeline));
        }
        Check.required("watch", watch);
        seconds = Check.range("seconds", seconds, 600, 1, MONTH);
        keywords = Check.list("keywords", keywords);
        periods = Check.list("periods", periods);
        status = Check.orElse(status, Status.DISABLED);
        pausedUntil = Check.absent(pausedUntil);
        receiver = Check.text("receiver", receiver);
        repeatSeconds = Check.range("repeat-seconds", repeatSeconds, 1_800, 0, MONTH);
        recoverAfter = Check.absent(recoverAfter);
        recoverAfter.ifPresent(times -> Check.range("recover-after", times, 1, 1, 1_000));
        if (!keywords.isEmpty() && watch != Watch.ERROR) {
            throw new IllegalArgumentException(
                    "keywords belong to rules that watch errors; remove them or watch error");
        }
        if (status == Status.PAUSED && pausedUntil.isEmpty()) {
            throw new IllegalArgumentException(
                    "a paused rule needs paused-until; give it, or set status to disabled");
        }
    }

    /** The channel of the pipeline. */
    public String channel() {
        return pipeline.substring(0, pipeline.indexOf('/'));
    }
}
