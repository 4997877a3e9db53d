package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.load.LoadWait.View;
import dev.otter.engine.run.StatusBoard;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadWaitTest {
    private static final View ONE_RUNS = new View(1, false, false, false);

    private final AtomicLong seconds = new AtomicLong(1000);
    private final StatusBoard board = new StatusBoard(InstantSource.system());
    private final LoadWait wait =
            new LoadWait(
                    "shop/a",
                    board,
                    new AnswerWatch(() -> TimeUnit.SECONDS.toNanos(seconds.get())));

    private String reason() {
        return board.longestWait().map(StatusBoard.Wait::reason).orElse("");
    }

    private void overdue() {
        wait.tell(ONE_RUNS);
        seconds.addAndGet(5);
        wait.tell(ONE_RUNS);
    }

    @Test
    void an_end_that_is_overdue_is_told_with_what_an_applier_knows() {
        overdue();
        assertThat(reason()).isEqualTo(AnswerWatch.REASON);

        board.trouble("shop/a-load-2", "others hold locks");
        assertThat(reason()).isEqualTo(AnswerWatch.REASON + ": others hold locks");

        wait.moved();
        wait.tell(ONE_RUNS);
        assertThat(reason()).isEmpty();
    }

    @Test
    void another_pipeline_s_appliers_know_nothing_of_it() {
        board.trouble("shop/ab-load-2", "others hold locks");
        overdue();

        assertThat(reason()).isEqualTo(AnswerWatch.REASON);
    }

    @Test
    void a_refused_row_is_told_with_the_cause_of_its_long_wait() {
        board.trouble("shop/a-load-1", "others hold locks");
        View refused = new View(1, false, true, false);
        wait.tell(refused);
        assertThat(reason()).startsWith("a row was refused").doesNotContain("locks");

        seconds.addAndGet(5);
        wait.tell(refused);
        assertThat(reason())
                .startsWith("a row was refused")
                .endsWith(AnswerWatch.REASON + ": others hold locks");
    }

    @Test
    void what_the_load_thread_knows_itself_comes_first() {
        wait.tell(new View(0, true, false, true));
        assertThat(reason()).startsWith("no slot of the checkpoint");

        wait.tell(new View(1, false, false, true));
        assertThat(reason()).startsWith("everything before a schema change");

        wait.giant();
        assertThat(reason()).isEmpty();
    }
}
