package dev.otter.engine.load.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.load.apply.OneTableTarget.Fate;
import dev.otter.engine.load.apply.PieceRunner.Piece;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One target transaction whose answers are lost, and a table that is emptied in portions. */
class PieceRunnerTest {
    private static final String EMPTYING = Portions.of("DELETE FROM t LIMIT ", "");
    private static final Claim CLAIM =
            new Claim(
                    new SlotUse(OneTableTarget.SLOT, 9, 1),
                    new Checkpoint(new LogPosition("log.000001", 100), ""),
                    List.of(new TransactionId.AtPosition(new LogPosition("log.000001", 200))));

    private final OneTableTarget target = new OneTableTarget();
    private final StopSignal abandon = new StopSignal();
    private final Acknowledged acknowledged = new Acknowledged("test", OneTableTarget.EPOCH);
    private final PieceRunner runner =
            new PieceRunner(
                    "test",
                    target,
                    target,
                    new PieceRunner.Signals(
                            new StatusBoard(InstantSource.system()), abandon, acknowledged));

    private static Piece piece(String... extra) {
        return new Piece(CLAIM, List.of(), true, List.of(extra), false);
    }

    @Test
    void a_commit_whose_answer_was_lost_is_not_repeated() throws Exception {
        target.fates.add(Fate.ANSWER_LOST);

        runner.run(piece());

        assertThat(target.calls).containsExactly("write", "committed", "asked");
    }

    @Test
    void a_commit_that_was_lost_is_repeated() throws Exception {
        target.fates.add(Fate.LOST);

        runner.run(piece());

        assertThat(target.calls).containsExactly("write", "asked", "write", "committed");
    }

    /** The session that was opened may have been compared before the answer was noted. */
    @Test
    void an_answer_that_crosses_with_another_session_is_looked_up() throws Exception {
        target.answering =
                () -> {
                    acknowledged.opened();
                    target.answering = () -> {};
                };

        runner.run(piece());

        assertThat(target.calls).containsExactly("write", "committed", "asked");
    }

    @Test
    void a_session_that_does_not_find_what_was_acknowledged_writes_nothing() throws Exception {
        runner.run(piece());
        target.durable = null;
        target.connected = false;
        target.calls.clear();

        assertThatThrownBy(() -> runner.run(piece())).isInstanceOf(RestartNeededException.class);
        assertThat(target.calls).isEmpty();
    }

    @Test
    void a_table_is_emptied_in_portions_of_which_the_last_alone_is_the_statement()
            throws Exception {
        target.rows = 450;

        runner.run(piece(EMPTYING));

        assertThat(target.rows).isZero();
        assertThat(target.calls)
                .containsExactly(
                        "open",
                        "delete 100",
                        "committed",
                        "open",
                        "delete 200",
                        "committed",
                        "open",
                        "delete 150",
                        "open",
                        "committed");
        assertThat(target.named).containsExactly(0, 0, 1);
    }

    @Test
    void a_table_that_is_emptied_in_part_is_emptied_further_when_the_session_breaks()
            throws Exception {
        target.rows = 150;
        target.fates.add(Fate.ANSWER_LOST);

        runner.run(piece(EMPTYING));

        assertThat(target.rows).isZero();
        assertThat(target.durable).isEqualTo(CLAIM);
        assertThat(target.named).containsExactly(0, 1);
    }

    @Test
    void emptying_ends_between_two_portions() {
        target.rows = 1_000;
        target.answering = abandon::raise;

        assertThatThrownBy(() -> runner.run(piece(EMPTYING)))
                .isInstanceOf(AbandonedException.class);
        assertThat(target.rows).isEqualTo(900);
    }
}
