package dev.otter.app.view;

import java.util.List;

/** Shows how pipelines go. Called by one thread, about once a second. */
public sealed interface StatusView permits LiveView, PlainView, JsonView {

    /** One look at every pipeline. */
    void show(List<Look> looks);

    /**
     * The last look.
     *
     * @param outcome how it ended, in one word or two: {@code caught up}, {@code stopped}, {@code
     *     failed}
     * @param exitCode the code that the command ends with
     */
    void end(List<Look> looks, String outcome, int exitCode);
}
