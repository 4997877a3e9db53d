package dev.otter.app.view;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One line per pipeline on a terminal, redrawn in place. */
public final class LiveView implements StatusView {
    private final Console console;
    private final InstantSource clock;
    private final Supplier<List<String>> above;

    /**
     * @param above lines to show above those of the pipelines
     */
    public LiveView(Console console, InstantSource clock, Supplier<List<String>> above) {
        this.console = console;
        this.clock = clock;
        this.above = above;
    }

    @Override
    public void show(List<Look> looks) {
        List<String> lines = new ArrayList<>(above.get());
        looks.forEach(look -> lines.add(StatusText.line(look, clock.instant())));
        console.block(lines);
    }

    @Override
    public void end(List<Look> looks, String outcome, int exitCode) {
        looks.forEach(look -> StatusText.end(look).forEach(console::line));
        console.line(outcome);
    }
}
