package dev.otter.app.view;

import dev.otter.engine.pipeline.PipelineState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines for a file or a journal: one when a pipeline's state changes, and one every ten seconds,
 * each with its time.
 */
public final class PlainView implements StatusView {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Console console;
    private final InstantSource clock;
    private final Map<String, Shown> shown = new HashMap<>();

    private record Shown(PipelineState state, Instant at) {}

    public PlainView(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void show(List<Look> looks) {
        Instant now = clock.instant();
        for (Look look : looks) {
            Shown last = shown.get(look.name());
            PipelineState state = look.status().state();
            if (last == null || last.state() != state || !now.isBefore(last.at().plus(PERIOD))) {
                shown.put(look.name(), new Shown(state, now));
                console.line(stamp(now) + StatusText.line(look, now));
            }
        }
    }

    @Override
    public void end(List<Look> looks, String outcome, int exitCode) {
        String stamp = stamp(clock.instant());
        looks.forEach(look -> StatusText.end(look).forEach(line -> console.line(stamp + line)));
        console.line(stamp + outcome);
    }

    private static String stamp(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS) + " ";
    }
}
