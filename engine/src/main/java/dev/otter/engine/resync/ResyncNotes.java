package dev.otter.engine.resync;

import dev.otter.engine.run.StatusBoard;
import dev.otter.model.error.OtterException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people should know of requests: bad ones, and those that have to wait. One thread. */
final class ResyncNotes {
    private static final Logger LOG = LoggerFactory.getLogger(ResyncNotes.class);
    private static final int LOGGED_MAX = 1_000;
    private static final String BAD = "resync bad";
    private static final String WAITING = "resync waiting";
    private static final String UNLIKE = "resync unlike";
    private static final String SOURCE = "resync source";
    private static final String TARGET = "resync target";

    private final String pipeline;
    private final StatusBoard board;
    private long bad;

    ResyncNotes(String pipeline, StatusBoard board) {
        this.pipeline = pipeline;
        this.board = board;
    }

    /** A request, or a table of one, cannot be followed. */
    void bad(OtterException error) {
        bad++;
        if (bad <= LOGGED_MAX) {
            LOG.warn("pipeline {}: {}", pipeline, error.getMessage());
        }
        board.notice(
                BAD,
                bad == 1
                        ? error.getMessage()
                        : bad
                                + " requests in retl.retl_buffer failed, the last: "
                                + error.getMessage());
    }

    /** Rows wait for other sessions of the source. */
    void locked(int requests, String why) {
        if (requests == 0) {
            board.noticeOver(WAITING);
        } else {
            board.notice(
                    WAITING,
                    "rows asked for in retl.retl_buffer wait, "
                            + requests
                            + " in all, because another session of the source holds them: "
                            + why);
        }
    }

    /** Rows wait for a statement that the target has not run yet; empty when none does. */
    void unlike(Optional<String> why) {
        why.ifPresentOrElse(
                text ->
                        board.notice(
                                UNLIKE,
                                "rows asked for in retl.retl_buffer wait for a change of their"
                                        + " table that may still be on its way: "
                                        + text),
                () -> board.noticeOver(UNLIKE));
    }

    void sourceAway(String why) {
        board.notice(SOURCE, "rows asked for in retl.retl_buffer cannot be read: " + why);
    }

    void sourceBack() {
        board.noticeOver(SOURCE);
    }

    void targetAway(String why) {
        board.notice(TARGET, "open requests in retl.retl_resync cannot be read: " + why);
    }

    void targetBack() {
        board.noticeOver(TARGET);
    }
}
