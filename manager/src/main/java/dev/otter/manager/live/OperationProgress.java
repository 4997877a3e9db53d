package dev.otter.manager.live;

import dev.otter.model.config.Check;
import java.util.Optional;

/**
 * How far an operation is, and what came of it.
 *
 * @param waitsFor what it is at or waits for
 * @param rowsDone rows that are done
 * @param rowsTotal rows in all, which may be a guess; 0 when there is none
 * @param rowsPerSecond since it began
 * @param secondsLeft at this speed; left out while it cannot be told
 * @param summary what came of it, in a sentence
 * @param error why it failed
 */
public record OperationProgress(
        Optional<String> waitsFor,
        long rowsDone,
        long rowsTotal,
        double rowsPerSecond,
        Optional<Long> secondsLeft,
        Optional<String> summary,
        Optional<Trouble> error) {
    public OperationProgress {
        waitsFor = Check.absent(waitsFor).filter(text -> !text.isEmpty());
        secondsLeft = Check.absent(secondsLeft);
        summary = Check.absent(summary).filter(text -> !text.isEmpty());
        error = Check.absent(error);
    }

    /** Nothing is done yet. */
    public static OperationProgress waiting(String reason) {
        return new OperationProgress(
                Optional.of(reason), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, over with a sentence. */
    public OperationProgress over(String sentence) {
        return new OperationProgress(
                Optional.empty(),
                rowsDone,
                rowsTotal,
                rowsPerSecond,
                Optional.empty(),
                Optional.of(sentence),
                Optional.empty());
    }

    /** The same, over with an error. */
    public OperationProgress failed(Trouble why) {
        return new OperationProgress(
                Optional.empty(),
                rowsDone,
                rowsTotal,
                rowsPerSecond,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why));
    }
}
