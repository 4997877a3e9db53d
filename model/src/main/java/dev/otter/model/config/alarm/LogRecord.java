package dev.otter.model.config.alarm;

import dev.otter.model.config.Check;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a node or the manager had to tell.
 *
 * @param at when, by the clock of who told it
 * @param channel whose, if it was about one
 * @param pipeline whose, if it was about one
 * @param node who told it; empty when the manager did
 * @param title the kind of event
 * @param message what happened; cut after {@link #MESSAGE_MAX} characters
 */
public record LogRecord(
        Instant at,
        Optional<String> channel,
        Optional<String> pipeline,
        Optional<String> node,
        String title,
        String message) {
    /** Characters of a message that are kept. */
    public static final int MESSAGE_MAX = 21_845;

    private static final int TITLE_MAX = 64;

    public LogRecord {
        Check.required("at", at);
        channel = Check.absent(channel);
        pipeline = Check.absent(pipeline);
        node = Check.absent(node);
        title = cut(Check.required("title", title), TITLE_MAX);
        message = cut(Check.required("message", message), MESSAGE_MAX);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
