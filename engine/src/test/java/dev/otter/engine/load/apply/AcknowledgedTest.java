package dev.otter.engine.load.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session that is opened must find, and what it means when it does not. */
class AcknowledgedTest {
    private static final long EPOCH = 7;
    private final Acknowledged acknowledged = new Acknowledged("test", EPOCH);

    private static Claim claim(int slot, long group, int ids) {
        List<TransactionId> named = new ArrayList<>();
        for (int i = 0; i < ids; i++) {
            named.add(new TransactionId.AtPosition(new LogPosition("log.000001", 100L + i)));
        }
        return new Claim(
                new SlotUse(slot, group, 1),
                new Checkpoint(new LogPosition("log.000001", 4), ""),
                named);
    }

    private static WrittenSlot found(int slot, long group, int ids) {
        return new WrittenSlot(slot, EPOCH, group, ids, true);
    }

    private void durable(Claim claim) {
        assertThat(acknowledged.durable(claim, acknowledged.sessions())).isTrue();
    }

    private void requireFound(WrittenSlot... slots) {
        acknowledged.opened().require(List.of(slots));
    }

    @Test
    void what_was_acknowledged_must_be_there() {
        durable(claim(1, 5, 2));
        durable(claim(2, 6, 1));

        assertThatCode(() -> requireFound(found(1, 5, 2), found(2, 9, 0)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> requireFound(found(1, 4, 2), found(2, 6, 1)))
                .isInstanceOf(RestartNeededException.class)
                .hasMessageContaining("1 groups");
    }

    @Test
    void each_piece_of_a_group_must_be_there() {
        durable(claim(1, 5, 1));
        durable(claim(1, 5, 3));

        assertThatThrownBy(() -> requireFound(found(1, 5, 2)))
                .isInstanceOf(RestartNeededException.class);
        assertThatCode(() -> requireFound(found(1, 5, 3))).doesNotThrowAnyException();
    }

    @Test
    void that_the_run_has_begun_must_be_there() {
        assertThatThrownBy(() -> requireFound(new WrittenSlot(0, EPOCH - 1, 5, 1, true)))
                .isInstanceOf(RestartNeededException.class);
        assertThatCode(() -> requireFound(new WrittenSlot(0, EPOCH + 1, 5, 1, true)))
                .as("the next statement is refused and says so")
                .doesNotThrowAnyException();
    }

    /** To begin anew there would leave out what is between. */
    @Test
    void a_target_without_progress_is_not_begun_anew() {
        durable(claim(1, 5, 1));

        for (List<WrittenSlot> gone :
                List.of(List.<WrittenSlot>of(), List.of(new WrittenSlot(1, EPOCH, 0, 0, false)))) {
            assertThatThrownBy(() -> acknowledged.opened().require(gone))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_UNUSABLE));
        }
    }

    @Test
    void an_answer_that_crosses_with_a_session_is_to_be_asked_for_once_more() {
        long before = acknowledged.sessions();
        Acknowledged.Demand demand = acknowledged.opened();

        assertThat(acknowledged.durable(claim(1, 5, 1), before)).isFalse();
        assertThatCode(() -> demand.require(List.of(found(1, 4, 0))))
                .as("it was not known when the session was opened")
                .doesNotThrowAnyException();
        assertThat(acknowledged.durable(claim(1, 5, 1), acknowledged.sessions())).isTrue();
    }
}
