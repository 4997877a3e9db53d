package dev.otter.manager.fleet;

import java.util.OptionalLong;

/** Pipelines' numbers as nodes write them. */
public final class PipelineNumbers {
    private PipelineNumbers() {}

    /** The number; empty when the text is none. */
    public static OptionalLong parse(String text) {
        return text.matches("[1-9][0-9]{0,17}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
