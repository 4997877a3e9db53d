package dev.otter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.run.StatusBoard.Wait;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Predicate<String> WORKERS = name -> name.startsWith("worker");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final StatusBoard board = new StatusBoard(now::get);

    private void later() {
        now.set(now.get().plusSeconds(1));
    }

    @Test
    void a_stage_that_is_stuck_is_shown_with_what_another_knows() {
        board.stuck("load", "nothing ends", WORKERS);
        later();
        board.waiting("worker-2", "no connection");

        assertThat(board.longestWait())
                .contains(new Wait("load", "nothing ends: no connection", NOON));
    }

    @Test
    void what_is_tried_again_is_a_cause_and_no_wait() {
        board.trouble("worker-1", "a lock");
        assertThat(board.longestWait()).isEmpty();

        board.stuck("load", "nothing ends", WORKERS);
        assertThat(board.longestWait()).contains(new Wait("load", "nothing ends: a lock", NOON));

        board.moving("worker-1");
        assertThat(board.longestWait()).contains(new Wait("load", "nothing ends", NOON));
    }

    @Test
    void a_wait_of_a_stage_that_cannot_know_is_no_cause() {
        board.stuck("load", "nothing ends", WORKERS);
        later();
        board.waiting("select", "no connection to the source");
        board.trouble("other", "something");
        board.stuck("load", "nothing ends", WORKERS);

        assertThat(board.longestWait().map(Wait::reason)).contains("nothing ends");
        board.moving("load");
        assertThat(board.longestWait().map(Wait::stage)).contains("select");
    }

    @Test
    void a_stage_that_knows_its_reason_is_shown_with_that_alone() {
        board.stuck("load", "nothing ends", WORKERS);
        board.trouble("worker-1", "a lock");
        board.waiting("load", "no slot");

        assertThat(board.longestWait().map(Wait::reason)).contains("no slot");
    }
}
