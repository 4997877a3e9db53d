package dev.otter.app.view;

import java.time.InstantSource;
import java.util.List;

/** One line per pipeline on a terminal, redrawn in place. */
public final class LiveView implements StatusView {
    private final Console console;
    private final InstantSource clock;

    public LiveView(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void show(List<Look> looks) {
        console.block(looks.stream().map(look -> StatusText.line(look, clock.instant())).toList());
    }

    @Override
    public void end(List<Look> looks, String outcome, int exitCode) {
        looks.forEach(look -> console.line(StatusText.end(look)));
        console.line(outcome);
    }
}
